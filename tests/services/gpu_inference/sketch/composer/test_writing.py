"""What is on paper: keys, bars, forms, tunes and players of a written song."""

from dataclasses import replace

import pytest

from services.gpu_inference.engines.sketch.composer.genres.catalogue import STYLES
from services.gpu_inference.engines.sketch.composer.score import Note, Score, Section
from services.gpu_inference.engines.sketch.composer.writing import write_score
from services.gpu_inference.engines.sketch.pronunciation.syllables import line_syllables
from shared.domain.categories import CATEGORIES
from tests.services.gpu_inference.sketch.composer.requests import LYRICS, asked


def notes_of(score: Score, role: str) -> list[Note]:
    return [note for t in score.tracks if t.role == role for note in t.notes]


def within(score: Score, section: Section, role: str) -> list[Note]:
    begin = section.start_bar * score.beats_per_bar
    end = section.end_bar * score.beats_per_bar
    return [note for note in notes_of(score, role) if begin <= note.start < end]


def share_in_key(score: Score) -> float:
    pitched = [n for t in score.tracks if t.role != "drums" for n in t.notes]
    inside = sum(note.pitch % 12 in score.key.pitch_classes for note in pitched)
    return inside / len(pitched)


@pytest.mark.parametrize("genre", CATEGORIES)
def test_every_category_is_playable_in_every_meter(genre: str) -> None:
    for meter in ("4", "3", "6"):
        request = asked(genre, seconds=25, meter=meter, key="Eb minor")

        score = write_score(request).score

        assert notes_of(score, "lead")
        assert notes_of(score, "bass")
        for track in score.tracks:
            assert all(20 <= note.pitch <= 108 for note in track.notes)
            assert all(1 <= note.velocity <= 127 for note in track.notes)
            assert all(note.length > 0 for note in track.notes)
            assert all(0 <= note.start <= score.end_beat for note in track.notes)


def test_every_category_has_its_own_band() -> None:
    bands = {(s.groove, s.bass_line, s.layers, s.leads) for s in STYLES.values()}

    assert set(STYLES) == set(CATEGORIES)
    assert len(bands) == len(CATEGORIES)


@pytest.mark.parametrize("key", ["A minor", "F# major", "Bb minor", "D dorian"])
@pytest.mark.parametrize("genre", ["Pop", "House", "Metal"])
def test_nearly_every_note_belongs_to_the_key(genre: str, key: str) -> None:
    score = write_score(asked(genre, seconds=36, key=key)).score

    assert share_in_key(score) > 0.85


def test_the_tune_never_leaves_the_key() -> None:
    score = write_score(asked("Jazz", seconds=90, key="Bb major")).score

    lead = notes_of(score, "lead")

    assert {note.pitch % 12 for note in lead} <= set(score.key.pitch_classes)


def test_the_song_ends_on_the_tonic() -> None:
    score = write_score(asked("Country", key="G major")).score

    last = {
        note.pitch % 12
        for role in ("lead", "bass")
        for note in notes_of(score, role)
        if note.start == score.end_beat
    }

    assert last == {7}


@pytest.mark.parametrize(("meter", "beats"), [("4", 4), ("3", 3), ("6", 6)])
def test_the_meter_is_obeyed(meter: str, beats: int) -> None:
    score = write_score(asked("Folk", meter=meter)).score

    bar_lines = {chord.start for chord in score.chords if chord.length == beats}

    assert score.beats_per_bar == beats
    assert all(start % beats == 0 for start in bar_lines)
    assert score.end_beat % beats == 0


@pytest.mark.parametrize("bpm", [61, 97, 174])
def test_the_tempo_is_obeyed_exactly(bpm: int) -> None:
    score = write_score(asked("House", bpm=bpm, seconds=90)).score

    kicks = [n.start for n in notes_of(score, "drums") if n.pitch == 36]

    assert score.bpm == bpm
    assert all(start == int(start) for start in kicks)
    assert 90 - 6 * 240 / bpm < score.end_seconds < 90


