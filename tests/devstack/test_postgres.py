import os
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest

from devstack.failures import ProgramFailed
from devstack.ports import PortBook
from devstack.postgres import Postgres
from devstack.running import running
from devstack.testing import running_postgres
from devstack.unprivileged import Launcher, candidates, unprivileged


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Postgres]:
    with running_postgres(tmp_path_factory.mktemp("postgres")) as server:
        yield server


def _postgres(folder: Path, *, password: str) -> Postgres:
    port = PortBook(folder / "ports.json").assign(["postgres"])["postgres"]
    return Postgres(folder / "data", port=port, password=password, durable=False)


def test_rows_are_still_there_after_a_restart(spaced_path: Path) -> None:
    first = _postgres(spaced_path, password="one")
    with running(first, log=spaced_path / "log"), first.connect() as connection:
        connection.execute("CREATE TABLE songs AS SELECT 42 AS number")

    second = _postgres(spaced_path, password="one")
    with running(second, log=spaced_path / "log"), second.connect() as connection:
        kept = connection.execute("SELECT number FROM songs").fetchone()

    assert kept == (42,)


def test_a_wrong_password_is_refused(server: Postgres) -> None:
    stranger = server.url.replace("+psycopg", "").replace("app:", "app:not-")

    with pytest.raises(psycopg.OperationalError, match="password authentication"):
        psycopg.connect(stranger)


def test_a_failed_start_names_the_server_the_reason_and_the_log(
    server: Postgres, tmp_path: Path
) -> None:
    port = urlsplit(server.url).port or 0
    rival = Postgres(tmp_path / "rival", port=port, password="x", durable=False)
    log = tmp_path / "rival.log"

    with pytest.raises(ProgramFailed) as failure, running(rival, log=log):
        pass

    assert "postgres did not start" in str(failure.value)
    assert "could not create any TCP/IP sockets" in str(failure.value)
    assert str(log) in str(failure.value)


def test_a_lock_file_of_a_dead_server_does_not_hinder_the_next(tmp_path: Path) -> None:
    server = _postgres(tmp_path, password="one")
    lock = tmp_path / "data" / "postmaster.pid"
    with running(server, log=tmp_path / "log"):
        lines = lock.read_text().split("\n")
    # The number of a living process that is no Postgres, as after a machine's restart.
    lock.write_text("\n".join([str(os.getppid()), *lines[1:]]))

    with running(server, log=tmp_path / "log"), server.connect() as connection:
        answer = connection.execute("SELECT 1").fetchone()

    assert answer == (1,)


def _launchers() -> list[Launcher]:
    """The ways that keep a folder only root may enter in reach; tmp_path is one."""
    able = [each for each in candidates() if each.keeps_reach and each.works()]
    return able if os.geteuid() == 0 else [unprivileged()]


@pytest.mark.parametrize("launcher", _launchers(), ids=lambda each: each.words[:1])
def test_each_way_to_leave_root_serves(tmp_path: Path, launcher: Launcher) -> None:
    port = PortBook(tmp_path / "ports.json").assign(["postgres"])["postgres"]
    server = Postgres(
        tmp_path / "data", port=port, password="x", durable=False, launcher=launcher
    )

    with running(server, log=tmp_path / "log"), server.connect() as connection:
        answer = connection.execute("SELECT 1").fetchone()

    assert answer == (1,)
