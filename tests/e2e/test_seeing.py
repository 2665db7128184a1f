"""What an operator sees of a song: one trace, lines that name it, figures that move."""

import json
import re
from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest

from devstack import metrics_ports
from shared.contracts.songs import workflow_id
from tests.canaries import names_in
from tests.deploy.monitoring.files import (
    AFTER_AN_EVENT,
    OF_PROMETHEUS,
    expressions,
    samples,
    selected,
)
from tests.e2e.asking import CANARY, DESCRIPTION, ask, composing, ended
from tests.e2e.people import sign_up
from tests.e2e.stack import RunningStack
from tests.e2e.waiting import until, until_true
from tests.fakes.trace_collector import Seen, TraceCollector

Song = dict[str, Any]

STAGES = {"write", "compose", "paint", "encode", "upload", "download"}
FORGED = "4bf92f3577b34da6a3ce929d0e0e4736"
HEADERS = {
    "X-Request-ID": "seen-by-an-operator",
    "traceparent": f"00-{FORGED}-00f067aa0ba902b7-01",
    "baggage": f"words={CANARY}",
}
LAST = "CompleteWorkflow:GenerateSongWorkflow"


@pytest.fixture(scope="module")
async def listener(stack: RunningStack) -> AsyncIterator[httpx.AsyncClient]:
    async with sign_up(stack) as client:
        yield client


@pytest.fixture(scope="module")
async def song(stack: RunningStack, listener: httpx.AsyncClient) -> Song:
    """A ready one, asked for by somebody who claims a trace of another's."""
    answer = await listener.post("/api/songs", json=DESCRIPTION, headers=HEADERS)
    [asked] = answer.raise_for_status().json()["songs"]
    return await ended(listener, asked)


async def trace_of(collector: TraceCollector, song: Song) -> list[Seen]:
    """All spans of the trace of a song: each process sends its own in its own time."""
    name = workflow_id(song["id"])

    def whole() -> bool:
        about = collector.about(name)
        return any(span.name == LAST for span in about) and not orphans(
            collector.of(about[0].trace_id)
        )

    await until(
        whole,
        what="the workflow's last span is there, and the parent of each span",
        within_seconds=20,
    )
    [trace_id] = {span.trace_id for span in collector.about(name)}
    return collector.of(trace_id)


def orphans(spans: list[Seen]) -> set[str]:
    """Who is named as a parent and is not there."""
    return {span.parent_id for span in spans} - {""} - {span.span_id for span in spans}


async def test_one_song_is_one_trace_from_the_request_to_the_machine(
    collector: TraceCollector, song: Song
) -> None:
    spans = await trace_of(collector, song)

    roots = [span for span in spans if not span.parent_id]
    by_service = {
        service: {span.name for span in spans if span.service == service}
        for service in ("gateway", "workflows", "gpu_inference")
    }
    assert [(root.name, root.service) for root in roots] == [
        ("POST /api/songs", "gateway")
    ]
    assert roots[0].facts["request_id"] == HEADERS["X-Request-ID"]
    assert roots[0].trace_id != FORGED
    assert "StartWorkflow:GenerateSongWorkflow" in by_service["gateway"]
    assert "RunActivity:publish_song" in by_service["workflows"]
    assert {"RunActivity:compose_audio", *STAGES} <= by_service["gpu_inference"]


async def test_each_line_about_a_song_names_its_trace_its_request_and_its_person(
    stack: RunningStack,
    collector: TraceCollector,
    listener: httpx.AsyncClient,
    song: Song,
) -> None:
    [trace_id] = {span.trace_id for span in await trace_of(collector, song)}
    person = (await listener.get("/api/auth/me")).json()["id"]

    told = {
        name: [
            json.loads(line)
            for line in stack.logs()[f"{name}.log"].splitlines()
            if song["id"] in line
        ]
        for name in ("gateway", "workflow-worker", "inference-worker")
    }

    assert {line["event"] for line in told["gateway"]} >= {"song_queued"}
    assert {line["event"] for line in told["workflow-worker"]} >= {
        *("song_writing", "song_composing", "song_finishing", "song_ready"),
    }
    assert {line["event"] for line in told["inference-worker"]} >= {
        *("song_written", "audio_composed", "cover_painted", "song_finished"),
    }
    for line in (line for lines in told.values() for line in lines):
        assert line["trace_id"] == trace_id, line
        assert line["request_id"] == HEADERS["X-Request-ID"], line
        assert line["user_id"] == person, line
        assert line["song_id"] == song["id"], line
        assert line["workflow_id"] == workflow_id(song["id"]), line