@pytest.mark.parametrize("genre", ["Pop", "Rock", "Lo-fi", "Bossa nova", "Techno"])
def test_the_hook_returns_with_the_chorus(genre: str) -> None:
    score = write_score(asked(genre, seconds=150)).score
    choruses = [s for s in score.sections if s.kind == "chorus"]

    hooks = [
        [
            (note.start - chorus.start_bar * 4, note.pitch)
            for note in within(score, chorus, "lead")
            if note.start < (chorus.start_bar + 2) * 4
        ]
        for chorus in choruses
    ]

    assert len(choruses) >= 2
    assert len(hooks[0]) >= 3
    assert all(hook == hooks[0] for hook in hooks)


def test_the_form_follows_the_marks_of_the_lyric() -> None:
    score = write_score(asked(seconds=120, lyrics=LYRICS)).score

    kinds = [s.kind for s in score.sections if s.lines]

    assert kinds[:4] == ["verse", "chorus", "verse", "chorus"]
    assert score.sections[0].kind == "intro"
    assert score.sections[-1].kind == "outro"


def test_each_syllable_has_one_note() -> None:
    score = write_score(asked(seconds=120, lyrics=LYRICS)).score
    verse = next(s for s in score.sections if s.kind == "verse")

    expected = line_syllables("Walking home along the river") + line_syllables(
        "Every window holds a light"
    )

    assert len(within(score, verse, "lead")) == expected


def test_a_long_line_still_has_one_note_a_syllable() -> None:
    words = "very " * 40
    score = write_score(asked(seconds=30, lyrics=f"[verse]\n{words}")).score
    verse = next(s for s in score.sections if s.kind == "verse")

    starts = [note.start for note in within(score, verse, "lead")]

    assert len(starts) == 80


@pytest.mark.parametrize(
    "prompt", ["soft piano, no drums", "drumless", "without drums"]
)
def test_no_drums_means_no_drums(prompt: str) -> None:
    score = write_score(asked("Rock", prompt=prompt)).score

    assert notes_of(score, "drums") == []
    assert notes_of(write_score(asked("Rock")).score, "drums")


def test_instruments_of_the_prompt_play() -> None:
    request = asked("Pop", prompt="saxophone, acoustic guitar, no piano")

    score = write_score(request).score
    players = {track.instrument for track in score.tracks}

    assert next(t for t in score.tracks if t.role == "lead").instrument == "saxophone"
    assert "acoustic guitar" in players


def test_a_chorus_has_more_players_than_an_intro() -> None:
    score = write_score(asked("Pop", seconds=120)).score
    chorus = next(s for s in score.sections if s.kind == "chorus")

    def players(section: Section) -> int:
        return sum(bool(within(score, section, t.role)) for t in score.tracks)

    assert players(chorus) > players(score.sections[0])
    assert chorus.energy > score.sections[1].energy > score.sections[0].energy


def test_fills_come_before_a_new_section() -> None:
    score = write_score(asked("Rock", seconds=120)).score
    verse = next(s for s in score.sections if s.kind == "verse")
    drums = within(score, verse, "drums")
    toms = {41, 45, 47, 50}

    bars = {int(note.start // 4) for note in drums if note.pitch in toms}

    assert bars == {verse.end_bar - 1}


def test_the_bass_follows_the_kick() -> None:
    score = write_score(asked("Pop", seconds=90)).score
    chorus = next(s for s in score.sections if s.kind == "chorus")
    bass = {note.start for note in within(score, chorus, "bass")}

    kicks = {n.start for n in within(score, chorus, "drums") if n.pitch == 36}

    assert len(kicks & bass) / len(kicks) > 0.85


def test_different_seeds_give_different_tunes() -> None:
    tunes = {
        tuple(
            (note.start, note.pitch)
            for note in notes_of(write_score(asked(seed=seed)).score, "lead")
        )
        for seed in range(8)
    }

    assert len(tunes) == 8


def test_an_instrumental_song_ignores_its_lyric() -> None:
    request = replace(asked(lyrics=LYRICS), instrumental=True)

    score = write_score(request).score

    assert all(not section.lines for section in score.sections)
