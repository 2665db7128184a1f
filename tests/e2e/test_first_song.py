"""The lines that the stack prints for a first song, pasted into an empty folder."""

import json
import subprocess
import uuid
from dataclasses import dataclass
from itertools import groupby, pairwise
from pathlib import Path
from typing import Any

import httpx
import numpy as np
import pytest
import soundfile
from mutagen.id3 import ID3

from devstack.child_environment import inherited
from devstack.first_song import first_song
from tests.e2e.stack import RunningStack

# Half of mutagen has types, and those call the other half untyped.
read_id3: Any = ID3

_ASKED_SECONDS = 60


@dataclass(frozen=True, kw_only=True)
class Pasted:
    folder: Path
    done: subprocess.CompletedProcess[str]
    email: str

    @property
    def song(self) -> Path:
        return self.folder / "song.mp3"

    @property
    def events(self) -> list[dict[str, Any]]:
        """The data of each event that the terminal showed."""
        lines = self.done.stdout.splitlines()
        return [json.loads(line[6:]) for line in lines if line.startswith("data: ")]

    @property
    def cookies(self) -> dict[str, str]:
        """What curl kept, by name; its file is Netscape's, one cookie a line."""
        lines = (self.folder / "cookies.txt").read_text().splitlines()
        fields = [line.split("\t") for line in lines if line.count("\t") == 6]
        return {field[5]: field[6] for field in fields}


@pytest.fixture(scope="module")
def pasted(stack: RunningStack, tmp_path_factory: pytest.TempPathFactory) -> Pasted:
    """The block as printed, but for an address that nobody has signed up with yet."""
    folder = tmp_path_factory.mktemp("empty folder")
    email = f"{uuid.uuid4().hex}@example.com"
    block = first_song(stack.url)
    assert block in stack.said()
    done = subprocess.run(
        ["/bin/bash", "-eu", "-c", block.replace("me@example.com", email)],
        cwd=folder,
        env=inherited(),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=100,
        check=False,
    )
    return Pasted(folder=folder, done=done, email=email)


def test_the_printed_block_ends_well_and_says_where_the_song_is(pasted: Pasted) -> None:
    assert (pasted.done.returncode, pasted.done.stderr) == (0, "")
    assert pasted.done.stdout.endswith("song.mp3 is there: play it\n")


def test_the_song_is_as_long_as_asked_and_can_be_heard(pasted: Pasted) -> None:
    samples, rate = soundfile.read(pasted.song)

    assert abs(len(samples) / rate - _ASKED_SECONDS) < 0.5
    assert samples.shape[1] == 2
    seconds = samples[: len(samples) // rate * rate].reshape(-1, rate, 2)
    heard = np.sqrt((seconds**2).mean(axis=(1, 2))) > 0.01
    assert heard.mean() > 0.9


def test_the_song_carries_its_title_its_words_and_its_cover(pasted: Pasted) -> None:
    tags = read_id3(pasted.song)

    assert tags["TIT2"].text[0]
    assert tags["TPE1"].text == ["Me"]
    assert "[" in tags["USLT::XXX"].text
    assert tags["APIC:"].data.startswith(b"\x89PNG")


def test_the_person_has_paid_one_credit(pasted: Pasted, stack: RunningStack) -> None:
    with httpx.Client(
        base_url=stack.url, cookies=pasted.cookies, trust_env=False
    ) as client:
        funds = client.get("/api/credits").raise_for_status().json()

    assert funds == {"balance": 9, "reserved": 0, "available": 9}


def test_the_terminal_shows_one_stage_after_the_other_and_then_the_song(
    pasted: Pasted,
) -> None:
    *progress, finished = pasted.events

    # Writing takes a hundredth of a second: the look at it may come too late.
    seen = [facts["stage"] for facts in progress if facts["stage"]]
    stages = [stage for stage, _ in groupby(seen)]
    assert stages[-2:] == ["composing", "finishing"]
    assert stages[:-2] in ([], ["writing"])
    assert (finished["status"], finished["audio_duration"]) == ("ready", _ASKED_SECONDS)
    assert "event: done\n" in pasted.done.stdout


def test_the_terminal_shows_how_far_composing_is(pasted: Pasted) -> None:
    # Once the music is there and only the cover is awaited, there is no step to tell.
    composing = [
        each
        for each in pasted.events
        if each["stage"] == "composing" and each["step"] is not None
    ]

    steps = [facts["step"] for facts in composing]
    # A quick machine composes in a second or two: one look may be all there is.
    assert steps
    assert all(before < after for before, after in pairwise(steps))
    assert all(facts["step"] <= facts["steps"] for facts in composing)
