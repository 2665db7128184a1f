"""A person's words as data inside a prompt: nothing in them can end the quotation."""

import json
from collections.abc import Mapping
from typing import Final

OPENING: Final = "<wishes>"
CLOSING: Final = "</wishes>"

# Without these no tag and no control token of a chat can be spelt; JSON reads them back.
_ESCAPES: Final = str.maketrans({"<": "\\u003c", ">": "\\u003e", "|": "\\u007c"})


def fenced(wishes: Mapping[str, str]) -> str:
    """The wishes as one JSON object on one line between the two tags."""
    quoted = json.dumps(dict(wishes), ensure_ascii=False).translate(_ESCAPES)
    return f"{OPENING}\n{quoted}\n{CLOSING}"