async def test_the_row_remembers_the_trace_for_whoever_starts_it_later(
    stack: RunningStack, collector: TraceCollector, song: Song
) -> None:
    [trace_id] = {span.trace_id for span in await trace_of(collector, song)}

    with stack.database() as connection:
        row = connection.execute(
            "SELECT recipe -> 'origin' FROM songs WHERE id = %s", (song["id"],)
        ).fetchone()

    assert row is not None
    assert row[0]["traceparent"].split("-")[1] == trace_id
    assert row[0]["request_id"] == HEADERS["X-Request-ID"]


async def test_no_span_repeats_words_addresses_or_secrets(
    stack: RunningStack, collector: TraceCollector, listener: httpx.AsyncClient
) -> None:
    for path in (
        f"/api/songs?q={CANARY}",
        f"/api/feed?q={CANARY}&token={CANARY}",
        f"/api/{CANARY}",
        f"/{CANARY}?state={CANARY}",
        "/api/songs/not-a-song",
    ):
        await listener.get(path, headers=HEADERS)
    await listener.post("/api/auth/sign-in", json={"email": CANARY, "password": CANARY})
    headers = {"X-Request-ID": "the-last-of-the-canaries"}
    await listener.get("/api/credits", headers=headers)

    def is_sent() -> bool:
        return any(
            span.facts.get("request_id") == headers["X-Request-ID"]
            for span in collector.spans
        )

    await until(is_sent, what="the last request's span is there", within_seconds=20)
    sent = "".join(span.whole for span in collector.spans)
    assert "/api/feed" in sent
    assert "not-a-song" not in sent
    assert names_in(sent) == []
    assert [secret for secret in stack.secrets if secret.lower() in sent.lower()] == []
    assert [span.name for span in collector.spans if "livez" in span.name] == []
    assert [span.name for span in collector.spans if "readyz" in span.name] == []


async def test_figures_move_with_a_song_that_is_made_and_one_that_is_cancelled(
    stack: RunningStack, mara: httpx.AsyncClient
) -> None:
    before = await figures(stack)

    made = await ended(mara, await ask(mara))
    unwanted = await ask(mara, audio_duration=240)
    await composing(mara, unwanted)
    await mara.post(f"/api/songs/{unwanted['id']}/cancel")
    given_up = await ended(mara, unwanted)

    async def are_counted() -> bool:
        now = await figures(stack)
        moved = {name: now[name] - before.get(name, 0) for name in now}
        return (
            moved['songs_total{outcome="ready"}'] == 1
            and moved['songs_total{outcome="cancelled"}'] == 1
            and moved['songs_total{outcome="failed"}'] == 0
            and moved["credits_reserved_total"] == 2
            and moved["credits_posted_total"] == 1
            and moved["credits_voided_total"] == 1
            and moved['stage_seconds_count{stage="compose"}'] == 2
        )

    assert (made["status"], given_up["status"]) == ("ready", "cancelled")
    await until_true(are_counted, what="the figures have moved", within_seconds=20)


async def test_what_alerts_and_dashboard_ask_for_is_told(
    stack: RunningStack, song: Song
) -> None:
    told = samples(await scraped(stack))
    asked = {each for text in expressions().values() for each in selected(text)}

    unknown = {each.metric for each in asked} - set(told)
    without_label = {
        (each.metric, *each.labels)
        for each in asked
        if any(told.get(each.metric, ()))
        and not any(each.labels <= labels for labels in told[each.metric])
    }

    assert unknown - AFTER_AN_EVENT - OF_PROMETHEUS == set()
    assert without_label == set()


async def figures(stack: RunningStack) -> dict[str, float]:
    found = re.findall(r"^([a-z_]\S*) (\S+)$", await scraped(stack), flags=re.MULTILINE)
    return {name: float(value) for name, value in found}


async def scraped(stack: RunningStack) -> str:
    """All that the three processes tell, ours and that of Temporal's client."""
    ports = stack.ports()
    async with httpx.AsyncClient(trust_env=False) as prometheus:
        texts = [
            (await prometheus.get(f"http://127.0.0.1:{ports[name]}/metrics")).text
            for name in metrics_ports.names()
        ]
    return "\n".join(texts)
