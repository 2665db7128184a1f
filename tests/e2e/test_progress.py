"""What a person sees while a song is made."""

from itertools import groupby, pairwise

import httpx

from tests.e2e.asking import ask, follow


async def test_a_song_is_followed_from_writing_to_done(mara: httpx.AsyncClient) -> None:
    song = await ask(mara, audio_duration=30)

    *progress, (last, finished) = await follow(mara, song)

    assert {name for name, _ in progress} == {"progress"}
    stages = [facts["stage"] for _, facts in progress if facts["stage"]]
    # Writing takes a hundredth of a second: the look at it may come too late.
    passed = [stage for stage, _ in groupby(stages) if stage != "writing"]
    assert passed == ["composing", "finishing"]
    assert "writing" not in stages[1:]
    steps = [f["step"] for _, f in progress if f["stage"] == "composing" and f["step"]]
    assert len(steps) >= 2
    assert all(before < after for before, after in pairwise(steps))
    assert last == "done"
    assert (finished["id"], finished["status"]) == (song["id"], "ready")
