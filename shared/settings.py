"""Settings, one small class per concern. Each service loads only what it uses."""

import re
import sys
from pathlib import Path
from typing import Final, Literal, TypeVar

from pydantic import (
    Field,
    PostgresDsn,
    SecretStr,
    ValidationError,
    field_validator,
)
from pydantic_settings import BaseSettings, SettingsConfigDict, SettingsError

S = TypeVar("S", bound=BaseSettings)

BAD_SETTING = 78
"""Exit status: EX_CONFIG of sysexits.h."""

_UNREADABLE: Final = re.compile(r'field "(\w+)"')
_KEY: Final = re.compile(r"[A-Za-z0-9_-]{43}=?")


class DatabaseSettings(BaseSettings):
    model_config = SettingsConfigDict(env_prefix="DATABASE_", frozen=True)

    url: PostgresDsn
    pool_size: int = Field(default=10, ge=1, le=100)
    """Connections that a process keeps; half as many more come and go when all are lent."""


class TemporalSettings(BaseSettings):
    model_config = SettingsConfigDict(env_prefix="TEMPORAL_", frozen=True)

    address: str = Field(default="127.0.0.1:7233", pattern=r"^[^:/\s]+:\d{1,5}$")
    namespace: str = Field(default="default", min_length=1)


class ReleaseSettings(BaseSettings):
    """A workflow worker's version; the names are those that Temporal's controller sets."""

    model_config = SettingsConfigDict(env_prefix="TEMPORAL_", frozen=True)

    deployment_name: str = Field(default="music-workflows", min_length=1)
    worker_build_id: str = Field(default="", max_length=255)
    """Differs wherever workflow code does; empty: all workers count as one version."""


class StorageSettings(BaseSettings):
    """An S3 bucket. Without an endpoint it is Amazon's."""

    model_config = SettingsConfigDict(frozen=True)

    s3_endpoint_url: str | None = Field(default=None, pattern=r"^https?://\S+$")
    s3_public_endpoint_url: str | None = Field(default=None, pattern=r"^https?://\S+$")
    """How browsers reach the same bucket, where that is not how we do."""
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
    trusted_proxies: str = ""
    """Addresses whose X-Forwarded-For is believed, with commas between; ``*``: all."""
    answer_wait_seconds: int = Field(default=150, ge=1, le=3600)
    """How long the original's endpoints wait for a song before they answer 303."""
    web_app_dir: Path | None = None
    """Where the built web app lies; by default where ``make web`` puts it."""

    @property
    def is_secure(self) -> bool:
        return self.public_url.startswith("https://")


class ProcessSettings(BaseSettings):
    """How a process tells whoever started it that it works."""

    model_config = SettingsConfigDict(frozen=True)

    ready_file: Path | None = None

    def tell_starting(self) -> None:
        """The file may be there from before: a container that starts anew keeps its volumes."""
        if self.ready_file:
            self.ready_file.unlink(missing_ok=True)

    def tell_ready(self) -> None:
        if self.ready_file:
            self.ready_file.touch()


class AccountSettings(BaseSettings):
    """What a person gets and may do."""

    model_config = SettingsConfigDict(frozen=True)

    starting_credits: int = Field(default=10, ge=0, le=10_000)
    unfinished_songs_limit: int = Field(default=10, ge=1, le=1000)
    sign_ups_per_hour: int = Field(default=20, ge=1, le=1_000_000)
    """From one network address."""
    sign_ins_per_hour: int = Field(default=60, ge=1, le=1_000_000)
    """Failed ones, to one account; ten times as many from one network address."""
    emails_per_hour: int = Field(default=5, ge=1, le=1_000_000)
    """To one mailbox; ten times as many asked for from one network address."""


class SealingSettings(BaseSettings):
    """The key that encrypts secrets at rest: 32 random bytes in URL-safe base64."""

    model_config = SettingsConfigDict(frozen=True, env_ignore_empty=True)

    encryption_key: SecretStr | None = None
    encryption_key_previous: SecretStr | None = None
    """Still opens what it sealed, while keys are changed."""

    @field_validator("encryption_key", "encryption_key_previous")
    @classmethod
    def _has_32_bytes(cls, key: SecretStr | None) -> SecretStr | None:
        if key is not None and not _KEY.fullmatch(key.get_secret_value()):
            raise ValueError("it should be 32 random bytes in URL-safe base64")
        return key


class MetricsSettings(BaseSettings):
    """Where figures for Prometheus are served, apart from the public port.

    Each process needs ports of its own.
    """

    model_config = SettingsConfigDict(
        env_prefix="METRICS_", frozen=True, env_ignore_empty=True
    )

    port: int | None = Field(default=None, ge=1, le=65535)
    """Our own figures."""
    sdk_port: int | None = Field(default=None, ge=1, le=65535)
    """Those of Temporal's client: slots, waits in queues, failures."""
    host: str = "127.0.0.1"


class TelemetrySettings(BaseSettings):
    """Where traces go; the exporter reads the rest of ``OTEL_…`` itself."""

    model_config = SettingsConfigDict(
        env_prefix="OTEL_", frozen=True, env_ignore_empty=True
    )

    exporter_otlp_endpoint: str | None = Field(default=None, pattern=r"^https?://\S+$")
    exporter_otlp_traces_endpoint: str | None = Field(
        default=None, pattern=r"^https?://\S+$"
    )
    exporter_otlp_protocol: Literal["http/protobuf"] = "http/protobuf"
    traces_exporter: Literal["otlp", "none"] = "otlp"
    sdk_disabled: bool = False
    propagators: str | None = None
    """Set, the gateway goes on in its callers' traces; else it begins its own."""

    @property
    def traces_url(self) -> str | None:
        """None: there are no traces."""
        if self.sdk_disabled or self.traces_exporter == "none":
            return None
        if self.exporter_otlp_traces_endpoint:
            return self.exporter_otlp_traces_endpoint
        base = self.exporter_otlp_endpoint
        return f"{base.rstrip('/')}/v1/traces" if base else None


def load(settings: type[S]) -> S:
    """Read settings from the environment; a wrong one ends the process with one line."""
    prefix = settings.model_config.get("env_prefix", "")
    try:
        return settings()
    except ValidationError as error:
        problem = error.errors()[0]
        # What follows may come from the value: a provider's name, or a secret by mistake.
        where = str(problem["loc"][0])
        why = _expected(problem["msg"])
    except SettingsError as error:
        found = _UNREADABLE.search(str(error))
        if found is None:
            raise
        where, why = found[1], "it should be JSON"
    sys.stderr.write(f"{(prefix + where).upper()} is wrong: {why}.\n")
    raise SystemExit(BAD_SETTING)


def _expected(message: str) -> str:
    # Pydantic's own words never repeat the value here: it may be a secret.
    if message == "Field required":
        return "it must be set in the environment"
    message = message.removeprefix("Value error, ")
    return message[:1].lower() + message[1:]
