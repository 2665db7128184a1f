"""What an API key may do. A signed-in person may do all of it, and more."""

from enum import StrEnum


class Scope(StrEnum):
    SONGS_READ = "songs:read"
    SONGS_WRITE = "songs:write"
    """Costs credits."""
    CREDITS_READ = "credits:read"
