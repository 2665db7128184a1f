"""The Dockerfiles: pinned, without rights, readable to Docker and to hadolint."""

import re
import subprocess
from pathlib import Path
from typing import Final

import pytest
import yaml

from devstack import binaries
from tests.deploy.docker.context import sent, sent_for
from tests.deploy.docker.recipes import (
    DEPLOY,
    RECIPES,
    ROOT,
    images,
    instructions_of,
    last,
    line_for,
    settled,
    stages_of,
    targets_of,
)

PINNED: Final = re.compile(r"[a-z0-9/]+:[\w.-]+@sha256:[0-9a-f]{64}")
LABELS: Final = ("title", "description", "licenses", "version", "revision")
SECRET: Final = re.compile(
    r"PASSWORD|SECRET|TOKEN|CREDENTIAL|_KEY\b|_KEY_", re.IGNORECASE
)
IMAGES: Final = list(images())
NAMES: Final = [f"{recipe.stem}{target and '-'}{target}" for recipe, target in IMAGES]

every_recipe = pytest.mark.parametrize("recipe", RECIPES, ids=lambda path: path.stem)
every_image = pytest.mark.parametrize(("recipe", "target"), IMAGES, ids=NAMES)


def pins() -> set[str]:
    services = yaml.safe_load((DEPLOY / "compose.yaml").read_text())["services"]
    composed = {service.get("image", "") for service in services.values()}
    based = {
        stage.base
        for recipe in RECIPES
        for stage in stages_of(recipe)
        if stage.base not in {other.name for other in stages_of(recipe)}
    }
    return based | {name for name in composed if not name.startswith("musicgenerator/")}


def test_there_is_an_image_for_each_service_and_one_for_a_machine_without_a_gpu() -> (
    None
):
    assert [
        *("gateway", "gpu_inference-sketch", "gpu_inference-studio", "workflows"),
    ] == NAMES


@every_recipe
def test_hadolint_has_nothing_to_say(recipe: Path) -> None:
    words = [str(binaries.script("hadolint")), "--no-color", str(recipe)]
    done = subprocess.run(words, capture_output=True, text=True, check=False)

    assert (done.returncode, done.stdout) == (0, "")


def test_images_of_others_are_pinned_by_digest_and_each_by_one_only() -> None:
    names = [pin.partition("@")[0] for pin in pins()]

    assert [pin for pin in pins() if not PINNED.fullmatch(pin)] == []
    assert [name for name in names if name.endswith(":latest")] == []
    assert len(names) == len({name.partition(":")[0] for name in names})


@every_recipe
def test_what_is_copied_is_there_and_comes_from_a_stage_that_is_there(
    recipe: Path,
) -> None:
    earlier: set[str] = set()
    for stage in stages_of(recipe):
        for copying in stage.those("COPY"):
            source = copying.flags.get("from")
            missing = [name for name in copying.values[:-1] if not sent_for(name)]
            assert source in earlier if source else missing == [], copying
        earlier.add(stage.name)


@every_recipe
def test_nothing_is_added_downloaded_or_kept_secret_in_a_recipe(recipe: Path) -> None:
    words = {each.word for each in instructions_of(recipe)}
    text = "\n".join(" ".join(each.values) for each in instructions_of(recipe))
    told = [
        name
        for each in instructions_of(recipe)
        if each.word in {"ENV", "ARG"}
        for name in each.values
        if SECRET.search(name.partition("=")[0])
    ]

    assert words.isdisjoint({"ADD", "VOLUME", "MAINTAINER", "ONBUILD"})
    assert re.findall(r"\b(?:curl|wget|git|apt|apt-get|sudo)\b|://", text) == []
    assert told == []


