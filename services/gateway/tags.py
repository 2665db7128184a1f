"""Tells whether a browser has already what it asks for."""


def has(given: str, tag: str) -> bool:
    """RFC 9110, 13.1.2: a list of tags, compared without regard to weakness."""
    tags = {each.strip().removeprefix("W/") for each in given.split(",")}
    return tag in tags or "*" in tags
