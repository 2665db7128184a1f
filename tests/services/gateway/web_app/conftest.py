"""A web app as a build leaves it, small, and a gateway that serves it."""

import json
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest
from pydantic import SecretStr

from services.gateway.settings import GatewaySettings
from shared.settings import (
    AccountSettings,
    DatabaseSettings,
    StorageSettings,
    TemporalSettings,
    WebSettings,
)
from tests.services.gateway.serving import serving

PAGE = """\
<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="description" content="Describe a song; get one.">
<meta name="csp-nonce" content="__CSP_NONCE__" />
<title>MusicGenerator</title>
<script type="module" src="/assets/app-4f2c.js"></script>
</head>
<body><div id="root"></div></body>
</html>
"""
DRAWN = PAGE.replace(
    '</head>\n<body><div id="root">',
    '<style nonce="__CSP_NONCE__">.early{color:red}</style>\n</head>\n'
    '<body><div id="root"><p class="early">Create</p>',
)
SCRIPT = "// a line of the app\n" * 200


@pytest.fixture
def dist(tmp_path: Path) -> Path:
    folder = tmp_path / "app" / "dist"
    (folder / "assets").mkdir(parents=True)
    (folder / "index.html").write_text(PAGE)
    (folder / "assets" / "app-4f2c.js").write_text(SCRIPT)
    (folder / "assets" / "inter-77.woff2").write_bytes(bytes(range(256)) * 8)
    (folder / "theme.js").write_text("document.documentElement.dataset.theme")
    (folder / ".early.json").write_text(json.dumps({"/create": DRAWN}))
    (folder / ".hidden.js").write_text("what the build keeps to itself")
    (folder.parent / "secret.txt").write_text("beside the app")
    (folder / "way-out.txt").symlink_to(folder.parent / "secret.txt")
    return folder


@pytest.fixture
def web(dist: Path) -> WebSettings:
    return WebSettings(environment="test", web_app_dir=dist)


@pytest.fixture
async def site(web: WebSettings) -> AsyncIterator[httpx.AsyncClient]:
    """A browser of a gateway whose servers are all away: pages need none of them."""
    settings = GatewaySettings(
        accounts=AccountSettings(),
        database=DatabaseSettings(url="postgresql+psycopg://app@127.0.0.1:9/app"),
        storage=StorageSettings(
            s3_endpoint_url="http://127.0.0.1:9",
            s3_public_endpoint_url="https://songs.example.org:8443/bucket",
            s3_bucket_name="songs",
            aws_access_key_id="key",
            aws_secret_access_key=SecretStr("secret"),
        ),
        temporal=TemporalSettings(address="127.0.0.1:9"),
        web=web,
    )
    async with serving(settings) as url, httpx.AsyncClient(base_url=url) as client:
        yield client


def head_of(answer: httpx.Response) -> str:
    return answer.text.partition("</head>")[0]
