"""Addresses of files: the same while they are good for long, and none too old."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from services.gateway.songs import links
from services.gateway.songs.links import LINK_LIFE, Links
from shared.s3 import S3Storage
from shared.settings import StorageSettings

NOON = datetime(2026, 1, 5, 12, tzinfo=UTC)


@pytest.fixture
def to(storage_settings: StorageSettings) -> Links:
    return Links(S3Storage(storage_settings))


def test_an_address_is_given_again_while_most_of_its_life_is_left(to: Links) -> None:
    with time_machine.travel(NOON, tick=False):
        first = to.to("songs/1/cover.png")
    with time_machine.travel(NOON + timedelta(minutes=5), tick=False):
        again = to.to("songs/1/cover.png")

    assert again == first
    assert first.expires_at == NOON + LINK_LIFE


def test_none_is_given_that_ends_soon(to: Links) -> None:
    with time_machine.travel(NOON, tick=False):
        first = to.to("songs/1/cover.png")
    later = NOON + timedelta(minutes=5, seconds=1)
    with time_machine.travel(later, tick=False):
        second = to.to("songs/1/cover.png")

    assert second.url != first.url
    assert second.expires_at == later + LINK_LIFE


def test_one_that_saves_under_a_name_is_another(to: Links) -> None:
    heard = to.to("songs/1/audio.mp3")
    saved = to.to("songs/1/audio.mp3", download_name="Harbour.mp3")

    assert saved.url != heard.url
    assert "Harbour.mp3" in saved.url


def test_those_that_were_asked_for_last_are_kept(
    to: Links, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(links, "_MOST_KEPT", 2)
    with time_machine.travel(NOON, tick=False):
        first, second = to.to("a"), to.to("b")
    with time_machine.travel(NOON + timedelta(seconds=1), tick=False):
        assert to.to("a") == first
        to.to("c")

        assert to.to("a") == first
        assert to.to("b") != second
