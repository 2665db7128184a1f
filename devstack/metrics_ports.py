"""Where our services tell their figures: two ports for each, its own and Temporal's client's."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Final

_SERVICES: Final = ("gateway", "workflow-worker", "inference-worker")


def names() -> list[str]:
    """As ``ports.json`` calls them."""
    return [name for service in _SERVICES for name in _names_of(service)]


def told(service: str, ports: Mapping[str, int]) -> dict[str, str]:
    """The settings of one service."""
    own, of_temporal = _names_of(service)
    return {
        "METRICS_PORT": str(ports[own]),
        "METRICS_SDK_PORT": str(ports[of_temporal]),
    }


def write_targets(path: Path, ports: Mapping[str, int]) -> None:
    """For Prometheus: one entry a port, as ``deploy/monitoring/prometheus.yml`` reads it."""
    named = {name: service for service in _SERVICES for name in _names_of(service)}
    named["metrics"] = "temporal-server"
    targets = [
        {"targets": [f"127.0.0.1:{ports[name]}"], "labels": {"process": process}}
        for name, process in named.items()
    ]
    path.write_text(json.dumps(targets, indent=2) + "\n")


def _names_of(service: str) -> tuple[str, str]:
    plain = service.replace("-", "_")
    return f"{plain}_metrics", f"{plain}_sdk_metrics"
