"""``musicgenerator costs``: of the stack whose folder is named, if it runs."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from devstack.ports import PortBook
from devstack.postgres import Postgres
from devstack.running import running
from devstack.stack_folder import keys_of, opened
from services.gateway.migrate import migrate
from tests.devstack.stand_ins import ask


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    """That of a stack in which nothing runs but its database."""
    with opened(tmp_path / "my music", address="http://localhost:8000") as folder:
        book = PortBook(folder / "ports.json")
        ports = book.assign(["postgres", "s3", "temporal"])
        book.remember(ports)
        server = Postgres(
            folder / "postgres",
            port=ports["postgres"],
            password=keys_of(folder).postgres_password,
            durable=False,
        )
        with running(server, log=folder / "log"):
            migrate(server.url)
            yield folder


def test_it_asks_the_database_of_the_stack_that_runs(folder: Path) -> None:
    done = ask("costs", "--gpu-hour", "1.20", folder=folder, STACK_DIR=str(folder))

    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("No song ended from ")


def test_without_a_running_stack_it_ends_with_1_and_one_line(tmp_path: Path) -> None:
    done = ask("costs", folder=tmp_path, STACK_DIR=str(tmp_path / "none"))

    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith(f"No stack runs in {tmp_path / 'none'}")
    assert done.stderr.count("\n") == 1


def test_its_help_names_the_stack_and_every_option(tmp_path: Path) -> None:
    done = ask("costs", "--help", folder=tmp_path)

    assert done.returncode == 0
    for word in ("STACK_DIR", "--since", "--until", "--gpu-hour", "--gpus", "--json"):
        assert word in done.stdout
