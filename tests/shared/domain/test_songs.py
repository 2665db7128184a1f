import pytest

from shared.domain.songs import InvalidTransition, SongStatus, advance

ENDS = [SongStatus.READY, SongStatus.FAILED, SongStatus.CANCELLED]


@pytest.mark.parametrize("status", list(SongStatus))
def test_a_retry_may_ask_for_the_state_already_held(status: SongStatus) -> None:
    assert advance(status, status) == status


@pytest.mark.parametrize("end", ENDS)
@pytest.mark.parametrize("target", list(SongStatus))
def test_an_ended_song_stays_as_it_is(end: SongStatus, target: SongStatus) -> None:
    if target == end:
        return
    with pytest.raises(InvalidTransition):
        advance(end, target)


def test_a_queued_song_cannot_become_ready_without_running() -> None:
    with pytest.raises(InvalidTransition):
        advance(SongStatus.QUEUED, SongStatus.READY)
