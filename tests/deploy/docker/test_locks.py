"""What each image installs: no more than was locked, and all that its code imports."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path
from typing import Final

import pytest

from devstack import binaries
from tests.deploy.docker.recipes import DOCKER, ROOT

LOCKS: Final = sorted(DOCKER.glob("*.lock"))
STARTS: Final = {
    "gateway": (
        *("services/gateway/server.py", "services/gateway/migrate.py"),
        "services/gateway/migrations/**/*.py",
    ),
    "workflows": (
        *("services/workflows/worker.py", "services/workflows/audit/__main__.py"),
        "services/workflows/upkeep/__main__.py",
    ),
    "gpu_inference": ("services/gpu_inference/worker.py",),
    "gpu_inference_sketch": ("services/gpu_inference/worker.py",),
}
EXTRAS: Final = {
    "gateway": ("gateway",),
    "workflows": ("workflows",),
    "gpu_inference": ("gpu", "studio"),
    "gpu_inference_sketch": ("gpu",),
}
STUDIO: Final = "services/gpu_inference/engines/studio"
TORCH: Final = re.compile(r"torch|triton|cuda-.*|nvidia-.*")


def pins(lock: Path) -> dict[str, set[str]]:
    """Hashes by ``name==version``; of an environment's marker nothing is kept."""
    found: dict[str, set[str]] = {}
    for entry in re.split(r"\n(?=\S)", lock.read_text().strip()):
        pin = entry.split()[0]
        found.setdefault(pin, set()).update(re.findall(r"--hash=(sha256:\w+)", entry))
    return found


def names(lock: Path) -> set[str]:
    return {pin.partition("==")[0] for pin in pins(lock)}


def reachable(lock: str) -> set[Path]:
    """Our modules that are loaded from the service's programs on, also those loaded late."""
    waiting = [path for start in STARTS[lock] for path in sorted(ROOT.glob(start))]
    seen = set(waiting)
    while waiting:
        found = set(_files_of(modules_in(waiting.pop()))) - seen
        if lock == "gpu_inference_sketch":
            found = {path for path in found if STUDIO not in path.as_posix()}
        seen |= found
        waiting += found
    return seen


def _files_of(modules: set[str]) -> Iterator[Path]:
    for module in modules:
        path = ROOT / Path(*module.split("."))
        if module.startswith(("services.", "shared.")):
            yield from filter(
                Path.is_file, (path.with_suffix(".py"), path / "__init__.py")
            )


def modules_in(path: Path) -> set[str]:
    """Names that it imports when it runs; of ``from a import b`` both ``a`` and ``a.b``."""
    named: set[str] = set()
    waiting: list[ast.AST] = [ast.parse(path.read_text())]
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
            continue
        if isinstance(node, ast.Import):
            named |= {alias.name for alias in node.names}
        if isinstance(node, ast.ImportFrom) and node.module:
            named |= {node.module, *(f"{node.module}.{a.name}" for a in node.names)}
        waiting += ast.iter_child_nodes(node)
    return named


def imported(lock: str) -> set[str]:
    modules = {module for path in reachable(lock) for module in modules_in(path)}
    tops = {module.split(".")[0] for module in modules}
    return tops - set(sys.stdlib_module_names) - {"services", "shared"}


@pytest.mark.parametrize("lock", LOCKS, ids=lambda path: path.stem)
def test_a_lock_names_no_host_and_hashes_all_that_it_names(lock: Path) -> None:
    text = lock.read_text()

    assert "://" not in text
    assert "index" not in re.findall(r"^--(\w+)", text, re.MULTILINE)
    assert all(hashes for hashes in pins(lock).values())


@pytest.mark.parametrize("lock", LOCKS, ids=lambda path: path.stem)
def test_an_image_installs_what_everybody_else_runs(lock: Path) -> None:
    known = pins(ROOT / "requirements.lock")
    if lock.stem == "gpu_inference":
        known = {**pins(ROOT / "requirements-studio.lock"), **known}

    strange = {
        pin
        for pin, hashes in pins(lock).items()
        if not TORCH.fullmatch(pin.partition("==")[0]) and known.get(pin) != hashes
    }

    assert strange == set()


@pytest.mark.parametrize("lock", STARTS)
def test_an_image_has_all_that_its_code_imports(lock: str) -> None:
    by_module = packages_distributions()
    needed = {
        module: {
            re.sub(r"[-_.]+", "-", name).lower() for name in by_module.get(module, ())
        }
        for module in imported(lock)
    }
    there = names(DOCKER / f"{lock}.lock")

    missing = {module: found for module, found in needed.items() if not found & there}

    assert missing == {}


@pytest.mark.parametrize("lock", ["gateway", "workflows", "gpu_inference_sketch"])
def test_only_the_studio_brings_the_model_stack(lock: str) -> None:
    there = names(DOCKER / f"{lock}.lock")

    assert {name for name in there if TORCH.fullmatch(name)} == set()
    assert there.isdisjoint({"transformers", "diffusers", "accelerate"})


def test_the_studio_brings_the_torch_that_it_was_tested_with_for_cuda() -> None:
    there = pins(DOCKER / "gpu_inference.lock")

    assert "torch==2.13.0" in there
    assert any(pin.startswith("nvidia-cudnn-cu") for pin in there)


@pytest.mark.parametrize("lock", EXTRAS)
def test_a_lock_is_what_the_project_asks_for(lock: str, tmp_path: Path) -> None:
    """Resolved anew to the same versions: what is missing, left over or forged is seen.

    A release may have gained files since it was locked.
    """
    locked, written = pins(DOCKER / f"{lock}.lock"), tmp_path / "anew.lock"
    versions = tmp_path / "versions.txt"
    versions.write_text(
        re.sub(r"\s*\\?\n    --hash=\S+", "", (DOCKER / f"{lock}.lock").read_text())
    )
    words = [
        *(str(binaries.script("uv")), "pip", "compile", "pyproject.toml"),
        *(f"--extra={extra}" for extra in EXTRAS[lock]),
        *("--universal", "--python-version=3.11", "--generate-hashes"),
        *("--no-annotate", "--no-header", "--no-emit-index-url", "--quiet"),
        *(f"--constraint={versions}", f"--output-file={written}"),
    ]

    subprocess.run(words, cwd=ROOT, check=True)

    anew = pins(written)
    assert set(anew) == set(locked)
    assert {pin for pin, hashes in locked.items() if not hashes <= anew[pin]} == set()


def test_the_installer_is_locked_as_everybody_elses() -> None:
    assert names(DOCKER / "installer.lock") == {"uv"}


def test_the_studio_can_be_installed_as_it_is_locked(tmp_path: Path) -> None:
    """For Linux and Python 3.11: each file is there and has one of the hashes."""
    environment = tmp_path / "empty"
    uv = str(binaries.script("uv"))
    subprocess.run([uv, "venv", "--quiet", environment], check=True)
    words = [
        *(uv, "pip", "install", "--dry-run", "--require-hashes", "--no-deps"),
        *("--no-build", "--python-platform=x86_64-manylinux_2_34"),
        *("--python-version=3.11", f"--python={environment}/bin/python"),
        *("--requirement", str(DOCKER / "gpu_inference.lock")),
    ]

    done = subprocess.run(words, capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stderr
    assert "torch==2.13.0" in done.stderr
