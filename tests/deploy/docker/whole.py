"""The whole of deploy/compose.yaml without its engine: in order, with what each is told."""

from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import httpx

from devstack.ports import PortBook
from shared.domain import limits
from tests.deploy.docker.building import Image
from tests.deploy.docker.composition import environment_of
from tests.deploy.docker.containers import Container, health_check_of, run, started
from tests.deploy.docker.recipes import DOCKER
from tests.deploy.docker.standing import ComposedS3, ComposedTemporal, standing

IMAGES: Final = {"gateway": "", "workflows": "", "gpu_inference": "sketch"}
"""The images that are built here, and which stage of their file each is."""
IMAGE_OF: Final = {
    "gateway": "gateway",
    "workflows": "workflows",
    "inference": "gpu_inference",
}
SCRATCH: Final = {"gpu_inference": ("/scratch",)}
NOWHERE: Final = {
    "DATABASE_URL": "postgresql+psycopg://app:none@127.0.0.1:9/musicgenerator",
    "TEMPORAL_ADDRESS": "127.0.0.1:9",
    "S3_ENDPOINT_URL": "http://127.0.0.1:9",
    "S3_BUCKET_NAME": "songs",
    "AWS_ACCESS_KEY_ID": "nobody",
    "AWS_SECRET_ACCESS_KEY": "none",
}
"""Settings of servers that are not there."""
_RULES: Final = {"/app/bucket_rules.py": DOCKER / "bucket_rules.py"}


@dataclass(frozen=True, kw_only=True, slots=True)
class Whole:
    url: str
    bucket_url: str
    containers: Mapping[str, Container]

    def browser(self) -> httpx.Client:
        """One that has the web app open."""
        return httpx.Client(
            base_url=self.url,
            headers={"Origin": self.url},
            timeout=30,
            trust_env=False,
        )

    def song_made_for(self, browser: httpx.Client) -> str:
        """Sign up, ask for the shortest song, wait for it; the address of its MP3."""
        person = {
            "email": "mara@example.org",
            "password": "a long password",
            "name": "Mara",
        }
        browser.post("/api/auth/sign-up", json=person).raise_for_status()
        wish = {
            "mode": "description",
            "audio_duration": limits.SHORTEST_SONG_SECONDS,
            "full_described_song": "a slow blues about rain on a tin roof",
        }
        asked = browser.post("/api/songs", json=wish).raise_for_status().json()
        path = f"/api/songs/{asked['songs'][0]['id']}"
        self.containers["gateway"].wait_for(
            lambda: bool(browser.get(path).json()["status"] == "ready")
        )
        sound = browser.get(f"{path}/audio?format=mp3").raise_for_status()
        return str(sound.json()["url"])


@dataclass(frozen=True, kw_only=True, slots=True)
class Place:
    """Where the servers are really found."""

    images: Mapping[str, Image]
    folder: Path
    database_url: str
    temporal: ComposedTemporal
    s3: ComposedS3
    ports: Mapping[str, int]

    @property
    def url(self) -> str:
        return f"http://localhost:{self.ports['gateway']}"

    def told(self, name: str) -> dict[str, str]:
        """What compose.yaml tells a service, with addresses and keys of here."""
        here = {
            "DATABASE_URL": self.database_url,
            "TEMPORAL_ADDRESS": self.temporal.address,
            "S3_ENDPOINT_URL": self.s3.endpoint_url,
            "S3_PUBLIC_ENDPOINT_URL": self.s3.endpoint_url,
            "AWS_ACCESS_KEY_ID": self.s3.key.id,
            "AWS_SECRET_ACCESS_KEY": self.s3.key.secret,
            "PUBLIC_URL": self.url,
        }
        composed = environment_of(name)
        return {**composed, **{k: v for k, v in here.items() if k in composed}}


def _ports_for(folder: Path) -> dict[str, int]:
    names = [f"{name}_{each}" for name in IMAGE_OF for each in ("metrics", "sdk")]
    return PortBook(folder / "our-ports.json").assign(["gateway", *names])


@contextmanager
def whole(
    images: Mapping[str, Image], *, folder: Path, database_url: str
) -> Iterator[Whole]:
    """Migrations and the bucket's rules first; yields when all three are healthy."""
    with standing(folder) as (temporal, s3), ExitStack() as stack:
        place = Place(
            images=images,
            folder=folder,
            database_url=database_url,
            temporal=temporal,
            s3=s3,
            ports=_ports_for(folder),
        )
        _prepare(place)
        containers = {
            name: stack.enter_context(_started(place, name)) for name in IMAGE_OF
        }
        for container in containers.values():
            container.wait_for(container.is_healthy)
        yield Whole(url=place.url, bucket_url=s3.endpoint_url, containers=containers)


def _prepare(place: Place) -> None:
    gateway = place.images["gateway"]
    for ended in (
        run(gateway, ["services.gateway.migrate"], place.told("migrations")),
        run(gateway, ["bucket_rules"], place.told("bucket"), lent=_RULES),
    ):
        assert ended.returncode == 0, ended.stderr


@contextmanager
def _started(place: Place, name: str) -> Iterator[Container]:
    image = IMAGE_OF[name]
    ports = {
        "PORT": str(place.ports["gateway"]),
        "METRICS_PORT": str(place.ports[f"{name}_metrics"]),
        "METRICS_SDK_PORT": str(place.ports[f"{name}_sdk"]),
    }
    with started(
        place.images[image],
        {**place.told(name), **ports},
        log=place.folder / f"{name}.log",
        health_check=health_check_of(DOCKER / f"{image}.Dockerfile", IMAGES[image]),
        scratch=SCRATCH.get(image, ()),
    ) as container:
        yield container
