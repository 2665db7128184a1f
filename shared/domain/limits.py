"""How much a person may ask for in one song. The lengths count code points."""

from typing import Final

SHORTEST_SONG_SECONDS: Final = 5
LONGEST_SONG_SECONDS: Final = 240
LONGEST_DESCRIPTION: Final = 2000
LONGEST_LYRICS: Final = 5000
LONGEST_PROMPT: Final = 500
LONGEST_TITLE: Final = 120
MOST_TAKES: Final = 4
