"""Seeded chance: the same recipe draws the same lots, in any process."""

import hashlib
import random

from shared.contracts.songs import SongRecipe


def chance(recipe: SongRecipe, purpose: str) -> random.Random:
    """A stream of its own for each purpose, so one choice never disturbs another.

    The duration is left out: a longer cut of a song keeps its title and its key.
    """
    facts = (
        recipe.mode,
        recipe.seed,
        recipe.title,
        recipe.prompt,
        recipe.full_described_song,
        recipe.described_lyrics,
        purpose,
    )
    # Lone surrogates can reach us through JSON; they must not stop a song.
    text = "\0".join(map(str, facts)).encode("utf-8", "surrogatepass")
    return random.Random(int.from_bytes(hashlib.sha256(text).digest()[:8], "big"))
