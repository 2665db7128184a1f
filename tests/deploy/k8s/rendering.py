"""What a cluster would be told: folders of manifests as kustomize renders them."""

import subprocess
import sys
from pathlib import Path
from typing import Any, Final, TypeAlias

import yaml

Manifest: TypeAlias = dict[str, Any]

K8S: Final = Path(__file__).parents[3] / "deploy" / "k8s"
OVERLAYS: Final = ("local", "staging", "production")
KUBECTL: Final = Path(sys.executable).with_name("kubectl")


def rendered(folder: Path) -> str:
    """YAML, byte for byte; kustomize's own words where it refuses."""
    done = subprocess.run(
        [KUBECTL, "kustomize", folder], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def manifests(text: str) -> list[Manifest]:
    return [each for each in yaml.safe_load_all(text) if each is not None]


def of_kind(objects: list[Manifest], *kinds: str) -> list[Manifest]:
    return [each for each in objects if each["kind"] in kinds]


def name_of(thing: Manifest) -> str:
    return f"{thing['kind']} {thing['metadata']['name']}"
