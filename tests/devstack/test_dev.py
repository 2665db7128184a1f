"""The whole stack as a person starts it, with stand-ins for our own services."""

import json
import os
import signal
import socket
import stat
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from devstack.metrics_ports import names as metrics_names
from devstack.ports import PortBook
from tests.devstack.programs import all_gone
from tests.devstack.stand_ins import ask, dev, read_until, write_services

UP = "Ctrl-C stops"


@dataclass(frozen=True, kw_only=True)
class RunningStack:
    process: subprocess.Popen[str]
    checkout: Path
    port: int
    said: str

    def read(self, name: str) -> dict[str, Any]:
        return _read(self.checkout / ".stack" / name)

    def pids(self) -> dict[str, int]:
        entries = self.read("processes.json").items()
        return {name: entry["pid"] for name, entry in entries}


@pytest.fixture(scope="module")
def stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningStack]:
    """One for the tests that leave it running."""
    checkout = tmp_path_factory.mktemp("my music")
    write_services(checkout)
    port = _free_port(checkout)
    with dev(checkout, port=port) as process:
        said = read_until(process, UP)
        yield RunningStack(process=process, checkout=checkout, port=port, said=said)
        _end(process, signal.SIGTERM)


def _free_port(folder: Path) -> int:
    return PortBook(folder / "gateway-port.json").assign(["gateway"])["gateway"]


def _read(path: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(path.read_text())
    return found


def _end(process: subprocess.Popen[str], number: signal.Signals) -> str:
    process.send_signal(number)
    said, _ = process.communicate(timeout=30)
    return said


def test_services_are_told_where_everything_is(stack: RunningStack) -> None:
    address = f"http://127.0.0.1:{stack.port}/readyz"

    with urllib.request.urlopen(address) as answer:
        told = json.load(answer)

    ports = stack.read("ports.json")
    names = {"gateway", "temporal", "temporal_ui", "s3", "postgres", "metrics"}
    outside = {"mail", "smtp", "polar"}
    assert set(ports) == names | outside | set(metrics_names())
    assert f"@127.0.0.1:{ports['postgres']}/" in told["DATABASE_URL"]
    assert told["DATABASE_URL"].startswith("postgresql+psycopg://")
    assert told["TEMPORAL_ADDRESS"] == f"127.0.0.1:{ports['temporal']}"
    assert told["S3_ENDPOINT_URL"] == f"http://127.0.0.1:{ports['s3']}"
    assert told["PUBLIC_URL"] == f"http://localhost:{stack.port}"
    assert told["ENVIRONMENT"] == "development"


def test_prometheus_is_told_where_each_process_tells_its_figures(
    stack: RunningStack,
) -> None:
    ports = stack.read("ports.json")

    told = json.loads(
        (stack.checkout / ".stack" / "prometheus-targets.json").read_text()
    )

    assert {
        (target, entry["labels"]["process"])
        for entry in told
        for target in entry["targets"]
    } >= {
        (f"127.0.0.1:{ports['gateway_metrics']}", "gateway"),
        (f"127.0.0.1:{ports['inference_worker_sdk_metrics']}", "inference-worker"),
        (f"127.0.0.1:{ports['metrics']}", "temporal-server"),
    }
    assert len(told) == 7


@pytest.mark.parametrize("name", ["temporal_ui", "metrics"])
def test_each_page_that_is_announced_answers(stack: RunningStack, name: str) -> None:
    path = {"temporal_ui": "/", "metrics": "/metrics"}[name]
    address = f"http://127.0.0.1:{stack.read('ports.json')[name]}{path}"

    with urllib.request.urlopen(address) as answer:
        status = answer.status

    assert status == 200


def test_secrets_are_for_the_owner_alone_and_never_said(stack: RunningStack) -> None:
    path = stack.checkout / ".stack" / "keys.json"

    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert not [secret for secret in _read(path).values() if secret in stack.said]


def test_a_second_stack_in_the_same_folder_is_refused(stack: RunningStack) -> None:
    refused = ask("dev", folder=stack.checkout, PORT="1")

    assert refused.returncode == 1
    assert refused.stderr.count("\n") == 1
    assert "already runs" in refused.stderr
    assert f"http://localhost:{stack.port}" in refused.stderr
    assert stack.process.poll() is None


def test_a_worker_and_a_server_that_die_are_back_soon(stack: RunningStack) -> None:
    pids = stack.pids()

    os.kill(pids["workflow-worker"], signal.SIGKILL)
    said = read_until(stack.process, "workflow-worker: ready")
    os.kill(pids["temporal"], signal.SIGKILL)
    said += read_until(stack.process, "temporal: ready")

    assert "workflow-worker: ended with signal 9" in said
    assert "polling" in said
    assert "temporal: ended with signal 9" in said


def test_it_stops_in_time_starts_where_it_was_and_dies_as_one(
    spaced_path: Path,
) -> None:
    write_services(spaced_path)
    with dev(spaced_path, port=_free_port(spaced_path)) as first:
        read_until(first, UP)
        before = _files(spaced_path)
        start = time.monotonic()
        goodbye = _end(first, signal.SIGINT)
        seconds = time.monotonic() - start
    gone_after_stop = all_gone(_pids(before["processes.json"]))
    with dev(spaced_path, port=_free_port(spaced_path)) as second:
        read_until(second, UP)
        after = _files(spaced_path)
        second.kill()
        # SeaweedFS ends in one second or in nine: it waits for what it hears from itself.
        gone_after_kill = all_gone(_pids(after["processes.json"]), within_seconds=25)

    assert (first.returncode, goodbye) == (0, "Stopping.\nStopped.\n")
    assert seconds < 5
    assert (gone_after_stop, gone_after_kill) == (True, True)
    assert after["ports.json"] == before["ports.json"]
    assert after["keys.json"] == before["keys.json"]


def _files(checkout: Path) -> dict[str, dict[str, Any]]:
    names = ("processes.json", "ports.json", "keys.json")
    return {name: _read(checkout / ".stack" / name) for name in names}


def _pids(processes: dict[str, Any]) -> list[int]:
    return [entry["pid"] for entry in processes.values()]


def test_a_refused_setting_ends_the_stack_with_its_line(spaced_path: Path) -> None:
    refusal = (
        "import sys; sys.stderr.write('POOL is wrong: too cold.\\n'); sys.exit(78)"
    )
    write_services(spaced_path, {"gateway/migrate.py": refusal})

    refused = ask("dev", folder=spaced_path, PORT=str(_free_port(spaced_path)))

    assert refused.returncode != 0
    assert "POOL is wrong: too cold." in refused.stderr
    assert refused.stderr.count("\n") == 1


def test_a_busy_port_is_named_with_the_way_out(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as rival:
        taken = rival.getsockname()[1]

        refused = ask("dev", folder=tmp_path, PORT=str(taken))

    assert refused.returncode == 1
    assert f"Port {taken} is taken" in refused.stderr
    assert "PORT=" in refused.stderr
    assert refused.stderr.count("\n") == 1
