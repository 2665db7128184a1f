"""Text from outside: what no field of ours may hold."""

import unicodedata

_ALLOWED_CONTROLS = "\n\r\t"


def clean_text(text: str) -> str:
    """Trim; refuse control characters, which Postgres, logs and players stumble over."""
    for character in text:
        if character in _ALLOWED_CONTROLS:
            continue
        if unicodedata.category(character) in {"Cc", "Cs"}:
            raise ValueError(f"contains the control character U+{ord(character):04X}")
    return text.strip()
