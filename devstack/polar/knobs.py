"""How the stand-in's deliveries misbehave, set while it runs and kept over restarts."""

from typing import Annotated, Literal, TypeAlias

from pydantic import BaseModel, ConfigDict, Field

from devstack.polar.signing import Signing
from devstack.polar.store import Store

Shape: TypeAlias = Literal["old", "new"]


class Knobs(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    duplicate: Annotated[int, Field(ge=1, le=20)] = 1
    """How often each event is delivered."""
    reorder: bool = False
    delay_seconds: Annotated[float, Field(ge=0, le=3600)] = 0.0
    drop_fraction: Annotated[float, Field(ge=0, le=1)] = 0.0
    """The share of deliveries that are lost, as if they had arrived."""
    drop_next: Annotated[int, Field(ge=0)] = 0
    """How many of the next deliveries are lost."""
    seed: int = 0
    """Decides what is reordered and what is dropped."""
    signing: Signing = "whole"
    secrets: Annotated[tuple[str, ...], Field(max_length=4)] = ()
    """Instead of the one from the environment; with several, each signs."""
    shape: Shape = "old"
    """``old``: as captured; ``new``: as the vendor's package can read it."""
    endpoint_enabled: bool = True
    """Off after ten events in a row failed for good; turn it on again here."""


def read_knobs(store: Store) -> Knobs:
    row = store.execute("SELECT body FROM knobs").fetchone()
    return Knobs() if row is None else Knobs.model_validate_json(row["body"])


def write_knobs(store: Store, knobs: Knobs) -> None:
    store.execute(
        "INSERT INTO knobs (id, body) VALUES (1, ?)"
        " ON CONFLICT (id) DO UPDATE SET body = excluded.body",
        (knobs.model_dump_json(),),
    )
