from pathlib import Path

from services.gpu_inference.engines.sketch.engine import (
    SketchEngine,
    instruments_report,
)


def test_the_engine_says_what_it_is_made_of() -> None:
    report = SketchEngine(soundfont=None).report()

    assert report.engine == "sketch"
    assert [model.role for model in report.models] == [
        "lyricist",
        "composer",
        "painter",
        "instruments",
    ]
    assert all(model.revision and model.license for model in report.models)


def test_a_soundfont_is_known_by_what_is_in_it(tmp_path: Path) -> None:
    font, other = tmp_path / "a.sf2", tmp_path / "b.sf2"
    font.write_bytes(b"one")
    other.write_bytes(b"two")

    first, second = instruments_report(font), instruments_report(other)

    assert (first.name, first.license) == ("a.sf2", "unknown")
    assert first.revision != second.revision


def test_without_a_font_the_built_in_instruments_play(tmp_path: Path) -> None:
    missing = instruments_report(tmp_path / "missing.sf2")

    assert missing == instruments_report(None)
    assert missing.name == "built-in synthesizer"
