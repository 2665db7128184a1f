"""What an operator reads of a song's workflow: in Temporal's list, and on its own page."""

from typing import Final

from temporalio import workflow

from services.workflows.definitions.remedies import remedy_of

with workflow.unsafe.imports_passed_through():
    from shared.contracts import search_attributes
    from shared.domain.failures import Failure
    from shared.domain.songs import SongStage, SongStatus

_TO_STOP_IT: Final = (
    "To stop it, *Request Cancellation*: the credit goes back, the objects go."
    " Terminated, it undoes nothing, and the upkeep has to: within some minutes."
)
_UNDONE: Final = "All is undone: no credit is held or taken, and no object is left."


def tell(stage: SongStage | SongStatus, *, failure: Failure | None = None) -> None:
    """Show where the song is, since when, and why it failed; no words of its owner's."""
    attributes = [search_attributes.SONG_STAGE.value_set(stage)]
    if failure is not None:
        # With the stage in one command: more of them would not fit older histories.
        attributes.append(search_attributes.FAILURE_CODE.value_set(failure.code))
    workflow.upsert_search_attributes(attributes)
    workflow.set_current_details(_details(stage, failure))
    workflow.logger.info(f"song_{stage}")


def tell_undone(status: SongStatus, *, failure: Failure | None) -> None:
    """Show that nobody has to give a credit back or remove an object by hand."""
    workflow.set_current_details(f"{_details(status, failure)}\n\n{_UNDONE}")


def _details(stage: SongStage | SongStatus, failure: Failure | None) -> str:
    since = workflow.now().strftime("%Y-%m-%d %H:%M:%S UTC")
    lines = [f"**{stage}** since {since}"]
    if isinstance(stage, SongStage):
        lines.append(_TO_STOP_IT)
    if failure is not None:
        lines += [
            f"`{failure.code}`: {failure.message}",
            f"What you can do: {remedy_of(failure.code)}",
        ]
    return "\n\n".join(lines)
