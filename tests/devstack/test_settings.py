"""What a person may choose about the stack."""

import pytest

from devstack.settings import StackSettings


def test_browsers_reach_it_on_this_machine() -> None:
    assert StackSettings(port=8100).public_url == "http://localhost:8100"


def test_a_person_may_say_how_browsers_reach_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("PUBLIC_URL", "https://songs.example.org")

    assert StackSettings().public_url == "https://songs.example.org"
