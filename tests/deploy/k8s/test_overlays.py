"""Each overlay renders, the same each time, and breaks none of the rules."""

from pathlib import Path
from typing import Any, Final

import pytest
import yaml

from services.workflows.definitions import policies
from services.workflows.definitions.policies import NOTICE_OF_DEATH
from tests.deploy.k8s.our_code import SETTINGS, names
from tests.deploy.k8s.rendering import (
    K8S,
    OVERLAYS,
    Manifest,
    manifests,
    of_kind,
    rendered,
)
from tests.deploy.k8s.rules import complaints
from tests.deploy.k8s.workloads import workloads

ALERTS: Final = K8S.parent / "monitoring" / "alerts.yml"
LEFT: Final = {
    "what the code's own defaults are for": {
        *("DATABASE_POOL_SIZE", "TEMPORAL_DEPLOYMENT_NAME", "ANSWER_WAIT_SECONDS"),
        *("STARTING_CREDITS", "UNFINISHED_SONGS_LIMIT", "SIGN_UPS_PER_HOUR"),
        *("SIGN_INS_PER_HOUR", "EMAILS_PER_HOUR", "MAIL_FROM", "POLAR_PRODUCTS"),
        *("TRUSTED_PROXIES", "OTEL_TRACES_EXPORTER", "OTEL_SDK_DISABLED"),
        *("OTEL_EXPORTER_OTLP_PROTOCOL", "OTEL_PROPAGATORS", "POLAR_BASE_URL"),
        *("OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT"),
    },
    "what the images set": {"WEB_APP_DIR", "SOUNDFONT_PATH"},
    "what Temporal's worker controller sets": {"TEMPORAL_WORKER_BUILD_ID"},
    "what development has": {"POLAR_IS_STAND_IN"},
}
"""Settings that no manifest names, and why. MAIL_FROM and the like are an overlay's to add."""


@pytest.fixture(params=OVERLAYS)
def overlay(request: pytest.FixtureRequest) -> list[Manifest]:
    return manifests(rendered(K8S / "overlays" / request.param))


def test_it_breaks_no_rule(overlay: list[Manifest]) -> None:
    assert complaints(overlay) == []


@pytest.mark.parametrize("name", OVERLAYS)
def test_it_renders_the_same_each_time(name: str) -> None:
    folder = K8S / "overlays" / name

    assert rendered(folder) == rendered(folder)


def test_every_component_is_in_an_overlay() -> None:
    used = {
        Path(component).name
        for name in OVERLAYS
        for component in _kustomization(K8S / "overlays" / name)["components"]
    }

    assert used == {folder.name for folder in (K8S / "components").iterdir()}


def test_every_setting_is_in_a_manifest_or_left_out_for_a_reason() -> None:
    told = {
        name
        for overlay in OVERLAYS
        for objects in [manifests(rendered(K8S / "overlays" / overlay))]
        for each in workloads(objects)
        for name in each.settings(objects)
    }
    read = {name for all_of in SETTINGS.values() for of in all_of for name in names(of)}
    left = {name for some in LEFT.values() for name in some}

    assert read - told == left


def test_a_dead_node_is_noticed_within_a_minute() -> None:
    beats = [
        policy["heartbeat_timeout"]
        for policy in vars(policies).values()
        if isinstance(policy, dict) and "heartbeat_timeout" in policy
    ]

    assert len(beats) >= 4
    assert max(beat.total_seconds() for beat in beats) <= 60
    assert NOTICE_OF_DEATH.total_seconds() <= 60


def test_the_operators_alerts_are_those_of_prometheus() -> None:
    rule = yaml.safe_load((K8S / "components/monitoring/alerts.yaml").read_text())

    assert rule["spec"]["groups"] == yaml.safe_load(ALERTS.read_text())["groups"]


def test_a_versioned_workers_pods_are_those_of_a_plain_one() -> None:
    plain = manifests(rendered(K8S / "base"))
    [deployment] = [
        each
        for each in of_kind(plain, "Deployment")
        if each["metadata"]["name"] == "workflow-worker"
    ]
    file = K8S / "components/worker-versioning/worker.yaml"
    versioned = yaml.safe_load(file.read_text())
    template = deployment["spec"]["template"]
    # Kustomize gives them their label and the hash of their settings when it renders both.
    del template["metadata"]["labels"]["app.kubernetes.io/part-of"]
    _plainly_named(template)

    assert versioned["spec"]["template"] == template


def test_temporals_values_are_what_the_queues_need() -> None:
    values = yaml.safe_load((K8S / "temporal/values.yaml").read_text())["server"]

    assert values["config"]["numHistoryShards"] == 512
    for key, value in _fairness().items():
        assert values["dynamicConfig"][key] == [
            {"value": value, "constraints": {"taskQueueName": "gpu"}}
        ]


def _fairness() -> dict[str, Any]:
    return {
        "matching.enableFairness": True,
        "matching.numTaskqueueReadPartitions": 1,
        "matching.numTaskqueueWritePartitions": 1,
    }


def _kustomization(folder: Path) -> Any:
    return yaml.safe_load((folder / "kustomization.yaml").read_text())


def _plainly_named(template: Manifest) -> None:
    for container in template["spec"]["containers"]:
        for source in container["envFrom"]:
            name = source["configMapRef"]["name"]
            source["configMapRef"]["name"] = name.rpartition("-")[0]
