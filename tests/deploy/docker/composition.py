"""deploy/compose.yaml as Compose itself reads it, and the settings that services take."""

import ast
import json
import re
import subprocess
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final

from pydantic_settings import BaseSettings

from devstack import binaries
from shared import outside_settings, settings
from tests.deploy.docker.recipes import DEPLOY, DOCKER, ROOT

SECRETS: Final = (
    *("POSTGRES_PASSWORD", "S3_ACCESS_KEY_ID", "S3_SECRET_ACCESS_KEY"),
    *("S3_INNER_KEY", "ENCRYPTION_KEY"),
)
OTHERS: Final = ("postgres", "temporal", "s3")
OURS: Final = {
    "migrations": ("services/gateway/migrate.py",),
    "bucket": ("deploy/docker/bucket_rules.py",),
    "gateway": ("services/gateway/settings.py",),
    "workflows": ("services/workflows/settings.py", "services/workflows/schedules.py"),
    "inference": ("services/gpu_inference/serving.py",),
    "inference-studio": ("services/gpu_inference/serving.py",),
}
"""Which files load the settings of each service."""


def compose(
    *words: str, environment: Mapping[str, str]
) -> subprocess.CompletedProcess[str]:
    program = str(binaries.script("docker-compose"))
    return subprocess.run(
        [program, "--file", str(DEPLOY / "compose.yaml"), *words],
        env={"PATH": "/usr/bin:/bin", "HOME": "/nonexistent", **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def marker_of(secret: str) -> str:
    """A value that says which secret it is, and has the length of a key."""
    return f"the-{secret.replace('_', '-')}".ljust(43, "x")


@cache
def composed() -> dict[str, Any]:
    """Read by Compose, with secrets that say which is which."""
    done = compose(
        *("--profile", "gpu", "config", "--format", "json"),
        environment={name: marker_of(name) for name in SECRETS},
    )
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def services() -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = composed()["services"]
    return found


def environment_of(name: str) -> dict[str, str]:
    return dict(services()[name].get("environment") or {})


def grace_of(name: str) -> float:
    """Seconds from SIGTERM until a service is killed."""
    units = {"h": 3600, "m": 60, "s": 1}
    told = re.findall(r"(\d+)([hms])", services()[name]["stop_grace_period"])
    return float(sum(int(count) * units[unit] for count, unit in told))


def settings_of(name: str) -> set[type[BaseSettings]]:
    """The classes that a service's start loads, by its own code."""
    found = {
        argument.id
        for file in OURS[name]
        for node in ast.walk(ast.parse((ROOT / file).read_text()))
        if isinstance(node, ast.Call)
        for argument in node.args
        if isinstance(argument, ast.Name) and argument.id.endswith("Settings")
    }
    return {
        getattr(settings, each, None) or getattr(outside_settings, each)
        for each in found
    }


def variables_of(kind: type[BaseSettings]) -> set[str]:
    prefix = kind.model_config.get("env_prefix", "")
    return {f"{prefix}{field}".upper() for field in kind.model_fields}


def one_liner() -> str:
    """The command in the README that makes the secrets."""
    lines = (DOCKER / "README.md").read_text().splitlines()
    (found,) = [line for line in lines if line.startswith("(umask")]
    return found


def secrets_made_in(folder: Path) -> Path:
    """Run the README's command in a folder; the file that it makes."""
    (folder / "deploy").mkdir()
    subprocess.run(["/bin/sh", "-c", one_liner()], cwd=folder, check=True)
    return folder / "deploy" / ".env"
