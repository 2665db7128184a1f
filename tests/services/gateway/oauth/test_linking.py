"""Accounts at providers that a signed-in person links, and unlinks."""

from collections.abc import Callable

import httpx
import pytest

from shared.db import Sessions
from tests.fakes.oidc_provider import FakeProvider, Person
from tests.services.gateway.asking import assert_problem
from tests.services.gateway.conftest import NewPerson
from tests.services.gateway.oauth.walking import (
    OWN_PAGE,
    PERSON,
    change,
    count,
    go_there,
    linked,
    me,
    start,
    walk,
)

NewClient = Callable[[], httpx.AsyncClient]

MAILS = "mails WHERE purpose = 'sign_in_changed'"


async def test_a_linked_account_signs_in_to_the_account_that_was_there(
    mara: httpx.AsyncClient, nobody: httpx.AsyncClient, sessions: Sessions
) -> None:
    answer = await walk(mara, link="1", return_to="/settings")
    await walk(nobody)

    assert answer.headers["location"] == "/settings"
    assert await linked(mara) == ["acme"]
    assert await me(nobody) == await me(mara)
    assert await count(sessions, "users") == 1


async def test_whoever_links_or_unlinks_is_told_by_mail(
    mara: httpx.AsyncClient, sessions: Sessions
) -> None:
    email = (await me(mara))["email"]
    addressed = f"{MAILS} AND address = '{email}' AND user_id IS NOT NULL"

    await walk(mara, link="1")
    after_linking = await count(sessions, addressed)
    await mara.delete("/api/auth/oauth/accounts/acme")

    assert after_linking == 1
    assert await count(sessions, addressed) == 2


async def test_linking_needs_no_verified_address(
    mara: httpx.AsyncClient, acme: FakeProvider
) -> None:
    acme.person = Person(email=None)

    await walk(mara, link="1")

    assert await linked(mara) == ["acme"]


async def test_linking_the_same_account_again_changes_nothing(
    mara: httpx.AsyncClient, sessions: Sessions
) -> None:
    await walk(mara, link="1")

    again = await walk(mara, link="1")

    assert again.status_code == 303
    assert await linked(mara) == ["acme"]
    assert await count(sessions, MAILS) == 1


async def test_an_account_of_somebody_else_cannot_be_linked(
    mara: httpx.AsyncClient, new_person: NewPerson
) -> None:
    other = await new_person()
    await walk(other, link="1")

    assert_problem(await walk(mara, link="1"), 409, "provider_account_in_use")
    assert await linked(mara) == []


async def test_a_second_account_at_one_provider_cannot_be_linked(
    mara: httpx.AsyncClient, acme: FakeProvider
) -> None:
    await walk(mara, link="1")
    acme.person = Person(subject="2002")

    assert_problem(await walk(mara, link="1"), 409, "provider_linked_already")


async def test_linking_needs_somebody_who_is_signed_in(
    nobody: httpx.AsyncClient,
) -> None:
    answer = await start(nobody, link="1", headers=OWN_PAGE)

    assert_problem(answer, 401, "not_signed_in")


async def test_linking_needs_a_recent_proof_of_who_one_is(
    mara: httpx.AsyncClient, sessions: Sessions
) -> None:
    await change(
        sessions, "UPDATE sessions SET authenticated_at = now() - interval '16 min'"
    )

    program = await start(mara, link="1", headers=OWN_PAGE)
    person = await start(
        mara, link="1", return_to="/settings?tab=2", headers={**OWN_PAGE, **PERSON}
    )

    assert_problem(program, 403, "reauthentication_required")
    assert person.headers["location"] == (
        "/settings?tab=2&problem=reauthentication_required"
    )


@pytest.mark.parametrize("site", ["cross-site", "same-site", None])
async def test_another_site_cannot_begin_to_link(
    mara: httpx.AsyncClient, site: str | None
) -> None:
    headers = {"Sec-Fetch-Site": site} if site else {}

    answer = await start(mara, link="1", headers=headers)

    assert_problem(answer, 403, "foreign_origin")