@every_recipe
def test_only_what_is_hashed_is_installed(recipe: Path) -> None:
    installing = [
        each.values[0]
        for each in instructions_of(recipe)
        if each.word == "RUN" and "install --" in each.values[0]
    ]
    python = [line for line in installing if "pip install" in line]
    node = [
        each.values[0]
        for each in instructions_of(recipe)
        if each.word == "RUN" and re.match(r"npm (ci|install|i)\b", each.values[0])
    ]

    assert python
    assert all("--require-hashes" in each and "--no-deps" in each for each in python)
    assert all(re.search(r"--no-build|--only-binary=:all:", each) for each in python)
    assert all(each.startswith("npm ci --ignore-scripts") for each in node)


@every_image
def test_an_image_starts_python_itself_as_nobody_in_particular(
    recipe: Path, target: str
) -> None:
    stages = line_for(recipe, target)
    entry, command = last(stages, "ENTRYPOINT"), last(stages, "CMD")
    (module,) = command.values

    assert entry.is_json
    assert command.is_json
    assert entry.values == ("python", "-m")
    assert (ROOT / module.replace(".", "/")).with_suffix(".py").is_file()
    assert last(stages, "USER").values == ("10001:10001",)
    assert last(stages, "STOPSIGNAL").values == ("SIGTERM",)


@every_image
def test_an_image_says_what_it_is_and_how_it_is(recipe: Path, target: str) -> None:
    stages = line_for(recipe, target)
    labels = settled(stages, "LABEL")
    check = last(stages, "HEALTHCHECK")

    assert set(labels) == {f"org.opencontainers.image.{name}" for name in LABELS}
    assert all(labels.values())
    assert "://" not in str(labels)
    assert check.is_json
    assert check.values[0] == "CMD"


@every_image
def test_an_image_shows_its_figures_and_compiles_nothing(
    recipe: Path, target: str
) -> None:
    told = settled(line_for(recipe, target), "ENV")
    shown = set(last(line_for(recipe, target), "EXPOSE").values)

    assert told["METRICS_HOST"] == "0.0.0.0"  # noqa: S104 -- inside a container
    assert {told["METRICS_PORT"], told["METRICS_SDK_PORT"]} == {"9464", "9465"}
    assert shown >= {told["METRICS_PORT"], told["METRICS_SDK_PORT"]}
    assert told["PYTHONDONTWRITEBYTECODE"] == "1"


@pytest.mark.parametrize("recipe", [path for path in RECIPES if path.stem != "gateway"])
def test_a_worker_is_healthy_when_it_has_said_that_it_is_ready(recipe: Path) -> None:
    for target in targets_of(stages_of(recipe)):
        told = settled(line_for(recipe, target), "ENV")
        check = last(line_for(recipe, target), "HEALTHCHECK")
        assert check.values[1:] == ("test", "-e", told["READY_FILE"])


def test_the_studio_asks_no_hub_and_keeps_what_it_makes_on_scratch() -> None:
    (recipe,) = [path for path in RECIPES if path.stem == "gpu_inference"]
    told = settled(line_for(recipe, "studio"), "ENV")
    kept = {"HOME", "TMPDIR", "XDG_CACHE_HOME", "HF_HOME", "TORCH_HOME"}
    kept |= {"TORCHINDUCTOR_CACHE_DIR", "TRITON_CACHE_DIR", "CUDA_CACHE_PATH"}

    assert told["HF_HUB_OFFLINE"] == "1"
    assert told["MODEL_DIR"] == "/models"
    assert told["INFERENCE_ENGINE"] == "studio"
    assert [name for name in kept if not told[name].startswith("/scratch")] == []


def test_docker_is_sent_the_sources_and_nothing_else() -> None:
    folders = {path.split("/")[0] for path in sent()}
    parts = {part for path in sent() for part in path.split("/")}

    assert folders == {"deploy", "devstack", "frontend", "services", "shared"}
    assert parts.isdisjoint({"node_modules", "__pycache__", ".git", ".venv", "dist"})
    assert [path for path in sent() if path.startswith("deploy/")] == [
        path for path in sent() if path.endswith(".lock")
    ]
