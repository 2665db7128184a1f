"""deploy/compose.yaml: who is told a secret, what is open, and what a service may do."""

from typing import Final

import pytest

from tests.deploy.docker.composition import (
    OTHERS,
    OURS,
    SECRETS,
    composed,
    environment_of,
    marker_of,
    services,
)

ONE_OFF: Final = {"migrations", "bucket"}
PUBLISHED: Final = {"gateway": 8000, "temporal": 8080, "s3": 8333}

ours = pytest.mark.parametrize("name", OURS)
every_service = pytest.mark.parametrize("name", sorted({*OURS, *OTHERS}))


def test_only_who_needs_a_secret_is_told_it() -> None:
    told = {
        name: {
            secret
            for secret in SECRETS
            if marker_of(secret) in str(environment_of(name))
        }
        for name in services()
    }
    bucket = {"S3_ACCESS_KEY_ID", "S3_SECRET_ACCESS_KEY"}

    assert told == {
        "postgres": {"POSTGRES_PASSWORD"},
        "temporal": set(),
        "s3": {*bucket, "S3_INNER_KEY"},
        "migrations": {"POSTGRES_PASSWORD"},
        "bucket": bucket,
        "gateway": {*bucket, "POSTGRES_PASSWORD", "ENCRYPTION_KEY"},
        "workflows": {*bucket, "POSTGRES_PASSWORD"},
        "inference": bucket,
        "inference-studio": bucket,
    }


@every_service
def test_nothing_is_open_to_other_machines(name: str) -> None:
    ports = services()[name].get("ports", [])

    assert {port["host_ip"] for port in ports} <= {"127.0.0.1"}
    assert [int(port["published"]) for port in ports] == [
        port for other, port in PUBLISHED.items() if other == name
    ]
    assert "network_mode" not in services()[name]
    assert not services()[name].get("privileged")


def test_what_makes_songs_and_the_database_have_no_way_out() -> None:
    inside = {
        name for name in services() if set(services()[name]["networks"]) == {"inner"}
    }

    assert composed()["networks"]["inner"]["internal"] is True
    assert inside == {"postgres", *ONE_OFF, "inference", "inference-studio"}


@ours
def test_our_services_run_without_rights_on_a_read_only_root(name: str) -> None:
    service = services()[name]

    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert any(place.startswith("/tmp:") for place in service["tmpfs"])  # noqa: S108
    assert "user" not in service


@every_service
def test_a_service_is_limited_and_comes_back_but_for_what_has_an_end(name: str) -> None:
    limits = services()[name]["deploy"]["resources"]["limits"]
    again = services()[name]["restart"]

    assert {"memory", "pids"} <= set(limits)
    assert again == ("no" if name in ONE_OFF else "unless-stopped")


@every_service
def test_a_service_says_how_it_is(name: str) -> None:
    check = services()[name].get("healthcheck", {})

    assert bool(check.get("test")) == (name in OTHERS)
    assert check.get("disable", False) == (name in ONE_OFF)
