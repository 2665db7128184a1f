"""Sets of words written as sentences: short to read, whole in a diff."""


def word_set(listed: str) -> frozenset[str]:
    return frozenset(listed.split())
