"""Why songs fail, on the real server: the cover that is cancelled then would wedge the other."""

import pytest
from temporalio.client import Client, WorkflowFailureError

from services.gpu_inference.batching import OutOfMemory
from services.gpu_inference.engines.studio.writer.answers import UnusableWords
from services.gpu_inference.soundness import BadAudio
from shared.errors import DomainError
from tests.fakes.activities import FakeInference, FakeSongs
from tests.fakes.workers import workers
from tests.services.workflows.starting import start


@pytest.mark.parametrize(
    ("work", "error", "code"),
    [
        ("write", UnusableWords, "bad_words"),
        ("compose", BadAudio, "bad_audio"),
        ("compose", OutOfMemory, "out_of_memory"),
    ],
)
async def test_what_would_come_out_alike_again_is_not_tried_again(
    temporal: Client, work: str, error: type[DomainError], code: str
) -> None:
    songs = FakeSongs()
    inference = FakeInference(failing={work: 99}, error_type=error.__name__)

    async with workers(temporal, songs, inference):
        with pytest.raises(WorkflowFailureError):
            await (await start(temporal)).result()

    assert inference.calls.count(work) == 1
    assert songs.calls[-2:] == ["failed", "delete"]
    assert songs.ended is not None
    assert songs.ended.failure_code == code
    assert songs.ended.failure_message
