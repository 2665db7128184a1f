"""Keeps out of logs what opens doors and what people write, and makes a line one line."""

import re
from collections.abc import Iterator, Mapping, MutableMapping
from functools import lru_cache
from typing import Any, Final

MASK: Final = "***"

_DEEPEST: Final = 12

# Parts of names, without what separates words in them: ``Modal-Secret``, ``api_key``.
_SECRET_NAMES: Final = (
    *("password", "passwd", "passphrase", "secret", "token", "authorization", "cookie"),
    *("credential", "apikey", "signature", "ticket", "recoverycode", "email"),
    *("lyrics", "prompt", "describedsong"),
)
# What follows these names ends where the line does; others end with the word.
_LONG: Final = r"(?:lyrics|prompt|described_song|authorization|cookie)"
_SHORT: Final = (
    r"(?:password|passwd|passphrase|secret|token|credential|api[_-]?key|signature"
    r"|email)"
)
_ASSIGNED: Final = r"[\w-]{0,40}[\"']?\s{0,3}[:=]\s{0,3}"
_QUOTED: Final = r"\"(?:[^\"\\]|\\.)*+\"|'(?:[^'\\]|\\.)*+'"
_IN_QUERIES: Final = (
    r"X-Amz-(?:Signature|Credential|Security-Token)|code|state|ticket|key|sig"
    r"|(?:\w{1,20}_)?token"
)

_SHAPES: Final = tuple(
    (kind, re.compile(pattern, flags), replacement)
    for kind, pattern, flags, replacement in (
        # Our API keys: the public part finds the row, and opens nothing.
        ("an API key", r"(mk_live_[a-z0-9]{8})_[\w-]+", 0, rf"\1_{MASK}"),
        (
            "a key of Polar's",
            *(r"\b(polar_[a-z]{2,6}_|whsec_)[\w+/=-]+", 0, rf"\1{MASK}"),
        ),
        ("a JSON web token", r"\beyJ[\w-]{8,}\.[\w-]{4,}(?:\.[\w-]*)?", 0, MASK),
        (
            "what authorizes a request",
            *(r"\b(Bearer|Basic)\s+[\w.~+/=-]{6,}", re.IGNORECASE, rf"\1 {MASK}"),
        ),
        ("the user of an address", r"://[^/\s@]+@", 0, f"://{MASK}@"),
        (
            "a key in an address",
            rf"([?&;](?:{_IN_QUERIES})=)[^&\s\"'<>]+",
            *(re.IGNORECASE, rf"\1{MASK}"),
        ),
        (
            "a session's cookie",
            *(r"\b((?:__Host-)?session=)[^;,\s\"']+", 0, rf"\1{MASK}"),
        ),
        # Postgres and pydantic repeat the values that they refuse.
        (
            "a refused row",
            *(r"(Failing row contains )\(.*\)", re.DOTALL, rf"\1{MASK}"),
        ),
        ("a refused key", r"(Key \([^)]*\)=)\(.*?\)", re.DOTALL, rf"\1{MASK}"),
        (
            "a refused value",
            *(r"(input_value=).*?(?=, input_type=)", re.DOTALL, rf"\1{MASK}"),
        ),
        (
            "what people write, or a header",
            rf"({_LONG}{_ASSIGNED})(?:{_QUOTED}|[^\n]+)",
            *(re.IGNORECASE, rf"\1{MASK}"),
        ),
        (
            "what is named like a secret",
            rf"({_SHORT}{_ASSIGNED})(?:{_QUOTED}|[^\s,;&)}}\]]+)",
            *(re.IGNORECASE, rf"\1{MASK}"),
        ),
        (
            "an e-mail address",
            *(r"(?<![\w.+%-])[\w.+%-]+@[\w-]+(?:\.[\w-]+)+", 0, MASK),
        ),
        # 256 random bits as ``secrets.token_urlsafe`` writes them.
        (
            "a random token",
            r"(?<![\w-])(?=[\w-]*[A-Z])(?=[\w-]*[a-z])(?=[\w-]*\d)[\w-]{43}(?![\w-])",
            *(re.ASCII, MASK),
        ),
    )
)
# Masked already; a figure: how many tokens, whether an e-mail is verified; a process,
# by its number, or a server, by where it listens; a type, as gRPC's details name it.
_HARMLESS: Final = re.compile(
    rf"{re.escape(MASK)}|^[\s\"']*(?:-?\d[\d.]*|true|false|null|none)?[\s\"']*$"
    r"|^\d+@|@[\d.]+$|@type\.googleapis\.com$",
    re.IGNORECASE,
)
# Without one of these no shape fits: most of what is logged is spared the rest.
_SUSPECT: Final = re.compile(
    r"[@=:]|[\w.-]{40}|mk_live|eyJ|polar_|whsec_|earer|asic|BEARER|Failing"
)

_UNPRINTABLE: Final = re.compile(
    r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069"
    r"\ud800-\udfff]"
)


def redact(
    _: object, __: str, event: MutableMapping[str, Any]
) -> MutableMapping[str, Any]:
    """For structlog: the last step before an event is written."""
    return {
        _one_line(str(name)): _traceback(value)
        if name == "exception" and isinstance(value, str)
        else _redacted(name, value, depth=0)
        for name, value in event.items()
    }


def masked(text: str) -> str:
    """The text with all that looks like a secret hidden."""
    if not _SUSPECT.search(text):
        return text
    for _, shape, replacement in _SHAPES:
        text = shape.sub(replacement, text)
    return text


def secrets_in(text: str) -> Iterator[str]:
    """Which kinds of secrets a text tells. Never the secret: a report is a log as well."""
    if not _SUSPECT.search(text):
        return
    for kind, shape, _ in _SHAPES:
        if any(_tells(found) for found in shape.finditer(text)):
            yield kind


def _tells(found: re.Match[str]) -> bool:
    named = found[1] if found.re.groups else ""
    return not _HARMLESS.search(found[0].removeprefix(named))


def _redacted(name: object, value: object, *, depth: int) -> object:
    # A figure is no secret: how many tokens, whether an e-mail is verified.
    if value is None or isinstance(value, bool | int | float):
        return value
    if isinstance(name, str) and _is_secret(name):
        return MASK
    if isinstance(value, str):
        return _one_line(masked(value))
    if depth > _DEEPEST:
        return MASK
    return _inside(name, value, depth=depth + 1)


def _inside(name: object, value: object, *, depth: int) -> object:
    if isinstance(value, Mapping):
        return {
            _one_line(masked(str(key))): _redacted(key, item, depth=depth)
            for key, item in value.items()
        }
    if isinstance(value, list | tuple | set | frozenset):
        return [_redacted(name, item, depth=depth) for item in value]
    return _one_line(masked(repr(value)))


@lru_cache(maxsize=1024)
def _is_secret(name: str) -> bool:
    plain = re.sub(r"[^a-z]", "", name.lower())
    return any(part in plain for part in _SECRET_NAMES)


def _one_line(text: str) -> str:
    """With such characters a value could forge a line, or repaint a terminal."""
    return _UNPRINTABLE.sub(_escaped, text)


def _escaped(found: re.Match[str]) -> str:
    return repr(found[0])[1:-1]


def _traceback(text: str) -> str:
    """For terminals only: its lines stay, set in, so that none looks like an event."""
    return "\n".join(f"  {_one_line(line)}" for line in masked(text).split("\n"))
