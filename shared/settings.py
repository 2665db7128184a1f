"""Settings, one small class per concern. Each service loads only what it uses."""

import sys
from pathlib import Path
from typing import Literal, TypeVar

from pydantic import Field, PostgresDsn, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

S = TypeVar("S", bound=BaseSettings)

BAD_SETTING = 78
"""Exit status: EX_CONFIG of sysexits.h."""


class DatabaseSettings(BaseSettings):
    model_config = SettingsConfigDict(env_prefix="DATABASE_", frozen=True)

    url: PostgresDsn
    pool_size: int = Field(default=5, ge=1, le=100)


class TemporalSettings(BaseSettings):
    model_config = SettingsConfigDict(env_prefix="TEMPORAL_", frozen=True)

    address: str = Field(default="127.0.0.1:7233", pattern=r"^[^:/\s]+:\d{1,5}$")
    namespace: str = Field(default="default", min_length=1)


class StorageSettings(BaseSettings):
    """An S3 bucket. Without an endpoint it is Amazon's."""

    model_config = SettingsConfigDict(frozen=True)

    s3_endpoint_url: str | None = Field(default=None, pattern=r"^https?://\S+$")
    s3_bucket_name: str = Field(min_length=3, max_length=63)
    aws_access_key_id: str = Field(min_length=1)
    aws_secret_access_key: SecretStr
    aws_region: str = "us-east-1"


class EngineSettings(BaseSettings):
    """Which models make songs, and where their files lie."""

    model_config = SettingsConfigDict(frozen=True)

    inference_engine: Literal["studio", "sketch", "auto"] = "auto"
    model_dir: Path = Path("models")
    soundfont_path: Path | None = None
    """An SF2 or SF3 file; by default the one that set-up fetched."""
    inference_processes: int = Field(default=2, ge=1, le=64)
    """Songs that the sketch engine makes at once, each in a process of its own."""
    inference_batch: int = Field(default=4, ge=1, le=64)
    """Songs that the studio engine makes in one forward pass, at most."""
    studio_device: Literal["auto", "cuda", "cpu"] = "auto"
    studio_precision: Literal["auto", "bfloat16", "float32"] = "auto"
    inference_stall_seconds: int = Field(default=120, ge=5, le=3600)
    """A song's process that shows no progress for so long is replaced."""
    inference_drain_seconds: int = Field(default=30, ge=0, le=3600)
    """How long a stopping worker lets running activities go on."""


class WebSettings(BaseSettings):
    """How the gateway meets the world."""

    model_config = SettingsConfigDict(frozen=True)

    public_url: str = Field(default="http://localhost:8000", pattern=r"^https?://\S+$")
    host: str = "127.0.0.1"
    port: int = Field(default=8000, ge=1, le=65535)
    environment: Literal["development", "test", "production"] = "development"

    @property
    def is_secure(self) -> bool:
        return self.public_url.startswith("https://")


class ProcessSettings(BaseSettings):
    """How a process tells whoever started it that it works."""

    model_config = SettingsConfigDict(frozen=True)

    ready_file: Path | None = None

    def tell_ready(self) -> None:
        if self.ready_file:
            self.ready_file.touch()


class AccountSettings(BaseSettings):
    """What a person gets and may do."""

    model_config = SettingsConfigDict(frozen=True)

    starting_credits: int = Field(default=10, ge=0, le=10_000)
    unfinished_songs_limit: int = Field(default=10, ge=1, le=1000)


def load(settings: type[S]) -> S:
    """Read settings from the environment; a wrong one ends the process with one line."""
    try:
        return settings()
    except ValidationError as error:
        problem = error.errors()[0]
        prefix = settings.model_config.get("env_prefix", "")
        name = (prefix + "_".join(str(part) for part in problem["loc"])).upper()
        sys.stderr.write(f"{name} is wrong: {_expected(problem['msg'])}.\n")
        raise SystemExit(BAD_SETTING) from None


def _expected(message: str) -> str:
    # Pydantic's own words never repeat the value here: it may be a secret.
    if message == "Field required":
        return "it must be set in the environment"
    return message[:1].lower() + message[1:]
