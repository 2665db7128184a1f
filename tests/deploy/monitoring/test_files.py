"""Alerts, runbooks and the dashboard agree, and are what Prometheus and Grafana read."""

import re
from pathlib import Path

import pytest
import yaml

from tests.deploy.monitoring.files import (
    MONITORING,
    ROOT,
    RUNBOOKS,
    Rule,
    alert_rules,
    expressions,
    panels,
    selected,
)

RULES = alert_rules()
PAGES = sorted(RUNBOOKS.glob("*.md"))
PARTS = (
    *("**What the user sees.**", "## Look here", "## Do this"),
    "## It is over when",
)


def page_of(name: str) -> str:
    return re.sub(r"(?<!^)(?=[A-Z])", "-", name).lower() + ".md"


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_an_alert_says_how_grave_it_is_what_it_is_and_where_to_read_on(
    rule: Rule,
) -> None:
    assert rule.labels["severity"] in {"page", "ticket"}
    assert rule.annotations["summary"]
    assert rule.annotations["runbook_url"] == f"docs/runbooks/{page_of(rule.name)}"
    assert (ROOT / rule.annotations["runbook_url"]).is_file()


def test_each_runbook_has_its_alert() -> None:
    assert [page.name for page in PAGES] == sorted(page_of(rule.name) for rule in RULES)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_runbook_says_what_to_look_at_what_to_do_and_when_it_is_over(
    page: Path,
) -> None:
    text = page.read_text()
    links = re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", text)

    positions = [text.find(part) for part in PARTS]

    assert -1 not in positions
    assert positions == sorted(positions)
    assert [link for link in links if not (page.parent / link).exists()] == []


@pytest.mark.parametrize(("where", "text"), expressions().items())
def test_what_is_asked_of_prometheus_is_promql_and_names_a_metric(
    where: str, text: str
) -> None:
    assert list(selected(text))


def test_what_is_no_promql_is_seen() -> None:
    with pytest.raises(ValueError, match="parenthesis"):
        list(selected("sum(rate(songs_total[5m])"))


def test_the_dashboard_is_laid_out_and_says_what_each_panel_shows() -> None:
    shown = [panel for panel in panels() if panel["type"] != "row"]
    ids = [panel["id"] for panel in panels()]

    assert len(ids) == len(set(ids))
    assert len({panel["title"] for panel in shown}) == len(shown)
    assert all(panel["targets"] for panel in shown)
    assert all(
        panel["gridPos"]["x"] + panel["gridPos"]["w"] <= 24 for panel in panels()
    )


def test_prometheus_reads_the_rules_and_the_targets_of_a_stack() -> None:
    told = yaml.safe_load((MONITORING / "prometheus.yml").read_text())

    assert told["rule_files"] == ["alerts.yml"]
    jobs = {job["job_name"] for job in told["scrape_configs"]}
    assert jobs == {"musicgenerator", "temporal-server"}
