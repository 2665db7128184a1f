"""Whether manifests say what the code beside them says."""

from collections.abc import Iterator, Mapping
from typing import Final

from pydantic_settings import BaseSettings

import shared.outside_settings as outside
from shared import settings
from shared.contracts import task_queues
from shared.kill_points import KillPointSettings
from tests.deploy.k8s.rendering import Manifest, name_of, of_kind
from tests.deploy.k8s.workloads import LASTING, workloads

_COMMON: Final = (
    *(settings.TemporalSettings, settings.StorageSettings, settings.MetricsSettings),
    settings.TelemetrySettings,
)
SETTINGS: Final[Mapping[str, tuple[type[BaseSettings], ...]]] = {
    "gateway": (
        *(*_COMMON, settings.DatabaseSettings, settings.WebSettings),
        *(settings.AccountSettings, settings.SealingSettings),
        *(outside.PolarSettings, outside.SignInSettings),
    ),
    "workflow-worker": (
        *(*_COMMON, settings.DatabaseSettings, settings.WebSettings),
        *(settings.AccountSettings, settings.ReleaseSettings, settings.ProcessSettings),
        *(outside.MailSettings, outside.PolarSettings),
    ),
    "gpu-worker": (*_COMMON, settings.EngineSettings, settings.ProcessSettings),
    "migrations": (settings.DatabaseSettings,),
}
# What stops after the songs: the engine's and the encoders' processes, and the exporters.
_AFTER_THE_DRAIN: Final = 30
_WORKFLOWS_DRAIN: Final = 10
_STREAMS_END: Final = 1


def names(of: type[BaseSettings]) -> set[str]:
    prefix = of.model_config.get("env_prefix", "")
    return {f"{prefix}{field}".upper() for field in of.model_fields}


def settings_are_known(objects: list[Manifest]) -> Iterator[str]:
    for each in workloads(objects):
        own = set().union(*(names(of) for of in SETTINGS[each.app]))
        for container in each.containers:
            for variable in container.get("env", []):
                if variable["name"] not in own:
                    yield f"{each.name}: reads no setting {variable['name']}"


def shared_settings_are_known(objects: list[Manifest]) -> Iterator[str]:
    everywhere = {
        name for all_of in SETTINGS.values() for of in all_of for name in names(of)
    }
    for thing in of_kind(objects, "ConfigMap"):
        if thing["metadata"]["name"].startswith("musicgenerator-settings"):
            for name in sorted(thing["data"].keys() - everywhere):
                yield f"{name_of(thing)}: nobody reads {name}"
    if any(
        names(KillPointSettings) & each.settings(objects).keys()
        for each in workloads(objects)
    ):
        yield "kill points are for tests"


def drains_add_up(objects: list[Manifest]) -> Iterator[str]:
    for each in workloads(objects, *LASTING):
        needed = {
            "gateway": _STREAMS_END,
            "workflow-worker": _WORKFLOWS_DRAIN,
            "gpu-worker": _AFTER_THE_DRAIN,
        }[each.app] + int(each.settings(objects).get("INFERENCE_DRAIN_SECONDS", 0))
        for container in each.containers:
            pause = container.get("lifecycle", {}).get("preStop", {})
            needed += pause.get("sleep", {}).get("seconds", 0)
        if each.pod.get("terminationGracePeriodSeconds", 30) < needed:
            yield f"{each.name}: is killed before it has ended"


def queues_and_addresses_are_ours(objects: list[Manifest]) -> Iterator[str]:
    told = next(workloads(objects, "Deployment")).settings(objects)
    temporal = (told["TEMPORAL_ADDRESS"], told["TEMPORAL_NAMESPACE"])
    for thing in of_kind(objects, "ScaledObject"):
        for trigger in thing["spec"]["triggers"]:
            asked = trigger["metadata"]
            if (asked["endpoint"], asked["namespace"]) != temporal:
                yield f"{name_of(thing)}: asks another Temporal"
            if asked["taskQueue"] != task_queues.GPU:
                yield f"{name_of(thing)}: counts another queue than {task_queues.GPU}"
            if asked["workflowTaskQueueForCount"] != task_queues.WORKFLOWS:
                yield f"{name_of(thing)}: counts the workflows of another queue"


def versioned_workers_are_of_our_temporal(objects: list[Manifest]) -> Iterator[str]:
    told = next(workloads(objects, "Deployment")).settings(objects)
    for thing in of_kind(objects, "Connection"):
        if thing["spec"]["hostPort"] != told["TEMPORAL_ADDRESS"]:
            yield f"{name_of(thing)}: leads to another Temporal"
    for thing in of_kind(objects, "WorkerDeployment"):
        namespace = thing["spec"]["workerOptions"]["temporalNamespace"]
        if namespace != told["TEMPORAL_NAMESPACE"]:
            yield f"{name_of(thing)}: works in another namespace"


def scaled_ones_have_no_number(objects: list[Manifest]) -> Iterator[str]:
    scaled = {
        each["spec"]["scaleTargetRef"]["name"]
        for each in of_kind(objects, "ScaledObject")
    }
    for each in of_kind(objects, "Deployment"):
        if each["metadata"]["name"] in scaled and "replicas" in each["spec"]:
            yield f"{name_of(each)}: its number is KEDA's to say"
