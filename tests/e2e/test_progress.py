"""What a person sees while a song is made."""

from itertools import pairwise

import httpx

from tests.e2e.asking import ask, follow


async def test_a_song_is_followed_from_writing_to_done(mara: httpx.AsyncClient) -> None:
    song = await ask(mara, audio_duration=30)

    *progress, (last, finished) = await follow(mara, song)

    assert {name for name, _ in progress} == {"progress"}
    stages = [facts["stage"] for _, facts in progress if facts["stage"]]
    assert sorted(set(stages), key=stages.index) == [
        *("writing", "composing", "finishing")
    ]
    assert stages == sorted(stages, key=["writing", "composing", "finishing"].index)
    steps = [f["step"] for _, f in progress if f["stage"] == "composing" and f["step"]]
    assert len(steps) >= 2
    assert all(before < after for before, after in pairwise(steps))
    assert last == "done"
    assert (finished["id"], finished["status"]) == (song["id"], "ready")
