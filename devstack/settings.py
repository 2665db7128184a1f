"""What a person may choose about the stack, in the environment."""

from pathlib import Path

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict


class StackSettings(BaseSettings):
    """Two stacks run side by side when both ``PORT`` and ``STACK_DIR`` differ."""

    model_config = SettingsConfigDict(frozen=True)

    port: int = Field(default=8000, ge=1, le=65535)
    host: str = Field(default="127.0.0.1", min_length=1)
    stack_dir: Path = Path(".stack")
    given_url: str = Field(
        default="", validation_alias="PUBLIC_URL", pattern=r"^(https?://\S+)?$"
    )

    @property
    def public_url(self) -> str:
        """How browsers reach it: on this machine, unless the person says otherwise."""
        return self.given_url or f"http://localhost:{self.port}"


class PassedOn(BaseSettings):
    """Settings of the services that the stack gives a value when the person does not."""

    model_config = SettingsConfigDict(frozen=True)

    inference_engine: str = "auto"
    model_dir: Path = Path("models")
    studio_device: str = "auto"
    soundfont_path: Path | None = None
    inference_drain_seconds: str = "2"
    # Everybody here comes from one address.
    sign_ups_per_hour: str = "1000"
    emails_per_hour: str = "1000"
    smtp_url: str = ""
    polar_access_token: str = ""
    s3_public_endpoint_url: str = ""
    web_app_dir: str = ""
    detours: dict[str, int] = Field(default={}, validation_alias="STACK_DETOURS")
    """Ports of proxies between our services and a server, by the server's name."""
