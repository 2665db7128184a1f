"""The images, built once, and a database as a first start finds it."""

import shutil
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from devstack import binaries
from devstack.postgres import Postgres
from tests.deploy.docker.building import Builder, Image
from tests.deploy.docker.recipes import DOCKER, ROOT
from tests.deploy.docker.whole import IMAGES


@pytest.fixture(scope="session")
def images(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Mapping[str, Image]]:
    """All that an image holds comes from its own steps, but for the built web app."""
    folder = tmp_path_factory.mktemp("images")
    page = ROOT / "frontend" / "dist"
    assert (page / "index.html").is_file(), "The web app is not built: `make web`."
    node = Path(binaries.npm()[0]).parents[1]

    def built(name: str) -> Image:
        builder = Builder(
            recipe=DOCKER / f"{name}.Dockerfile",
            folder=folder / name,
            node=node,
            given={"web": {"/build/dist": page}},
        )
        return builder.build(IMAGES[name])

    with ThreadPoolExecutor(len(IMAGES)) as pool:
        images = dict(zip(IMAGES, pool.map(built, IMAGES), strict=True))
    yield images
    shutil.rmtree(folder)


@pytest.fixture
def empty_database(postgres: Postgres) -> Iterator[str]:
    """The address of a database without tables, as a first start finds it."""
    with postgres.connect("postgres") as connection:
        connection.execute("CREATE DATABASE unmigrated")
    yield postgres.url_of("unmigrated")
    with postgres.connect("postgres") as connection:
        connection.execute("DROP DATABASE unmigrated WITH (FORCE)")
