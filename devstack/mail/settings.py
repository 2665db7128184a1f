"""What the mail sink is told in the environment."""

from pathlib import Path

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict


class MailSinkSettings(BaseSettings):
    model_config = SettingsConfigDict(env_prefix="MAIL_SINK_", frozen=True)

    folder: Path
    smtp_port: int = Field(ge=1, le=65535)
    port: int = Field(ge=1, le=65535)
