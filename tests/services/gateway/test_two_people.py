"""What is Mara's stays Mara's: Noor asks every operation for it, in every way."""

import re
from collections.abc import Awaitable, Callable
from http import HTTPStatus

import httpx
import pytest
from pydantic import SecretStr

from shared.db import Sessions
from shared.outside_settings import OidcProvider, SignInSettings
from shared.settings import WebSettings
from tests.services.gateway.belongings import Belongings, everything_of_one, rows_of
from tests.services.gateway.conftest import NewPerson
from tests.services.gateway.following import with_first_event
from tests.services.gateway.keys import bearer, modal, new_key
from tests.services.gateway.two_people import ROWS

# After these, Noor is signed out, or no more.
FAREWELLS = {
    "POST /api/auth/sign-out",
    "DELETE /api/auth/me",
    "POST /api/auth/password",
}


@pytest.fixture
def sign_in() -> SignInSettings:
    """A provider to whom a browser is sent without anybody being asked."""
    github = OidcProvider(client_id="ours", client_secret=SecretStr("not so secret"))
    return SignInSettings(oidc_providers={"github": github})


@pytest.fixture
def web() -> WebSettings:
    """The original's endpoints wait for a song that nobody makes."""
    return WebSettings(environment="test", answer_wait_seconds=1)


@pytest.fixture
async def mara_owns(
    new_client: Callable[[], httpx.AsyncClient], sessions: Sessions
) -> Belongings:
    return await everything_of_one(new_client(), sessions)


async def _with_cookie(new_person: NewPerson) -> httpx.AsyncClient:
    return await new_person()


async def _with_key(new_person: NewPerson) -> httpx.AsyncClient:
    noor = await new_person()
    key = await new_key(noor)
    noor.cookies.clear()
    noor.headers.update({**bearer(key), **modal(key)})
    return noor


async def _with_nothing(new_person: NewPerson) -> httpx.AsyncClient:
    noor = await new_person()
    noor.cookies.clear()
    return noor


WAYS: dict[str, Callable[[NewPerson], Awaitable[httpx.AsyncClient]]] = {
    "cookie": _with_cookie,
    "key": _with_key,
    "nobody": _with_nothing,
}


async def _operations(client: httpx.AsyncClient) -> set[str]:
    paths = (await client.get("/openapi.json")).json()["paths"]
    return {
        f"{method.upper()} {path}"
        for path, operations in paths.items()
        for method in operations
    }


async def _ask(
    noor: httpx.AsyncClient, operation: str, mara_owns: Belongings
) -> httpx.Response:
    method, path = operation.split(" ")
    row = ROWS[operation]
    asked = noor.build_request(
        method,
        re.sub(r"\{(\w+)\}", lambda name: mara_owns.ids[name[1]], path),
        params=row.query(mara_owns),
        headers=row.headers,
        json=row.body(mara_owns) or None,
    )
    answer = await noor.send(asked, stream=True)
    return await with_first_event(answer)


async def test_every_operation_has_a_row(nobody: httpx.AsyncClient) -> None:
    assert await _operations(nobody) == set(ROWS)


@pytest.mark.parametrize("way", WAYS)
async def test_noor_gets_nothing_of_maras_and_changes_nothing_of_hers(
    new_person: NewPerson, mara_owns: Belongings, sessions: Sessions, way: str
) -> None:
    faults: list[str] = []
    before = await rows_of(mara_owns, sessions)
    noor = await WAYS[way](new_person)
    for operation, row in ROWS.items():
        answer = await _ask(noor, operation, mara_owns)

        right = getattr(row, way)
        if answer.status_code != right:
            faults.append(f"{operation}: {answer.status_code} and not {right}")
        if mara_owns.given_away_by(answer):
            faults.append(f"{operation}: gives away something of Mara's")
        after = await rows_of(mara_owns, sessions)
        added = {row.split(":")[0] for row in after - before}
        if before - after or added - {row.adds}:
            faults.append(f"{operation}: changes something of Mara's")
        before = after
        if operation in FAREWELLS:
            noor = await WAYS[way](new_person)

    assert not faults, "\n".join(faults)


async def test_the_matrix_sees_what_is_maras(
    new_client: Callable[[], httpx.AsyncClient], sessions: Sessions
) -> None:
    """Else it would pass because it looks at nothing: with her own cookie, all shows."""
    mara = new_client()
    owns = await everything_of_one(mara, sessions)
    ids = owns.ids

    shown = [
        await mara.get(path)
        for path in (
            *("/api/auth/me", "/api/auth/sessions", "/api/api-keys", "/api/songs"),
            *(f"/api/songs/{ids['song_id']}", "/api/credits/entries"),
            f"/api/songs?parent={ids['song_id']}",
            f"/api/songs/{ids['song_id']}/audio",
        )
    ]
    gone = await mara.delete(f"/api/api-keys/{ids['key_id']}")

    assert [answer.status_code for answer in (*shown, gone)] == [
        *(HTTPStatus.OK for _ in shown),
        HTTPStatus.NO_CONTENT,
    ]
    assert all(owns.given_away_by(answer) for answer in shown)
    tables = {row.split(":")[0] for row in await rows_of(owns, sessions)}
    assert tables >= {
        *("users", "sessions", "api_keys", "passkeys", "oauth_accounts", "songs"),
        *("totp_credentials", "recovery_codes", "orders", "checkouts", "likes"),
        *("ledger_entries", "credit_accounts", "single_use_tokens", "song_objects"),
        *("idempotent_requests", "mails"),
    }
