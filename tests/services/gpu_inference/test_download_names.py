import pytest

from services.gpu_inference.download_names import download_name


@pytest.mark.parametrize(
    ("artist", "title", "expected"),
    [
        ("Ana", "Sea Song", "Ana - Sea Song.mp3"),
        ("AC/DC", 'Who? "Me"', "ACDC - Who Me.mp3"),
        ("../../etc", "passwd", "etc - passwd.mp3"),
        ("Ana\r\nX: y", "Tab\there", "Ana X y - Tab here.mp3"),
        ("Ana", "gnp\u202e.exe", "Ana - gnp.exe.mp3"),
        ("Żółw", "星の歌", "Żółw - 星の歌.mp3"),
        ("", "Alone", "Alone.mp3"),
        ("///", "...", "song.mp3"),
    ],
)
def test_names_are_safe_on_every_system(artist: str, title: str, expected: str) -> None:
    assert download_name(artist=artist, title=title, suffix=".mp3") == expected


def test_long_names_are_cut_to_what_a_file_system_takes() -> None:
    name = download_name(artist="ж" * 500, title="歌" * 500, suffix=".flac")

    assert len(name.encode()) <= 255
    assert name.endswith(".flac")
