import subprocess
import sys
from pathlib import Path

import pytest

from shared.settings import ProcessSettings

GOOD = {
    "DATABASE_URL": "postgresql+psycopg://app@127.0.0.1:1/app",
    "S3_BUCKET_NAME": "songs",
    "AWS_ACCESS_KEY_ID": "key",
    "AWS_SECRET_ACCESS_KEY": "canary-secret",
    "INFERENCE_ENGINE": "sketch",
}


def start(module: str, environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", module],
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@pytest.mark.parametrize(
    ("module", "name", "value"),
    [
        ("services.gateway.server", "DATABASE_URL", None),
        ("services.gateway.server", "DATABASE_URL", "mysql://x"),
        ("services.gateway.server", "PORT", "70000"),
        ("services.gateway.server", "S3_BUCKET_NAME", None),
        ("services.gateway.server", "S3_PUBLIC_ENDPOINT_URL", "songs.example.org"),
        ("services.gateway.server", "ENVIRONMENT", "staging"),
        ("services.gateway.server", "PUBLIC_URL", "localhost"),
        ("services.gateway.server", "POLAR_PRODUCTS", "{"),
        ("services.gateway.server", "POLAR_PRODUCTS", '{"a": "canary-secret"}'),
        ("services.gateway.server", "OIDC_PROVIDERS", '{"canary-secret": {}}'),
        ("services.workflows.worker", "SMTP_URL", "http://canary-secret@localhost"),
        ("services.workflows.worker", "TEMPORAL_ADDRESS", "nowhere"),
        ("services.workflows.worker", "AWS_SECRET_ACCESS_KEY", None),
        ("services.gpu_inference.worker", "INFERENCE_ENGINE", "magic"),
        ("services.gpu_inference.worker", "INFERENCE_PROCESSES", "0"),
        ("services.gateway.migrate", "DATABASE_URL", "nonsense"),
    ],
)
def test_a_wrong_setting_stops_the_process_with_one_line(
    module: str, name: str, value: str | None
) -> None:
    environment = {key: kept for key, kept in GOOD.items() if key != name}
    if value is not None:
        environment[name] = value

    done = start(module, environment)

    assert done.returncode == 78
    assert done.stderr.startswith(f"{name} is wrong: ")
    assert done.stderr.count("\n") == 1
    assert "canary-secret" not in done.stderr


def test_a_process_that_starts_anew_does_not_look_ready(tmp_path: Path) -> None:
    process = ProcessSettings(ready_file=tmp_path / "ready")
    process.tell_ready()
    assert (tmp_path / "ready").exists()

    process.tell_starting()
    process.tell_starting()

    assert not (tmp_path / "ready").exists()
