from collections.abc import Callable
from pathlib import Path
from uuid import uuid4

import pytest
import soundfile
from PIL import Image
from temporalio.activity import ActivityCancellationDetails
from temporalio.exceptions import CancelledError
from temporalio.testing import ActivityEnvironment

from services.gpu_inference.activities import EngineActivities
from services.gpu_inference.isolation import EnginePool
from services.gpu_inference.pulse import WorkerStopping
from services.gpu_inference.soundness import BadAudio
from shared.contracts import object_keys
from shared.contracts.engine import EngineReport
from shared.contracts.progress import Progress
from shared.contracts.songs import (
    SongRecipe,
    WriteSong,
)
from shared.domain.songs import SongMode
from shared.errors import NotFound
from shared.s3 import S3Storage
from tests.fakes.engine import (
    COLORS,
    ENDLESS,
    SHEET,
    SteppingJob,
    TinyEngine,
    endless_engine,
    silent_engine,
)
from tests.services.gpu_inference.acting import (
    SECONDS,
    acting,
    compose_request,
    composed,
    fetched,
    painted,
)


class Answered(Exception):
    report: EngineReport | None = None


def test_a_song_is_written_by_the_engine(activities: EngineActivities) -> None:
    recipe = SongRecipe(mode=SongMode.DESCRIPTION, audio_duration=SECONDS, seed=5)

    sheet = ActivityEnvironment().run(
        activities.write_song, WriteSong(song_id=uuid4(), recipe=recipe)
    )

    assert sheet == SHEET


def test_composing_keeps_a_master_in_storage(
    activities: EngineActivities, storage: S3Storage, tmp_path: Path
) -> None:
    song_id = uuid4()

    audio = composed(activities, song_id)

    assert audio.master.key == object_keys.master(song_id)
    assert audio.master.content_type == "audio/flac"
    assert audio.duration_seconds == SECONDS
    assert len(audio.peaks) == 800
    assert (audio.engine, audio.model_revision) == ("tiny", "1")
    samples, _ = soundfile.read(fetched(storage, audio.master, tmp_path))
    assert len(samples) == SECONDS * 48_000


def test_composing_again_gives_the_same_object(activities: EngineActivities) -> None:
    song_id = uuid4()

    assert composed(activities, song_id) == composed(activities, song_id)


def test_composing_tells_how_far_it_is(storage: S3Storage, scratch: Path) -> None:
    heartbeats: list[Progress] = []
    env = ActivityEnvironment()

    def hear(progress: Progress) -> None:
        heartbeats.append(progress)
        if progress.step:
            env.cancel()

    env.on_heartbeat = hear
    with EnginePool(1, endless_engine) as pool, pytest.raises(CancelledError):
        env.run(acting(pool, storage, scratch).compose_audio, compose_request(uuid4()))

    assert heartbeats[0] == Progress(step=0, steps=1)
    assert 0 < heartbeats[-1].step < heartbeats[-1].steps == ENDLESS


@pytest.mark.parametrize(
    ("reason", "raised"),
    [
        (ActivityCancellationDetails(cancel_requested=True), CancelledError),
        (ActivityCancellationDetails(worker_shutdown=True), WorkerStopping),
    ],
)
def test_a_stopped_song_leaves_nothing_behind(
    storage: S3Storage,
    scratch: Path,
    tmp_path: Path,
    reason: ActivityCancellationDetails,
    raised: type[Exception],
) -> None:
    song_id, env = uuid4(), ActivityEnvironment()
    env.on_heartbeat = stop_once_running(lambda: env.cancel(reason))

    with EnginePool(1, endless_engine) as pool:
        [process] = pool.process_ids
        with pytest.raises(raised):
            env.run(
                acting(pool, storage, scratch).compose_audio, compose_request(song_id)
            )

        assert pool.process_ids == (process,)
    with pytest.raises(NotFound):
        storage.get_file(object_keys.master(song_id), tmp_path / "master.flac")


def stop_once_running(stop: Callable[[], None]) -> Callable[..., None]:
    def hear(progress: Progress) -> None:
        if progress.step > 0:
            stop()

    return hear


def test_silence_is_refused_and_never_stored(
    storage: S3Storage, scratch: Path, tmp_path: Path
) -> None:
    song_id = uuid4()

    with EnginePool(1, silent_engine) as pool, pytest.raises(BadAudio):
        composed(acting(pool, storage, scratch), song_id)

    with pytest.raises(NotFound):
        storage.get_file(object_keys.master(song_id), tmp_path / "master.flac")


def test_a_cover_is_a_png_with_its_colors(
    activities: EngineActivities, storage: S3Storage, tmp_path: Path
) -> None:
    song_id = uuid4()

    cover = painted(activities, song_id)

    assert cover.colors == COLORS
    assert cover.image.key == object_keys.cover(song_id)
    assert cover.image.content_type == "image/png"
    with Image.open(fetched(storage, cover.image, tmp_path)) as image:
        assert (image.format, image.size, image.mode) == ("PNG", (1024, 1024), "RGB")


def test_the_engine_is_described_while_its_processes_are_busy(
    pool: EnginePool, activities: EngineActivities
) -> None:
    env, asked = ActivityEnvironment(), Answered()

    def ask(*_: int) -> None:
        asked.report = env.run(activities.describe_engine)
        raise asked

    with pytest.raises(Answered):
        pool.run(SteppingJob(), on_step=ask)

    assert asked.report == TinyEngine().report()
