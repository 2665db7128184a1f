"""Listen with instruments: compose songs, write them, measure them, draw them.

Run as ``python -m bench.listen OUT --songs 10 --seconds 60 --font PATH``; by default
it plays the fetched soundfont and writes to ``.stack/bench/songs``.
"""

import argparse
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from uuid import UUID

import numpy as np
import numpy.typing as npt
import soundfile
from PIL import Image

from devstack import soundfont
from services.gpu_inference.engines.engine import SAMPLE_RATE, Samples
from services.gpu_inference.engines.sketch.composer.composer import SketchComposer
from services.gpu_inference.engines.sketch.composer.mastering.loudness import (
    hop_powers,
    integrated_loudness,
    true_peak_db,
)
from services.gpu_inference.engines.sketch.composer.score import LEAD_IN_SECONDS
from services.gpu_inference.engines.sketch.composer.writing import write_score
from shared.contracts.songs import ComposeAudio, WrittenSong

Signal = npt.NDArray[np.float64]
_OUT: Final = Path(".stack/bench/songs")
_NOTES: Final = ("C", "C#", "D", "Eb", "E", "F", "F#", "G", "Ab", "A", "Bb", "B")
_OCTAVES: Final = (31, 62, 125, 250, 500, 1_000, 2_000, 4_000, 8_000, 16_000)
# Krumhansl and Kessler's probe-tone profiles (1982), major then minor.
_PROFILES: Final = {
    "major": (6.35, 2.23, 3.48, 2.33, 4.38, 4.09, 2.52, 5.19, 2.39, 3.66, 2.29, 2.88),
    "minor": (6.33, 2.68, 3.52, 5.38, 2.60, 3.53, 2.54, 4.75, 3.98, 2.69, 3.34, 3.17),
}
_LYRICS: Final = """[verse]
The river keeps a secret that the morning never told
I carry it in silence till the evening light is gold
A window and a lantern and a road that bends away
I whisper to the shadow of the ending of the day
[chorus]
Stay with me, stay with me, until the night is over
Stay with me, stay with me, a little while longer
[verse]
The city lifts its curtain and the people start to run
I measure every hour by the turning of the sun
[chorus]
Stay with me, stay with me, until the night is over
Stay with me, stay with me, a little while longer
"""


@dataclass(frozen=True, kw_only=True, slots=True)
class Trial:
    genre: str
    bpm: int
    key: str
    meter: str = "4"
    prompt: str = ""
    lyrics: str = ""


TRIALS: Final = (
    Trial(genre="Pop", bpm=112, key="C major", lyrics=_LYRICS),
    Trial(genre="Lo-fi", bpm=78, key="F major", prompt="calm, rhodes"),
    Trial(genre="House", bpm=124, key="A minor"),
    Trial(genre="Jazz", bpm=140, key="Bb major"),
    Trial(genre="Metal", bpm=160, key="E minor"),
    Trial(genre="Classical", bpm=96, key="G major"),
    Trial(genre="Trap", bpm=140, key="F# minor", prompt="dark"),
    Trial(genre="Reggae", bpm=76, key="D major"),
    Trial(genre="Bossa nova", bpm=126, key="E minor"),
    Trial(genre="Waltz", bpm=150, key="D minor", meter="3"),
    Trial(genre="Ambient", bpm=70, key="Eb lydian", prompt="dreamy"),
    Trial(genre="Drum and bass", bpm=174, key="D minor"),
    Trial(genre="Country", bpm=104, key="G major", lyrics=_LYRICS),
    Trial(genre="Techno", bpm=132, key="C minor"),
    Trial(genre="Blues", bpm=92, key="A major"),
    Trial(genre="Afrobeat", bpm=108, key="G dorian"),
    Trial(genre="Cinematic", bpm=84, key="C minor", prompt="epic"),
    Trial(genre="Funk", bpm=106, key="E minor"),
)


def request_for(trial: Trial, *, seconds: float, seed: int) -> ComposeAudio:
    sheet = WrittenSong(
        title=f"{trial.genre} study",
        prompt=trial.prompt,
        lyrics=trial.lyrics,
        categories=(trial.genre,),
        bpm=trial.bpm,
        key_scale=trial.key,
        time_signature=trial.meter,
    )
    return ComposeAudio(
        song_id=UUID(int=seed), sheet=sheet, audio_duration=seconds, seed=seed
    )


def power_frames(mono: Signal, *, size: int, hop: int) -> Signal:
    """Power spectra of windowed frames, shape (frames, size / 2 + 1)."""
    if len(mono) < size:
        mono = np.pad(mono, (0, size - len(mono)))
    views = np.lib.stride_tricks.sliding_window_view(mono, size)[::hop]
    window = np.hanning(size)
    return np.stack([np.abs(np.fft.rfft(view * window)) ** 2 for view in views])


