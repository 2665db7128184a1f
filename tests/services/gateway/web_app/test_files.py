"""The web app's files: what a browser may keep, and what nobody can reach."""

import gzip
import os
from pathlib import Path

import httpx
import pytest

from tests.services.gateway.asking import assert_problem
from tests.services.gateway.test_browser_safety import NO_PAGE, assert_safe
from tests.services.gateway.web_app.conftest import SCRIPT

ASSET = "/assets/app-4f2c.js"


async def _bytes_on_the_wire(client: httpx.AsyncClient, **headers: str) -> bytes:
    async with client.stream("GET", ASSET, headers=headers) as answer:
        return b"".join([part async for part in answer.aiter_raw()])


async def test_an_asset_is_kept_for_ever_and_packed(site: httpx.AsyncClient) -> None:
    answer = await site.get(ASSET)

    assert answer.text == SCRIPT
    assert answer.headers["content-type"] == "text/javascript; charset=utf-8"
    assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert answer.headers["content-encoding"] == "gzip"
    assert answer.headers["vary"] == "Accept-Encoding"
    assert int(answer.headers["content-length"]) < len(SCRIPT) / 10
    assert_safe(answer, policy=NO_PAGE)


@pytest.mark.parametrize(
    ("offer", "is_packed"),
    [("gzip", True), ("br, GZIP;q=0.5", True), ("gzip;q=0", False), ("br", False)],
)
async def test_only_those_who_can_unpack_get_it_packed(
    site: httpx.AsyncClient, offer: str, is_packed: bool
) -> None:
    sent = await _bytes_on_the_wire(site, **{"Accept-Encoding": offer})

    assert (gzip.decompress(sent) if is_packed else sent) == SCRIPT.encode()


async def test_a_font_is_sent_as_it_is(site: httpx.AsyncClient) -> None:
    answer = await site.get("/assets/inter-77.woff2")

    assert answer.content == bytes(range(256)) * 8
    assert answer.headers["content-type"] == "font/woff2"
    assert "content-encoding" not in answer.headers


async def test_what_a_browser_has_is_not_sent_again(site: httpx.AsyncClient) -> None:
    packed = (await site.get(ASSET)).headers["etag"]
    plain = (await site.get(ASSET, headers={"Accept-Encoding": "br"})).headers["etag"]

    again = await site.get(ASSET, headers={"If-None-Match": f'"other", W/{packed}'})
    other = await site.get(ASSET, headers={"If-None-Match": plain})

    assert packed != plain
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["etag"] == packed
    assert other.status_code == 200


async def test_a_head_request_is_told_the_size_and_nothing_more(
    site: httpx.AsyncClient,
) -> None:
    whole = await site.get(ASSET)
    head = await site.head(ASSET)

    assert head.status_code == 200
    assert head.content == b""
    for name in ("content-length", "content-type", "etag", "cache-control"):
        assert head.headers[name] == whole.headers[name]


async def test_a_file_without_a_digest_in_its_name_is_asked_for_each_time(
    site: httpx.AsyncClient,
) -> None:
    answer = await site.get("/theme.js")
    tag = answer.headers["etag"]
    again = await site.get("/theme.js", headers={"If-None-Match": tag})

    assert answer.headers["cache-control"] == "no-cache"
    assert answer.headers["content-type"] == "text/javascript; charset=utf-8"
    assert again.status_code == 304


@pytest.mark.parametrize(
    "path",
    [
        *("/assets/app-0000.js", "/assets/", "/assets/deep/er", "/favicon.ico"),
        *("/theme.js.map", "/secret.txt", "/way-out.txt", "/.hidden.js"),
        *("/..%2fsecret.txt", "/assets/..%2f..%2fsecret.txt", "/%2e%2e/secret.txt"),
        *("/..%5csecret.txt", "/assets/..%5c..%5csecret.txt", "/theme.js%00"),
        *(
            "/%00",
            "/a%0ab",
            "/%2e%2e",
            "/%2e%2e%2f%2e%2e%2fetc%2fpasswd",
            "//../secret.txt",
        ),
    ],
)
async def test_a_file_that_is_none_or_not_ours_to_show_is_not_found(
    site: httpx.AsyncClient, path: str
) -> None:
    # As it is written: a client would tidy it up.
    url = site.base_url.copy_with(raw_path=path.encode())
    answer = await site.send(httpx.Request("GET", url))

    assert_problem(answer, 404, "not_found")
    assert "beside the app" not in answer.text


async def test_a_new_build_is_served_without_a_restart(
    site: httpx.AsyncClient, dist: Path, tmp_path: Path
) -> None:
    await site.get(ASSET)
    (dist / "assets" / "app-5a01.js").write_text("newer")
    (dist / "assets" / "app-4f2c.js").unlink()
    newer = tmp_path / "index.html"
    newer.write_text("<head></head>newer")
    os.replace(newer, dist / "index.html")  # noqa: PTH105 -- as a build swaps it in

    assert (await site.get("/")).text.endswith("newer")
    assert (await site.get("/assets/app-5a01.js")).text == "newer"
    assert (await site.get(ASSET)).status_code == 404
