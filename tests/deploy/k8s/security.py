"""Pods that may do nothing they need not: the restricted standard, and bounds."""

import re
from collections.abc import Iterator
from typing import Any

from tests.deploy.k8s.rendering import Manifest
from tests.deploy.k8s.workloads import LASTING, Workload, workloads

_CONTAINER = {
    "allowPrivilegeEscalation": False,
    "readOnlyRootFilesystem": True,
    "capabilities": {"drop": ["ALL"]},
}
_QUANTITY = re.compile(r"\d+(\.\d+)?(m|[kMGTP]i?|Ki)?")
_VOLUMES = {"emptyDir", "persistentVolumeClaim", "image", "configMap", "secret"}


def is_restricted(objects: list[Manifest]) -> Iterator[str]:
    for each in workloads(objects):
        context = each.pod.get("securityContext", {})
        if context.get("runAsNonRoot") is not True:
            yield f"{each.name}: may run as root"
        if not context.get("runAsUser", 0) or not context.get("runAsGroup", 0):
            yield f"{each.name}: has no user and group of its own"
        if context.get("seccompProfile") != {"type": "RuntimeDefault"}:
            yield f"{each.name}: has no seccomp profile"
        if each.pod.get("automountServiceAccountToken") is not False:
            yield f"{each.name}: gets a token of the cluster"
        if {"hostNetwork", "hostPID", "hostIPC"} & each.pod.keys():
            yield f"{each.name}: shares what is the machine's"


def containers_are_restricted(objects: list[Manifest]) -> Iterator[str]:
    for each in workloads(objects):
        for container in each.containers:
            if container.get("securityContext") != _CONTAINER:
                yield f"{each.name}: {container['name']} may do more than it must"
        for volume in each.pod.get("volumes", []):
            if not volume.keys() - {"name"} <= _VOLUMES:
                yield f"{each.name}: mounts what is the machine's"


def images_are_pinned(objects: list[Manifest]) -> Iterator[str]:
    """By digest, or by a tag that says that it is somebody's own build."""
    for each in workloads(objects):
        names = [container["image"] for container in each.containers]
        names += [
            volume["image"]["reference"]
            for volume in each.pod.get("volumes", [])
            if "image" in volume
        ]
        for name in names:
            tag = name.rpartition(":")[2]
            if "@sha256:" not in name and tag not in {"dev", "dev-sketch"}:
                yield f"{each.name}: the image {name} has no digest"


def resources_are_said(objects: list[Manifest]) -> Iterator[str]:
    """Requests of all, limits of what cannot be given back; none of CPU."""
    for each in workloads(objects):
        for container in each.containers:
            asked, most = _resources(container)
            if not {"cpu", "memory", "ephemeral-storage"} <= asked.keys():
                yield f"{each.name}: does not say what it needs"
            if not {"memory", "ephemeral-storage"} <= most.keys() or "cpu" in most:
                yield f"{each.name}: is bounded in the wrong things"
            if asked.get("nvidia.com/gpu") != most.get("nvidia.com/gpu"):
                yield f"{each.name}: a card cannot be shared by bounds"
        yield from _unbounded(each)


def places_are_said(objects: list[Manifest]) -> Iterator[str]:
    for each in workloads(objects, *LASTING):
        if "priorityClassName" not in each.pod:
            yield f"{each.name}: has no priority"
        if not each.pod.get("topologySpreadConstraints"):
            yield f"{each.name}: may all be on one node"


def quantities_are_numbers(objects: list[Manifest]) -> Iterator[str]:
    for each in workloads(objects):
        for container in each.containers:
            asked, most = _resources(container)
            for amount in (*asked.values(), *most.values()):
                if not _QUANTITY.fullmatch(str(amount)):
                    yield f"{each.name}: {amount!r} is no amount"


def _resources(container: Manifest) -> tuple[dict[str, Any], dict[str, Any]]:
    said = container.get("resources", {})
    return said.get("requests", {}), said.get("limits", {})


def _unbounded(each: Workload) -> Iterator[str]:
    for volume in each.pod.get("volumes", []):
        if "emptyDir" in volume and "sizeLimit" not in (volume["emptyDir"] or {}):
            yield f"{each.name}: the volume {volume['name']} has no bound"
