"""Text from outside: what no field of ours may hold."""

import unicodedata

_ALLOWED_CONTROLS = "\n\r\t"


# They make a name look like another, or like none at all.
_DECEPTIVE = frozenset("\u200b\u200e\u200f\u2060\ufeff") | {
    chr(code) for code in (*range(0x202A, 0x202F), *range(0x2066, 0x206A))
}


def clean_line(text: str) -> str:
    """One line of text that shows what it is: for names, titles and addresses."""
    text = clean_text(text)
    for character in text:
        if character in "\n\r\t" or character in _DECEPTIVE:
            raise ValueError(f"contains the character U+{ord(character):04X}")
    return text


def clean_text(text: str) -> str:
    """Trim; refuse control characters, which Postgres, logs and players stumble over."""
    for character in text:
        if character in _ALLOWED_CONTROLS:
            continue
        if unicodedata.category(character) in {"Cc", "Cs"}:
            raise ValueError(f"contains the control character U+{ord(character):04X}")
    return text.strip()
