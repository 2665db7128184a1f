from pathlib import Path

import numpy as np
import pytest
import soundfile

from services.gpu_inference.encoding import decode_wav, encode_mp3
from services.gpu_inference.engines.engine import SAMPLE_RATE
from services.gpu_inference.master import write_master
from tests.fakes.engine import chord, ignore

SECONDS = 3.4


class StopHere(Exception):
    """A step said no."""


@pytest.fixture
def master(tmp_path: Path) -> Path:
    path = tmp_path / "master.flac"
    write_master(path, chord(SECONDS, seed=3), on_step=ignore)
    return path


def test_an_mp3_sounds_as_long_and_as_loud_as_its_master(master: Path) -> None:
    mp3 = master.with_name("song.mp3")

    encode_mp3(master, mp3, tag=b"", on_step=ignore)

    before, _ = soundfile.read(master)
    after, rate = soundfile.read(mp3)
    assert rate == SAMPLE_RATE
    assert abs(len(after) / rate - SECONDS) < 0.1
    middle = slice(rate, 2 * rate)
    loudness = [np.sqrt(np.mean(part[middle] ** 2)) for part in (before, after)]
    assert abs(20 * np.log10(loudness[1] / loudness[0])) < 0.1


def test_the_same_master_gives_the_same_mp3(master: Path) -> None:
    first, second = master.with_name("1.mp3"), master.with_name("2.mp3")

    encode_mp3(master, first, tag=b"tag", on_step=ignore)
    encode_mp3(master, second, tag=b"tag", on_step=ignore)

    assert first.read_bytes() == second.read_bytes()


def test_a_wav_holds_the_very_samples_of_the_master(master: Path) -> None:
    wav = master.with_name("song.wav")

    decode_wav(master, wav, on_step=ignore)

    before, _ = soundfile.read(master, dtype="int16")
    after, rate = soundfile.read(wav, dtype="int16")
    assert rate == SAMPLE_RATE
    assert np.array_equal(before, after)


def test_encoding_counts_seconds_and_stops_when_told(master: Path) -> None:
    seen: list[tuple[int, int]] = []

    def stop_at_two(step: int, steps: int) -> None:
        seen.append((step, steps))
        if step == 2:
            raise StopHere

    with pytest.raises(StopHere):
        encode_mp3(master, master.with_name("a.mp3"), tag=b"", on_step=stop_at_two)

    assert seen == [(0, 4), (1, 4), (2, 4)]
