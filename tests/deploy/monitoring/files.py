"""The files of deploy/monitoring and the runbooks, as the tests read them."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import promql_parser
import yaml

ROOT: Final = Path(__file__).parents[3]
MONITORING: Final = ROOT / "deploy" / "monitoring"
RUNBOOKS: Final = ROOT / "docs" / "runbooks"

AFTER_AN_EVENT: Final = frozenset(
    {
        "temporal_activity_execution_failed",
        "temporal_request_failure",
        "temporal_workflow_task_execution_failed",
    }
)
"""Of Temporal's client, which tells a counter from its first event on."""
OF_PROMETHEUS: Final = frozenset({"up"})
_GIVEN_BY_PROMETHEUS: Final = frozenset({"job", "instance", "process"})


@dataclass(frozen=True, kw_only=True, slots=True)
class Rule:
    name: str
    expression: str
    labels: dict[str, str]
    annotations: dict[str, str]


@dataclass(frozen=True, kw_only=True, slots=True)
class Selected:
    """A metric that an expression asks for, and the labels that it asks for it by."""

    metric: str
    labels: frozenset[str]


def alert_rules() -> list[Rule]:
    groups = yaml.safe_load((MONITORING / "alerts.yml").read_text())["groups"]
    return [
        Rule(
            name=rule["alert"],
            expression=rule["expr"],
            labels=rule["labels"],
            annotations=rule["annotations"],
        )
        for group in groups
        for rule in group["rules"]
    ]


def panels() -> list[dict[str, Any]]:
    dashboard = json.loads((MONITORING / "dashboard.json").read_text())
    found: list[dict[str, Any]] = dashboard["panels"]
    return found


def expressions() -> dict[str, str]:
    """By where they stand; Grafana's own variable gets a value."""
    rules = {f"alert {rule.name}": rule.expression for rule in alert_rules()}
    shown = {
        f"panel {panel['title']} {target['refId']}": target["expr"]
        for panel in panels()
        for target in panel.get("targets", ())
    }
    return {
        where: text.replace("$__rate_interval", "5m")
        for where, text in {**rules, **shown}.items()
    }


def selected(expression: str) -> Iterator[Selected]:
    """Raises ``ValueError`` for what is no PromQL."""
    for part in _parts(promql_parser.parse(expression)):
        if isinstance(part, promql_parser.VectorSelector) and part.name:
            names = {matcher.name for matcher in part.matchers.matchers}
            yield Selected(
                metric=part.name, labels=frozenset(names - _GIVEN_BY_PROMETHEUS)
            )


def _parts(expression: Any) -> Iterator[Any]:
    yield expression
    for name in ("lhs", "rhs", "expr", "vector_selector"):
        if (child := getattr(expression, name, None)) is not None:
            yield from _parts(child)
    for argument in getattr(expression, "args", ()):
        yield from _parts(argument)


def samples(text: str) -> dict[str, set[frozenset[str]]]:
    """What a scrape tells: each metric, and which sets of labels its samples have.

    One that is known, but has no sample as yet, is there with none.
    """
    found: dict[str, set[frozenset[str]]] = {}
    for name, kind in re.findall(r"^# TYPE (\S+) (\S+)$", text, re.MULTILINE):
        endings = ("_bucket", "_count", "_sum") if kind == "histogram" else ("",)
        for ending in endings:
            found.setdefault(name + ending, set())
    for name, labels in re.findall(
        r"^([A-Za-z_:][\w:]*)(?:\{(.*)\})? \S+$", text, re.MULTILINE
    ):
        named = frozenset(re.findall(r'(\w+)="', labels))
        found.setdefault(name, set()).add(named)
    return found