async def test_who_signs_in_meanwhile_does_not_get_the_link(
    mara: httpx.AsyncClient, new_person: NewPerson
) -> None:
    back = await go_there(mara, link="1")
    other = await new_person()
    mara.cookies.set("session", other.cookies["session"], domain="127.0.0.1")

    swapped = await mara.get(back)

    assert_problem(swapped, 400, "sign_in_expired")
    assert await linked(other) == []


async def test_who_signs_out_meanwhile_links_nothing(
    mara: httpx.AsyncClient, sessions: Sessions
) -> None:
    back = await go_there(mara, link="1")
    await mara.post("/api/auth/sign-out")

    assert_problem(await mara.get(back), 400, "sign_in_expired")
    assert await count(sessions, "oauth_accounts") == 0


async def test_what_goes_wrong_while_linking_is_shown_where_it_began(
    mara: httpx.AsyncClient, acme: FakeProvider
) -> None:
    acme.denies = True

    answer = await walk(mara, link="1", return_to="/settings#ways", headers=PERSON)

    assert answer.headers["location"] == "/settings?problem=consent_refused#ways"


async def test_an_unlinked_account_signs_in_no_more(
    mara: httpx.AsyncClient, nobody: httpx.AsyncClient, acme: FakeProvider
) -> None:
    acme.person = Person(email=(await me(mara))["email"])
    await walk(mara, link="1")

    answer = await mara.delete("/api/auth/oauth/accounts/acme")

    assert answer.status_code == 204
    assert await linked(mara) == []
    assert_problem(await walk(nobody), 409, "email_has_account")


async def test_the_last_way_to_sign_in_stays(
    nobody: httpx.AsyncClient, sessions: Sessions
) -> None:
    await walk(nobody)

    answer = await nobody.delete("/api/auth/oauth/accounts/acme")

    assert_problem(answer, 409, "last_way_in")
    assert await linked(nobody) == ["acme"]
    assert await count(sessions, MAILS) == 0


async def test_a_link_to_a_provider_that_is_no_longer_set_up_is_no_way_to_sign_in(
    nobody: httpx.AsyncClient, sessions: Sessions
) -> None:
    await walk(nobody)
    await walk(nobody, "other", link="1")
    await change(
        sessions,
        "UPDATE oauth_accounts SET issuer = 'https://gone.example' "
        "WHERE provider = 'other'",
    )

    answer = await nobody.delete("/api/auth/oauth/accounts/acme")

    assert_problem(answer, 409, "last_way_in")


@pytest.mark.parametrize("other_way", ["provider", "passkey"])
async def test_with_another_way_to_sign_in_a_link_can_go(
    nobody: httpx.AsyncClient, sessions: Sessions, other_way: str
) -> None:
    await walk(nobody)
    if other_way == "provider":
        await walk(nobody, "other", link="1")
    else:
        await change(
            sessions,
            "INSERT INTO passkeys (id, user_id, name, credential_id, public_key, "
            "sign_count, transports, created_at) SELECT gen_random_uuid(), id, 'key', "
            "'\\x01', '\\x02', 0, '{}', now() FROM users",
        )

    answer = await nobody.delete("/api/auth/oauth/accounts/acme")

    assert answer.status_code == 204


async def test_unlinking_needs_a_recent_proof_of_who_one_is(
    mara: httpx.AsyncClient, sessions: Sessions
) -> None:
    await walk(mara, link="1")
    await change(
        sessions, "UPDATE sessions SET authenticated_at = now() - interval '16 min'"
    )

    answer = await mara.delete("/api/auth/oauth/accounts/acme")

    assert_problem(answer, 403, "reauthentication_required")
    assert await linked(mara) == ["acme"]


async def test_what_others_have_linked_is_neither_shown_nor_removed(
    mara: httpx.AsyncClient, new_person: NewPerson
) -> None:
    await walk(mara, link="1")
    other = await new_person()

    answer = await other.delete("/api/auth/oauth/accounts/acme")

    assert_problem(answer, 404, "not_found")
    assert await linked(other) == []
    assert await linked(mara) == ["acme"]


async def test_a_person_without_a_session_sees_no_links(
    nobody: httpx.AsyncClient,
) -> None:
    answer = await nobody.get("/api/auth/oauth/accounts")

    assert_problem(answer, 401, "not_signed_in")
