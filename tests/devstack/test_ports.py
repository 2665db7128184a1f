import socket
from datetime import UTC, datetime, timedelta
from pathlib import Path

import time_machine

from devstack.ports import PortBook, is_free


def test_a_remembered_port_is_used_again(tmp_path: Path) -> None:
    book = PortBook(tmp_path / "ports.json")
    chosen = {"postgres": book.assign(["another"])["another"]}
    book.remember(chosen)

    again = PortBook(tmp_path / "ports.json").assign(["postgres"])

    assert again == chosen


def test_two_that_start_together_do_not_choose_one_port(tmp_path: Path) -> None:
    chosen = PortBook(tmp_path / "here.json").assign(["postgres"])
    PortBook(tmp_path / "there.json").remember(chosen)

    # Nobody listens there yet.
    other = PortBook(tmp_path / "there.json").assign(["postgres"])

    assert other != chosen


def test_a_port_that_was_chosen_long_ago_may_be_chosen(tmp_path: Path) -> None:
    chosen = PortBook(tmp_path / "here.json").assign(["postgres"])
    PortBook(tmp_path / "there.json").remember(chosen)

    with time_machine.travel(datetime.now(UTC) + timedelta(minutes=2)):
        other = PortBook(tmp_path / "there.json").assign(["postgres"])

    assert other == chosen


def test_a_remembered_port_that_is_taken_is_chosen_anew(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as rival:
        taken = rival.getsockname()[1]
        PortBook(tmp_path / "ports.json").remember({"postgres": taken})

        chosen = PortBook(tmp_path / "ports.json").assign(["postgres"])

        assert chosen["postgres"] != taken
        assert is_free(chosen["postgres"])


def test_no_port_is_given_twice(tmp_path: Path) -> None:
    book = PortBook(tmp_path / "ports.json")
    offset = 10_000

    doors = book.assign(["one", "two", "three"], twin_offset=offset)
    used = [*doors.values(), *(port + offset for port in doors.values())]
    others = book.assign(["four", "five"], taken=used)

    assert len({*used, *others.values()}) == 8


def test_two_stacks_look_in_different_places(tmp_path: Path) -> None:
    here = PortBook(tmp_path / "here.json").assign(["postgres"])
    there = PortBook(tmp_path / "there.json").assign(["postgres"])

    assert here != there


def test_a_broken_file_of_ports_is_written_anew(tmp_path: Path) -> None:
    (tmp_path / "ports.json").write_text("{")

    chosen = PortBook(tmp_path / "ports.json").assign(["postgres"])

    assert is_free(chosen["postgres"])


def test_a_port_taken_on_the_other_loopback_address_is_not_free() -> None:
    with socket.create_server(("::1", 0), family=socket.AF_INET6) as rival:
        taken = rival.getsockname()[1]

        assert not is_free(taken)