def estimated_key(mono: Signal) -> str:
    """Correlate pitch-class energy between 80 Hz and 2 kHz with the key profiles."""
    spectrum = np.sqrt(power_frames(mono, size=16_384, hop=16_384)).sum(axis=0)
    hertz = np.fft.rfftfreq(16_384, 1 / SAMPLE_RATE)
    inside = (hertz > 80) & (hertz < 2_000)
    pitch = np.round(69 + 12 * np.log2(hertz[inside] / 440)).astype(int) % 12
    chroma = np.bincount(pitch, weights=spectrum[inside], minlength=12)
    scores = {
        f"{_NOTES[tonic]} {mode}": float(
            np.corrcoef(np.roll(profile, tonic), chroma)[0, 1]
        )
        for mode, profile in _PROFILES.items()
        for tonic in range(12)
    }
    return max(scores, key=scores.__getitem__)


def estimated_bpm(mono: Signal) -> float:
    """Autocorrelate the spectral flux, between 60 and 180 beats a minute."""
    hop = 480
    frames = np.log1p(1e3 * power_frames(mono[: SAMPLE_RATE * 60], size=2_048, hop=hop))
    flux = np.maximum(0, np.diff(frames, axis=0)).sum(axis=1)
    flux -= flux.mean()
    size = 1 << (2 * len(flux) - 1).bit_length()
    echo = np.fft.irfft(np.abs(np.fft.rfft(flux, size)) ** 2, size)
    bpms = np.arange(60.0, 180.0, 0.25)
    lags = 60 / bpms * SAMPLE_RATE / hop
    comb = sum(np.interp(lags * beats, np.arange(size), echo) for beats in (1, 2, 4))
    return float(bpms[int(np.argmax(comb))])


def octave_levels(mono: Signal) -> list[float]:
    """Level of each octave band in dB, against the loudest one."""
    spectrum = power_frames(mono, size=8_192, hop=8_192).sum(axis=0)
    hertz = np.fft.rfftfreq(8_192, 1 / SAMPLE_RATE)
    sums = [
        spectrum[(hertz >= c / 2**0.5) & (hertz < c * 2**0.5)].sum() for c in _OCTAVES
    ]
    levels = 10 * np.log10(np.array(sums) + 1e-12)
    return [float(level) for level in levels - levels.max()]


def section_levels(samples: Samples, request: ComposeAudio) -> str:
    """LUFS of each section."""
    score = write_score(request).score
    bar = score.seconds_per_beat * score.beats_per_bar
    parts = []
    for section in score.sections:
        begin = int((LEAD_IN_SECONDS + section.start_bar * bar) * SAMPLE_RATE)
        end = int((LEAD_IN_SECONDS + section.end_bar * bar) * SAMPLE_RATE)
        level = integrated_loudness(hop_powers(samples[begin:end]))
        parts.append(f"{section.kind}:{section.bars} {level:.1f}")
    return "  ".join(parts)


def draw(samples: Samples, path: Path) -> None:
    """Draw a spectrogram, 30 Hz to 18 kHz upwards on a logarithmic scale, 80 dB deep."""
    mono = samples.mean(axis=1).astype(np.float64)
    power = power_frames(mono, size=8_192, hop=max(1, len(mono) // 1_400))
    rows = np.geomspace(30, 18_000, 420) / (SAMPLE_RATE / 8_192)
    picture = np.stack([np.interp(rows, np.arange(power.shape[1]), f) for f in power])
    level = 10 * np.log10(picture.T[::-1] + 1e-9)
    shade = np.clip((level - level.max() + 80) / 80, 0, 1)
    colors = np.stack([shade**0.7, shade**1.6, 0.35 * shade * (1 - shade) * 4], axis=2)
    Image.fromarray((255 * np.clip(colors, 0, 1)).astype(np.uint8)).save(path)


def report(trial: Trial, samples: Samples, request: ComposeAudio, took: float) -> None:
    mono = samples.mean(axis=1).astype(np.float64)
    error_ms = (len(samples) / SAMPLE_RATE - request.audio_duration) * 1000
    left, right = samples[:, 0].astype(np.float64), samples[:, 1].astype(np.float64)
    together = float(np.corrcoef(left, right)[0, 1])
    bands = " ".join(f"{level:.0f}" for level in octave_levels(mono))
    print(
        f"{trial.genre}: {integrated_loudness(hop_powers(samples)):.1f} LUFS, "
        f"{true_peak_db(samples):.2f} dBTP, length {error_ms:+.1f} ms, {took:.1f} s\n"
        f"  key {trial.key} heard {estimated_key(mono)}; bpm {trial.bpm} heard "
        f"{estimated_bpm(mono):.1f}; left-right correlation {together:.2f}\n"
        f"  octaves from 31 Hz: {bands}\n  {section_levels(samples, request)}"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path, nargs="?", default=_OUT)
    parser.add_argument("--songs", type=int, default=10)
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--font", type=Path, default=soundfont.path())
    parser.add_argument("--only", default="")
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    composer = SketchComposer(options.font)
    trials = [
        t for t in TRIALS if not options.only or t.genre in options.only.split(",")
    ]
    for trial in trials[: options.songs]:
        request = request_for(trial, seconds=options.seconds, seed=options.seed)
        began = time.perf_counter()
        samples = composer.compose(request, on_step=lambda _step, _steps: None)
        took = time.perf_counter() - began
        name = trial.genre.casefold().replace(" ", "-")
        soundfile.write(options.out / f"{name}.wav", samples, SAMPLE_RATE, "PCM_16")
        draw(samples, options.out / f"{name}.png")
        report(trial, samples, request, took)


if __name__ == "__main__":
    main()
