"""Pods as any kind of manifest brings them."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from tests.deploy.k8s.rendering import Manifest, name_of, of_kind

KINDS: Final = ("Deployment", "WorkerDeployment", "Job")
LASTING: Final = ("Deployment", "WorkerDeployment")


@dataclass(frozen=True)
class Workload:
    owner: Manifest

    @property
    def name(self) -> str:
        return name_of(self.owner)

    @property
    def labels(self) -> dict[str, str]:
        labels: dict[str, str] = self.owner["spec"]["template"]["metadata"]["labels"]
        return labels

    @property
    def app(self) -> str:
        return self.labels["app.kubernetes.io/name"]

    @property
    def pod(self) -> Manifest:
        pod: Manifest = self.owner["spec"]["template"]["spec"]
        return pod

    @property
    def containers(self) -> list[Manifest]:
        return [*self.pod["containers"], *self.pod.get("initContainers", [])]

    @property
    def ports(self) -> dict[str, int]:
        return {
            port["name"]: port["containerPort"]
            for container in self.containers
            for port in container.get("ports", [])
        }

    def settings(self, objects: list[Manifest]) -> dict[str, Any]:
        """The environment; what a secret holds is told as where it is."""
        told: dict[str, Any] = {}
        maps = {
            each["metadata"]["name"]: each["data"]
            for each in of_kind(objects, "ConfigMap")
        }
        for container in self.containers:
            for source in container.get("envFrom", []):
                told |= maps.get(source["configMapRef"]["name"], {})
            for each in container.get("env", []):
                told[each["name"]] = each.get("value", each.get("valueFrom"))
        return told


def workloads(objects: list[Manifest], *kinds: str) -> Iterator[Workload]:
    for each in of_kind(objects, *(kinds or KINDS)):
        yield Workload(each)
