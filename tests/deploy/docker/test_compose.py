"""deploy/compose.yaml: Compose reads it, services read what it tells, and little is open."""

import os
import re
import stat
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

import pytest
from pydantic_settings import BaseSettings

from devstack.temporal import Temporal
from services.gateway.server import options_of
from shared.contracts import search_attributes
from shared.settings import EngineSettings, WebSettings
from tests.deploy.docker.composition import (
    OTHERS,
    OURS,
    SECRETS,
    compose,
    environment_of,
    grace_of,
    secrets_made_in,
    services,
    settings_of,
    variables_of,
)
from tests.deploy.docker.recipes import DOCKER, ROOT, stages_of

ONE_OFF: Final = {"migrations", "bucket"}
NEEDED_BY_BOTH: Final = {"migrations", "bucket", "temporal"}

ours = pytest.mark.parametrize("name", OURS)


def needs(name: str) -> dict[str, str]:
    found: dict[str, dict[str, str]] = services()[name].get("depends_on", {})
    return {other: told["condition"] for other, told in found.items()}


def test_there_are_our_services_and_those_that_they_stand_on() -> None:
    assert set(services()) == {*OURS, *OTHERS}


@pytest.mark.parametrize("missing", SECRETS)
def test_without_a_secret_nothing_starts_and_one_reads_what_to_do(missing: str) -> None:
    given = {name: "x" * 43 for name in SECRETS if name != missing}

    done = compose("config", "--quiet", environment=given)

    assert done.returncode != 0
    assert f"{missing} is missing a value: make deploy/.env first" in done.stderr


def test_the_readmes_command_makes_secrets_that_all_services_take(
    tmp_path: Path,
) -> None:
    file = secrets_made_in(tmp_path)
    told = dict(line.split("=", 1) for line in file.read_text().splitlines())

    done = compose("--env-file", str(file), "config", "--quiet", environment={})

    assert (done.returncode, done.stderr) == (0, "")
    assert set(told) == set(SECRETS)
    assert len(set(told.values())) == len(SECRETS)
    assert all(len(value) >= 43 for value in told.values())
    assert re.fullmatch(r"[A-Za-z0-9_-]{43}=", told["ENCRYPTION_KEY"])
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


@ours
def test_a_service_knows_each_setting_that_it_is_told(name: str) -> None:
    known = {variable for kind in settings_of(name) for variable in variables_of(kind)}

    assert set(environment_of(name)) - known == set()


@ours
def test_a_service_accepts_what_it_is_told(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for variable in list(os.environ):  # noqa: TID251 -- what is set here must not help
        monkeypatch.delenv(variable)
    for variable, value in environment_of(name).items():
        monkeypatch.setenv(variable, value)

    loaded = [kind() for kind in settings_of(name)]

    assert all(isinstance(each, BaseSettings) for each in loaded)
    assert loaded


def test_a_service_waits_until_what_it_stands_on_is_there() -> None:
    waited = {other for name in services() for other in needs(name)}

    assert waited <= set(services())
    for name in services():
        for other, condition in needs(name).items():
            ended = other in ONE_OFF
            assert condition == (
                "service_completed_successfully" if ended else "service_healthy"
            )
    assert set(needs("gateway")) == NEEDED_BY_BOTH
    assert set(needs("workflows")) == NEEDED_BY_BOTH
    assert needs("migrations") == {"postgres": "service_healthy"}


@ours
def test_our_images_are_built_from_recipes_that_are_there(name: str) -> None:
    built = services()[name]["build"]
    recipe = ROOT / built["dockerfile"]
    targets = {stage.name for stage in stages_of(recipe)}

    assert Path(built["context"]) == ROOT
    assert recipe.parent == DOCKER
    assert built.get("target", "") in targets
    assert services()[name]["image"].startswith("musicgenerator/")


def test_a_service_is_given_longer_than_it_takes_to_drain() -> None:
    patience = {name: grace_of(name) for name in OURS}
    drain = EngineSettings(
        inference_drain_seconds=int(
            environment_of("inference")["INFERENCE_DRAIN_SECONDS"]
        )
    ).inference_drain_seconds
    answering = options_of(WebSettings())["timeout_graceful_shutdown"]

    assert patience["inference"] >= drain + 15
    assert patience["inference-studio"] >= drain + 15
    assert patience["gateway"] >= answering + 10
    assert patience["workflows"] >= _drain_of_the_workflow_worker() + 15


def _drain_of_the_workflow_worker() -> float:
    text = (ROOT / "services/workflows/worker.py").read_text()
    (found,) = re.findall(r"graceful_shutdown_timeout=timedelta\(seconds=(\d+)\)", text)
    return float(found)


def test_temporal_is_told_what_the_stack_tells_it(tmp_path: Path) -> None:
    told = options(services()["temporal"]["command"])
    stack = Temporal(tmp_path, port=1, ui_port=2, metrics_port=3)
    wanted = options(
        [" ".join(pair).replace(" ", "=") for pair in pairs(stack.command())]
    )
    attributes = {f"{key.name}=Keyword" for key in search_attributes.ALL}

    assert told["--search-attribute"] == attributes
    assert told["--search-attribute"] == wanted["--search-attribute"]
    assert told["--dynamic-config-value"] == wanted["--dynamic-config-value"]


def options(words: list[str]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for word in words:
        name, _, value = word.partition("=")
        found.setdefault(name, set()).add(value)
    return found


def pairs(words: Any) -> list[tuple[str, str]]:
    return [(word, after) for word, after in pairwise(words) if word.startswith("--")]


def test_the_real_models_need_a_gpu_and_read_their_weights() -> None:
    studio = services()["inference-studio"]
    (device,) = studio["deploy"]["resources"]["reservations"]["devices"]
    mounts = {mount["target"]: mount for mount in studio["volumes"]}

    assert studio["profiles"] == ["gpu"]
    assert device["capabilities"] == ["gpu"]
    assert mounts["/models"]["read_only"] is True
    assert mounts["/scratch"]["type"] == "volume"
