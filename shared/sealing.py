"""Keeps secrets that must be read again sealed at rest, when there is a key for it."""

from typing import Final

from cryptography.fernet import Fernet, InvalidToken, MultiFernet

from shared.settings import SealingSettings

_PLAIN: Final = "plain:"


class NoKeyOpens(RuntimeError):
    """Nobody's mistake who asks: whoever runs the service has lost a key."""

    def __init__(self) -> None:
        super().__init__(
            "A stored secret was sealed with a key that is not set any more: "
            "set ENCRYPTION_KEY_PREVIOUS to it."
        )


class Sealer:
    def __init__(self, settings: SealingSettings) -> None:
        given = (settings.encryption_key, settings.encryption_key_previous)
        self._keys = [Fernet(_padded(key.get_secret_value())) for key in given if key]
        self.is_sealing = settings.encryption_key is not None

    def seal(self, text: str) -> str:
        """Visibly plain without a key: a dump shows at a glance which secrets it holds."""
        if not self.is_sealing:
            return f"{_PLAIN}{text}"
        return MultiFernet(self._keys).encrypt(text.encode()).decode()

    def open(self, sealed: str) -> str:
        """What was given to ``seal``, whichever of our keys there were at the time."""
        if sealed.startswith(_PLAIN):
            return sealed.removeprefix(_PLAIN)
        if not self._keys:
            raise NoKeyOpens
        try:
            return MultiFernet(self._keys).decrypt(sealed).decode()
        except InvalidToken:
            raise NoKeyOpens from None


def _padded(key: str) -> str:
    """Some generators leave the last character out: it is always the same."""
    return f"{key.rstrip('=')}="
