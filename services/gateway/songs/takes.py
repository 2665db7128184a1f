"""From what a person asks for to the songs that are recorded: one for each take."""

import secrets
from collections.abc import Sequence
from dataclasses import asdict, replace

from services.gateway.songs.requests import LARGEST_SEED, SongCreate
from shared.contracts.songs import SongRecipe
from shared.models.song import Song
from shared.models.user import User
from shared.song_workflows import BEHIND, ORIGIN, recipe_of
from shared.telemetry.origin import origin

_UNTITLED = "Untitled"


def takes_of(owner: User, request: SongCreate) -> Sequence[Song]:
    seeds = _seeds(request)
    return [
        _song(owner, request.recipe(seed=seed), take=number, takes=len(seeds))
        for number, seed in enumerate(seeds, start=1)
    ]


def once_more(parent: Song, *, seed: int | None) -> Song:
    """The same recipe, with its own seed or another one."""
    recipe = recipe_of(parent)
    if seed is not None:
        recipe = replace(recipe, seed=seed if seed >= 0 else _any_seed())
    song = _song(parent.owner, recipe, take=1, takes=1)
    song.parent_song_id = parent.id
    return song


def line_up(songs: Sequence[Song], *, unfinished: int) -> None:
    """Note behind how many of its owner's each is asked for: so bulk is known as such."""
    for behind, song in enumerate(songs, start=unfinished):
        song.recipe[BEHIND] = behind


def _seeds(request: SongCreate) -> list[int]:
    """One for each take: the given one and those after it, or fresh ones."""
    if request.seed < 0:
        return [_any_seed() for _ in range(request.takes)]
    return [(request.seed + take) % (LARGEST_SEED + 1) for take in range(request.takes)]


def _any_seed() -> int:
    return secrets.randbelow(2**31)


def _song(owner: User, recipe: SongRecipe, *, take: int, takes: int) -> Song:
    facts = asdict(recipe)
    return Song(
        owner_id=owner.id,
        recipe={**facts, "take": take, "takes": takes, ORIGIN: origin()},
        **{**facts, "title": recipe.title or _UNTITLED},
    )
