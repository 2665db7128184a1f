"""What the stand-in for Polar is told in the environment."""

from pathlib import Path
from typing import Final

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

LONGEST_BACK_OFF_SECONDS: Final = 20 * 60.0


class StandInSettings(BaseSettings):
    model_config = SettingsConfigDict(env_prefix="POLAR_STAND_IN_", frozen=True)

    folder: Path
    port: int = Field(ge=1, le=65535)
    token: SecretStr
    secret: SecretStr
    webhook_url: str = Field(pattern=r"^https?://\S+$")
    back_off_seconds: float = Field(default=8.0, gt=0)
    """Before the second attempt; each further wait is twice as long."""
    answer_seconds: float = Field(default=10.0, gt=0)
    """How long a delivery waits for its answer."""

    @property
    def url(self) -> str:
        return f"http://localhost:{self.port}"
