"""What tests plant as passwords, words and keys, and no log may ever repeat."""

import re
from typing import Final
from urllib.parse import quote, quote_plus

PASSWORD: Final = "correct horse battery"
"""Of whoever signs up to a gateway in a test."""
STACK_PASSWORD: Final = "a wholly zanthoxylous password"
"""Of whoever signs up to a whole stack."""
STACK_WORD: Final = "quillwortish"
"""In every request to a whole stack."""

_PLANTED: Final = {
    "the password of a test": PASSWORD,
    "the password of an end-to-end test": STACK_PASSWORD,
    "a word of an end-to-end test's song": STACK_WORD,
    "the description of a test's song": "a night train by the sea",
    "the lyrics of a test's song": "The last train leaves",
}
# What is made anew for each test is known by its shape.
_SHAPES: Final = {
    "an API key": re.compile(r"mk_live_[a-z0-9]{8}_[\w-]{20}"),
    "a session's cookie": re.compile(r"session=[\w-]{43}"),
    "a key in a header": re.compile(
        r"(?:Bearer |Modal-Secret\W{1,4})[\w-]{20}", re.IGNORECASE
    ),
    "a signed address": re.compile(r"X-Amz-Signature=[0-9a-f]{16}", re.IGNORECASE),
    "a person's address": re.compile(r"[\w.+-]@example\.org\b", re.IGNORECASE),
}


def _forms(text: str) -> re.Pattern[str]:
    """As it is, and as it reads in an address."""
    forms = {text, quote(text), quote_plus(text)}
    return re.compile("|".join(re.escape(form) for form in forms), re.IGNORECASE)


CANARIES: Final = {
    **{name: _forms(text) for name, text in _PLANTED.items()},
    **_SHAPES,
}


def names_in(text: str) -> list[str]:
    """Which of them a text repeats: their names, for a report is a log as well."""
    return [name for name, canary in CANARIES.items() if canary.search(text)]


def without(text: str) -> str:
    for name, canary in CANARIES.items():
        text = canary.sub(f"<{name}>", text)
    return text
