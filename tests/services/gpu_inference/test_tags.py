import io
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import soundfile
from mutagen.flac import FLAC
from mutagen.id3 import ID3
from mutagen.mp3 import MP3
from PIL import Image

from services.gpu_inference.encoding import encode_mp3
from services.gpu_inference.flac_tags import NotFlac, tag_flac
from services.gpu_inference.id3 import ground_key, id3_tag
from services.gpu_inference.master import write_master
from services.gpu_inference.song_tags import SongTags
from tests.fakes.engine import chord, ignore

# Half of mutagen has types, and those call the other half untyped.
read_flac: Any = FLAC
read_id3: Any = ID3
read_mp3: Any = MP3


def png() -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (64, 64), "#336699").save(file, "PNG")
    return file.getvalue()


TAGS = SongTags(
    title="Größe: 星の歌",
    artist="Ana & Żółw",
    lyrics="[verse]\nDémarre\n\n[chorus]\n歌おう",
    genres=("Folk", "R&B"),
    bpm=92,
    key_scale="F# minor",
    seed=123_456_789,
    engine="sketch",
    cover_png=png(),
    cover_pixels=64,
)


def kinds(path: Path) -> list[int]:
    return [block.code for block in read_flac(path).metadata_blocks]


@pytest.fixture
def master(tmp_path: Path) -> Path:
    path = tmp_path / "master.flac"
    write_master(path, chord(2.2, seed=3), on_step=ignore)
    return path


@pytest.fixture
def tagged(master: Path) -> Path:
    path = master.with_name("tagged.flac")
    tag_flac(master, path, TAGS)
    return path


@pytest.fixture
def mp3(master: Path) -> Path:
    path = master.with_name("song.mp3")
    encode_mp3(master, path, tag=id3_tag(TAGS), on_step=lambda _step, _steps: None)
    return path


def test_an_mp3_says_what_it_is(mp3: Path) -> None:
    read = read_id3(mp3)

    assert read.version == (2, 4, 0)
    assert read["TIT2"].text == [TAGS.title]
    assert read["TPE1"].text == [TAGS.artist]
    assert read["TCON"].text == ["Folk", "R&B"]
    assert read["TBPM"].text == ["92"]
    assert read["TKEY"].text == ["F#m"]
    assert read["TENC"].text == ["MusicGenerator"]
    assert read["TXXX:SEED"].text == ["123456789"]
    assert read["TXXX:ENGINE"].text == ["sketch"]
    assert read["USLT::XXX"].text == TAGS.lyrics


def test_an_mp3_carries_its_cover_and_its_length(mp3: Path) -> None:
    read = read_mp3(mp3)

    assert read.tags["APIC:"].data == TAGS.cover_png
    assert read.tags["APIC:"].mime == "image/png"
    assert read.tags["APIC:"].type == 3
    assert read.info.bitrate == 256_000
    assert abs(read.info.length - 2.2) < 0.1


def test_a_flac_says_what_it_is(tagged: Path) -> None:
    read = read_flac(tagged)

    assert dict(read.tags.as_dict()) == {
        "title": [TAGS.title],
        "artist": [TAGS.artist],
        "genre": ["Folk", "R&B"],
        "bpm": ["92"],
        "initialkey": ["F# minor"],
        "lyrics": [TAGS.lyrics],
        "seed": ["123456789"],
        "engine": ["sketch"],
        "encoded-by": ["MusicGenerator"],
    }


def test_a_flac_carries_its_cover(tagged: Path) -> None:
    [picture] = read_flac(tagged).pictures

    assert picture.data == TAGS.cover_png
    assert (picture.type, picture.mime, picture.depth) == (3, "image/png", 24)
    assert (picture.width, picture.height) == (64, 64)


def test_tagging_leaves_the_sound_as_it_was(master: Path, tagged: Path) -> None:
    before, _ = soundfile.read(master, dtype="int16")
    after, _ = soundfile.read(tagged, dtype="int16")

    assert (before == after).all()
    assert read_flac(tagged).info.md5_signature == read_flac(master).info.md5_signature


def test_tagging_twice_gives_the_same_bytes_as_once(tagged: Path) -> None:
    again = tagged.with_name("again.flac")

    tag_flac(tagged, again, TAGS)

    assert again.read_bytes() == tagged.read_bytes()


def test_new_tags_take_the_place_of_old_ones(tagged: Path) -> None:
    again = tagged.with_name("again.flac")

    tag_flac(tagged, again, replace(TAGS, title="Other", lyrics=""))

    assert read_flac(again)["title"] == ["Other"]
    assert "lyrics" not in read_flac(again)
    assert len(read_flac(again).pictures) == 1


def test_blocks_that_are_not_tags_are_kept(tagged: Path) -> None:
    foreign = b"\x02\x00\x00\x06appldx"
    raw = tagged.read_bytes()
    end_of_streaminfo = 4 + 4 + 34
    tagged.write_bytes(raw[:end_of_streaminfo] + foreign + raw[end_of_streaminfo:])
    before = kinds(tagged)
    again = tagged.with_name("again.flac")

    tag_flac(tagged, again, TAGS)

    assert before[1] == 2
    assert kinds(again) == before
    assert foreign in again.read_bytes()


def test_an_instrumental_has_no_lyrics_in_its_tags() -> None:
    assert b"USLT" not in id3_tag(replace(TAGS, lyrics=""))


def test_a_file_that_is_not_flac_is_refused(tmp_path: Path) -> None:
    source = tmp_path / "song.flac"
    source.write_bytes(b"fLaC\x00\x00\x00\x22short")

    with pytest.raises(NotFlac):
        tag_flac(source, tmp_path / "out.flac", TAGS)


@pytest.mark.parametrize(
    ("key_scale", "expected"),
    [
        ("A minor", "Am"),
        ("C major", "C"),
        ("Eb major", "Eb"),
        ("G# minor", "G#m"),
        ("D dorian", ""),
    ],
)
def test_keys_are_spelt_as_the_tag_wants_them(key_scale: str, expected: str) -> None:
    assert ground_key(key_scale) == expected
