"""From a song's row to its workflow: whoever starts one starts it in the same way."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Final

from pydantic import TypeAdapter, ValidationError
from temporalio.client import Client
from temporalio.common import (
    Priority,
    SearchAttributePair,
    TypedSearchAttributes,
    WorkflowIDConflictPolicy,
    WorkflowIDReusePolicy,
)
from temporalio.exceptions import WorkflowAlreadyStartedError

from shared.contracts import search_attributes, task_queues
from shared.contracts.songs import (
    GENERATE_SONG,
    GenerateSong,
    SongRecipe,
    workflow_id,
)
from shared.domain.lanes import BULK_PATIENCE, is_bulk
from shared.errors import DomainError
from shared.kill_points import Edge, Point, reach
from shared.models.song import Song
from shared.telemetry.origin import readable, resumed

ORIGIN: Final = "origin"
"""In a song's recipe: the request that asked for it, as ``origin()`` notes it."""
BEHIND: Final = "behind"
"""In a song's recipe: how many unfinished songs its owner had when it was asked for."""
_RECIPE: Final = TypeAdapter(SongRecipe)


class UnusableRecipe(DomainError):
    """What was asked for cannot be read any more, so that no engine can be told."""

    def __init__(self, *, part: str) -> None:
        super().__init__("What this song was asked for can no longer be read.")
        self.part = part
        """Which field of the recipe. Never what it says: that is somebody's words."""


def recipe_of(song: Song) -> SongRecipe:
    """What the engine is told; what else was noted of the request is not its business.

    ``UnusableRecipe`` when the row cannot be turned into a request.
    """
    try:
        return _RECIPE.validate_python(song.recipe)
    except ValidationError as error:
        location = error.errors(include_input=False, include_url=False)[0]["loc"]
    # Raised here: in the block above it would carry the person's words along.
    raise UnusableRecipe(part=".".join(map(str, location)))


def request_of(song: Song) -> GenerateSong:
    """What its workflow is given; ``UnusableRecipe`` when nothing can be."""
    return GenerateSong(
        song_id=song.id,
        owner_id=song.owner_id,
        artist=song.owner.name,
        recipe=recipe_of(song),
        yield_seconds=BULK_PATIENCE.total_seconds() if is_bulk(_behind(song)) else 0,
    )


def _behind(song: Song) -> int:
    """An older row does not say, and one written by hand may say anything."""
    behind = song.recipe.get(BEHIND)
    return behind if isinstance(behind, int) else 0


def attributes_of(song: Song) -> TypedSearchAttributes:
    """By what an operator finds the workflows of a song."""
    return TypedSearchAttributes(
        [
            SearchAttributePair(search_attributes.SONG_ID, str(song.id)),
            SearchAttributePair(search_attributes.USER_ID, str(song.owner_id)),
            SearchAttributePair(search_attributes.SONG_STAGE, song.status),
        ]
    )


def memo_of(song: Song) -> dict[str, object]:
    """What an operator reads on the page of a workflow about a song."""
    return {
        "song_id": str(song.id),
        "user_id": str(song.owner_id),
        "mode": song.mode,
        "seconds": song.audio_duration,
        **readable(_origin_of(song)),
    }


async def start(client: Client, song: Song, *, patience: timedelta) -> bool:
    """Start a song's workflow, once however often this is called.

    False when it has had its workflow, which is closed by now. Errors of the connection
    rise as the client has them.
    """
    request = request_of(song)
    await reach(Point.STARTED, Edge.BEFORE, song_id=song.id)
    try:
        # In the trace of the request that asked for it, however much later this is.
        with resumed(_origin_of(song)):
            await client.start_workflow(
                GENERATE_SONG,
                request,
                id=workflow_id(song.id),
                task_queue=task_queues.WORKFLOWS,
                id_conflict_policy=WorkflowIDConflictPolicy.USE_EXISTING,
                id_reuse_policy=WorkflowIDReusePolicy.REJECT_DUPLICATE,
                search_attributes=attributes_of(song),
                static_summary=_summary_of(song),
                memo=memo_of(song),
                # Fairness between people on the GPU queue; activities inherit it.
                priority=Priority(fairness_key=str(song.owner_id)),
                rpc_timeout=patience,
            )
    except WorkflowAlreadyStartedError:
        return False
    await reach(Point.STARTED, Edge.AFTER, song_id=song.id)
    return True


def _origin_of(song: Song) -> object:
    """What was noted of the request; a recipe that somebody spoilt may be no mapping."""
    recipe: object = song.recipe
    return recipe.get(ORIGIN) if isinstance(recipe, Mapping) else None


def _summary_of(song: Song) -> str:
    """For operators. Never what the song is about: that is its owner's affair."""
    return f"{song.mode} · {song.audio_duration:g} s · {song.owner_id}"
