"""Song requests for the composer's tests, plain unless told otherwise."""

from uuid import UUID

from shared.contracts.songs import ComposeAudio, WrittenSong

LYRICS = """[verse]
Walking home along the river
Every window holds a light
[chorus]
Carry me over, carry me over
Till the morning comes
[verse]
Nobody remembers summer
Only how it turned to rain
[chorus]
Carry me over, carry me over
Till the morning comes
"""


def asked(
    genre: str = "Pop",
    *,
    seconds: float = 60.0,
    seed: int = 7,
    bpm: int = 120,
    key: str = "C major",
    meter: str = "4",
    prompt: str = "",
    lyrics: str = "",
) -> ComposeAudio:
    sheet = WrittenSong(
        title="Study",
        prompt=prompt,
        lyrics=lyrics,
        categories=(genre,),
        bpm=bpm,
        key_scale=key,
        time_signature=meter,
    )
    return ComposeAudio(
        song_id=UUID(int=1), sheet=sheet, audio_duration=seconds, seed=seed
    )
