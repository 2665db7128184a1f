"""Rules that no type checker sees, as tests, so that one command tells all."""

import importlib
import json
import pkgutil
import subprocess
import sys
from pathlib import Path

import pytest

import services
import shared
from services.gateway.errors import STATUS
from shared.errors import DomainError

ROOT = Path(__file__).parents[2]
_PROSE = {"funding", "deprecated"}
NPM_FOLDERS = {ROOT / "frontend", ROOT / "devstack" / "soundfonts"}


def _load_everything(package: str) -> None:
    module = importlib.import_module(package)
    for found in pkgutil.walk_packages(module.__path__, f"{package}."):
        if "migrations" not in found.name and "gpu_inference" not in found.name:
            importlib.import_module(found.name)


def _all_below(kind: type[DomainError]) -> set[type[DomainError]]:
    direct = set(kind.__subclasses__())
    return direct.union(*(_all_below(child) for child in direct)) if direct else direct


def test_every_refusal_of_the_gateway_has_a_status() -> None:
    for package in (shared.__name__, f"{services.__name__}.gateway"):
        _load_everything(package)
    seen = {
        kind
        for kind in _all_below(DomainError)
        if kind.__module__.startswith(("shared.", "services.gateway."))
    }

    assert seen - set(STATUS) == set()


def test_imports_point_one_way() -> None:
    done = subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-cache"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize(
    "module",
    [
        "services.gateway.server",
        "services.workflows.worker",
        "services.gpu_inference.worker",
        "devstack.cli",
    ],
)
def test_no_process_loads_the_model_stack_before_it_is_chosen(module: str) -> None:
    code = (
        f"import {module}, sys; "
        "sys.exit(any(name in sys.modules for name in ('torch', 'diffusers')))"
    )

    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_every_module_says_what_it_is_for() -> None:
    silent = [
        str(path.relative_to(ROOT))
        for root in ("services", "shared", "devstack", "bench")
        for path in (ROOT / root).rglob("*.py")
        if path.stat().st_size and not path.read_text().lstrip().startswith('"""')
    ]

    assert [path for path in silent if "node_modules" not in path] == []


@pytest.mark.parametrize("lock", ["requirements.lock", "requirements-studio.lock"])
def test_a_lock_names_no_host(lock: str) -> None:
    assert "://" not in (ROOT / lock).read_text()


def test_npm_locks_name_no_host() -> None:
    locks = sorted(path / "package-lock.json" for path in NPM_FOLDERS)

    for lock in locks:
        packages = json.loads(lock.read_text())["packages"].values()
        # Whom to thank, and why not to use it, is told with addresses of no registry.
        told = {name for package in packages for name in package}
        fetched = [
            {name: said for name, said in package.items() if name not in _PROSE}
            for package in packages
        ]
        assert "resolved" not in told
        assert "://" not in json.dumps(fetched)


def test_npm_is_told_to_write_no_host_and_exact_versions() -> None:
    words = (ROOT / "frontend" / ".npmrc").read_text().split()

    assert "omit-lockfile-registry-resolved=true" in words
    assert "save-exact=true" in words
    assert not any("registry=" in word or "://" in word for word in words)


def test_every_npm_folder_is_known() -> None:
    listed = subprocess.run(
        ["/usr/bin/env", "git", "ls-files", "*package-lock.json"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )

    assert {ROOT / Path(name).parent for name in listed.stdout.split()} == NPM_FOLDERS
