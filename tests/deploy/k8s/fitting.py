"""Whether what one manifest names is there in another."""

from collections.abc import Iterator
from typing import Any, Final

from tests.deploy.k8s.rendering import Manifest, name_of, of_kind
from tests.deploy.k8s.workloads import LASTING, Workload, workloads

BY_HAND: Final = {
    "musicgenerator-database",
    "musicgenerator-storage",
    "musicgenerator-app",
}
"""Secrets that an operator makes where no store brings them: the README names their keys."""


def selectors_find_pods(objects: list[Manifest]) -> Iterator[str]:
    for each in workloads(objects, "Deployment"):
        if not _matches(each.owner["spec"]["selector"]["matchLabels"], each):
            yield f"{each.name}: its selector finds other pods than its own"
    for each in workloads(objects, *LASTING):
        for spread in each.pod.get("topologySpreadConstraints", []):
            if not _matches(spread["labelSelector"]["matchLabels"], each):
                yield f"{each.name}: spreads other pods than its own"
    for thing in of_kind(objects, "Service", "PodDisruptionBudget"):
        selector = thing["spec"]["selector"]
        labels = selector.get("matchLabels", selector)
        if not any(_matches(labels, each) for each in workloads(objects)):
            yield f"{name_of(thing)}: selects no pod"


def _matches(labels: dict[str, str], each: Workload) -> bool:
    return labels.items() <= each.labels.items()


def services_name_ports(objects: list[Manifest]) -> Iterator[str]:
    for thing in of_kind(objects, "Service"):
        for each in workloads(objects):
            if _matches(thing["spec"]["selector"], each):
                wanted = {port["targetPort"] for port in thing["spec"]["ports"]}
                for port in wanted - each.ports.keys():
                    yield f"{name_of(thing)}: {each.name} has no port {port}"


def probes_name_ports(objects: list[Manifest]) -> Iterator[str]:
    for each in workloads(objects, *LASTING):
        for container in each.containers:
            for probe in ("startupProbe", "readinessProbe", "livenessProbe"):
                asked = container.get(probe, {}).get("httpGet", {}).get("port", None)
                if asked is not None and asked not in each.ports:
                    yield f"{each.name}: the {probe} asks a port that is not there"
            if not {"startupProbe", "readinessProbe"} <= container.keys():
                yield f"{each.name}: nobody asks whether it is ready"


def mounts_have_volumes(objects: list[Manifest]) -> Iterator[str]:
    for each in workloads(objects):
        there = {volume["name"] for volume in each.pod.get("volumes", [])}
        mounted = {
            mount["name"]
            for container in each.containers
            for mount in container.get("volumeMounts", [])
        }
        for name in sorted(mounted - there):
            yield f"{each.name}: mounts {name}, which is no volume"
        for name in sorted(there - mounted):
            yield f"{each.name}: has the volume {name} and does not mount it"


def names_lead_somewhere(objects: list[Manifest]) -> Iterator[str]:
    there = {(each["kind"], each["metadata"]["name"]) for each in objects}
    there |= {("Secret", name) for name in _secrets(objects)}
    for each in workloads(objects):
        for wanted in _named_by(each):
            if wanted not in there:
                yield f"{each.name}: there is no {' '.join(wanted)}"


def routes_and_scalers_lead_somewhere(objects: list[Manifest]) -> Iterator[str]:
    there = {(each["kind"], each["metadata"]["name"]) for each in objects}
    for thing in of_kind(objects, "HTTPRoute"):
        for rule in thing["spec"]["rules"]:
            for backend in rule["backendRefs"]:
                if ("Service", backend["name"]) not in there:
                    yield f"{name_of(thing)}: there is no Service {backend['name']}"
    for thing in of_kind(objects, "ScaledObject"):
        if ("Deployment", thing["spec"]["scaleTargetRef"]["name"]) not in there:
            yield f"{name_of(thing)}: scales what is not there"


def all_use_one_database(objects: list[Manifest]) -> Iterator[str]:
    told = [each.settings(objects).get("DATABASE_URL") for each in workloads(objects)]
    addresses = [address for address in told if address is not None]
    if any(address != addresses[0] for address in addresses):
        yield "not all use the same database"


def _secrets(objects: list[Manifest]) -> set[str]:
    stored = {e["spec"]["target"]["name"] for e in of_kind(objects, "ExternalSecret")}
    made = {f"{e['metadata']['name']}-app" for e in of_kind(objects, "Cluster")}
    return (stored or BY_HAND) | made


def _named_by(each: Workload) -> Iterator[tuple[str, str]]:
    if "priorityClassName" in each.pod:
        yield "PriorityClass", each.pod["priorityClassName"]
    for volume in each.pod.get("volumes", []):
        if "persistentVolumeClaim" in volume:
            claim = volume["persistentVolumeClaim"]["claimName"]
            yield "PersistentVolumeClaim", claim
    for container in each.containers:
        for source in container.get("envFrom", []):
            yield "ConfigMap", source["configMapRef"]["name"]
        for variable in container.get("env", []):
            secret: dict[str, Any] = variable.get("valueFrom", {}).get(
                "secretKeyRef", {}
            )
            if secret:
                yield "Secret", secret["name"]


def each_has_a_budget_and_a_policy(objects: list[Manifest]) -> Iterator[str]:
    budgets = [
        each["spec"]["selector"]["matchLabels"]
        for each in of_kind(objects, "PodDisruptionBudget")
    ]
    specs = [each["spec"] for each in of_kind(objects, "NetworkPolicy")]
    policies = [spec["podSelector"].get("matchLabels", {}) for spec in specs]
    if {"podSelector": {}, "policyTypes": ["Ingress", "Egress"]} not in specs:
        yield "no policy closes what no other policy opens"
    for each in workloads(objects):
        if not any(labels and _matches(labels, each) for labels in policies):
            yield f"{each.name}: has no network policy"
        is_lasting = each.owner["kind"] in LASTING
        if is_lasting and not any(_matches(labels, each) for labels in budgets):
            yield f"{each.name}: has no disruption budget"


def figures_are_served_where_they_are_asked_for(
    objects: list[Manifest],
) -> Iterator[str]:
    monitors = of_kind(objects, "PodMonitor")
    asked = {
        e["port"] for each in monitors for e in each["spec"]["podMetricsEndpoints"]
    }
    for each in workloads(objects, *LASTING):
        settings = each.settings(objects)
        told = {
            "metrics": settings.get("METRICS_PORT"),
            "metrics-sdk": settings.get("METRICS_SDK_PORT"),
        }
        for name, port in told.items():
            if str(each.ports.get(name)) != port:
                yield f"{each.name}: figures are not at the port {name}"
        for name in sorted(asked - each.ports.keys()):
            yield f"{each.name}: is asked for figures at {name}, which it has not"
