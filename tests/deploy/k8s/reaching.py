"""Whether who is let out by one network policy is let in by another."""

from collections.abc import Iterator
from typing import TypeAlias

from tests.deploy.k8s.rendering import Manifest, of_kind

Labels: TypeAlias = dict[str, str]


def who_is_called_may_hear(objects: list[Manifest]) -> Iterator[str]:
    """Within our namespace, and only where that pod is ours: another's may be elsewhere."""
    policies = of_kind(objects, "NetworkPolicy")
    clusters = {each["metadata"]["name"] for each in of_kind(objects, "Cluster")}
    for policy in policies:
        caller = policy["spec"]["podSelector"].get("matchLabels", {})
        for called, port in _let_out(policy):
            if called.get("cnpg.io/cluster") not in clusters:
                continue
            if not any(_lets_in(each, called, caller, port) for each in policies):
                name = policy["metadata"]["name"]
                told = ", ".join(f"{key}={value}" for key, value in called.items())
                yield f"{name}: is let out to {told}, where nobody lets it in"


def _let_out(policy: Manifest) -> Iterator[tuple[Labels, int]]:
    for rule in policy["spec"].get("egress", []):
        for peer in rule.get("to", []):
            if "podSelector" in peer and "namespaceSelector" not in peer:
                for port in rule["ports"]:
                    yield peer["podSelector"]["matchLabels"], port["port"]


def _lets_in(policy: Manifest, called: Labels, caller: Labels, port: int) -> bool:
    if policy["spec"]["podSelector"].get("matchLabels") != called:
        return False
    return any(
        peer.get("podSelector", {}).get("matchLabels") == caller
        and port in {each["port"] for each in rule["ports"]}
        for rule in policy["spec"].get("ingress", [])
        for peer in rule["from"]
    )
