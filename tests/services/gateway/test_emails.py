"""Mails that people ask for, from the request to what their links open."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from datetime import timedelta
from uuid import uuid4

import httpx
import pytest
from pydantic import SecretStr
from sqlalchemy import text
from temporalio.client import Client

from devstack.ports import PortBook
from services.gateway.mailing.relay import deliver_stranded
from services.gateway.settings import GatewaySettings
from services.workflows.activities.mail import DatabaseMailActivities
from shared.contracts.mail import mail_workflow_id
from shared.db import Sessions
from shared.models.base import utc_now
from shared.models.mail import Mail, MailPurpose
from shared.models.totp import TotpCredential
from shared.outside_settings import MailSettings
from shared.settings import (
    AccountSettings,
    DatabaseSettings,
    StorageSettings,
    TemporalSettings,
    WebSettings,
)
from tests.fakes.mail_sink import MailSink, running_mail_sink
from tests.fakes.mails import mail_worker
from tests.services.gateway.asking import assert_problem
from tests.services.gateway.conftest import PASSWORD, NewPerson
from tests.services.gateway.people import api_key_of, email_of, id_of, sign_in
from tests.services.gateway.post import CHANGE, RESET, VERIFY, Post
from tests.services.gateway.serving import serving

NEW_PASSWORD = "a better horse battery"
NEWS_OF_ADDRESS = "Your e-mail address was changed"
NEWS_OF_PASSWORD = "Your password was changed"


@pytest.fixture(scope="module")
def sink(tmp_path_factory: pytest.TempPathFactory) -> Iterator[MailSink]:
    with running_mail_sink(tmp_path_factory.mktemp("sink")) as sink:
        yield sink


@pytest.fixture
async def post(
    sink: MailSink, sessions: Sessions, temporal: Client, gateway_url: str
) -> AsyncIterator[Post]:
    mails = DatabaseMailActivities.of(
        sessions,
        MailSettings(smtp_url=SecretStr(sink.smtp_url)),
        WebSettings(public_url=gateway_url),
    )
    async with mail_worker(temporal, mails):
        yield Post(sessions=sessions, temporal=temporal, sink=sink)


@pytest.fixture
def address() -> str:
    return f"{uuid4().hex}@example.org"


async def ask_to_reset(client: httpx.AsyncClient, email: str) -> httpx.Response:
    return await client.post("/api/auth/password-reset/request", json={"email": email})


async def reset(
    client: httpx.AsyncClient, token: str, password: str = NEW_PASSWORD
) -> httpx.Response:
    return await client.post(
        "/api/auth/password-reset", json={"token": token, "password": password}
    )


async def ask_to_change(client: httpx.AsyncClient, email: str) -> httpx.Response:
    return await client.post("/api/auth/email-change/request", json={"email": email})


async def change(client: httpx.AsyncClient, token: str) -> httpx.Response:
    return await client.post("/api/auth/email-change", json={"token": token})


async def verify(client: httpx.AsyncClient, token: str) -> httpx.Response:
    return await client.post("/api/auth/verify-email", json={"token": token})


async def a_reset_token(client: httpx.AsyncClient, post: Post, email: str) -> str:
    assert (await ask_to_reset(client, email)).status_code == 202
    return await post.token(email, RESET)


async def a_change_token(client: httpx.AsyncClient, post: Post, email: str) -> str:
    assert (await ask_to_change(client, email)).status_code == 202
    return await post.token(email, CHANGE)


async def run_sql(sessions: Sessions, statement: str, **values: object) -> None:
    async with sessions.begin() as session:
        await session.execute(text(statement), values)


async def count(sessions: Sessions, table: str) -> int:
    async with sessions() as session:
        found = await session.execute(text(f"SELECT count(*) FROM {table}"))  # noqa: S608
    return int(found.scalar_one())


async def test_the_link_that_signing_up_sends_verifies_the_address(
    mara: httpx.AsyncClient, nobody: httpx.AsyncClient, post: Post
) -> None:
    token = await post.token(await email_of(mara), VERIFY)

    answer = await verify(nobody, token)

    assert answer.status_code == 204
    assert answer.content == b""
    assert "set-cookie" not in answer.headers
    assert (await mara.get("/api/auth/me")).json()["email_verified"] is True


async def test_a_link_to_verify_comes_again_until_the_address_is_verified(
    mara: httpx.AsyncClient, post: Post
) -> None:
    email = await email_of(mara)

    asked = await mara.post("/api/auth/verify-email/request")
    await verify(mara, await post.token(email, VERIFY))
    asked_again = await mara.post("/api/auth/verify-email/request")

    assert (asked.status_code, asked_again.status_code) == (202, 202)
    assert asked.content == b""
    assert len(await post.mails(email, VERIFY)) == 2


async def test_an_address_that_was_changed_is_not_verified_by_the_old_link(
    mara: httpx.AsyncClient, post: Post, sessions: Sessions
) -> None:
    token = await post.token(await email_of(mara), VERIFY)
    await run_sql(sessions, "UPDATE users SET email = 'new@example.org'")

    assert_problem(await verify(mara, token), 400, "invalid_token", field="token")

    assert (await mara.get("/api/auth/me")).json()["email_verified"] is False


async def test_a_reset_sets_the_password_and_ends_every_session(
    mara: httpx.AsyncClient, new_client: Callable[[], httpx.AsyncClient], post: Post
) -> None:
    email, phone, nobody = await email_of(mara), new_client(), new_client()
    assert (await sign_in(phone, email)).is_success

    answer = await reset(nobody, await a_reset_token(nobody, post, email))

    assert answer.status_code == 204
    assert "set-cookie" not in answer.headers
    for device in (mara, phone, nobody):
        assert_problem(await device.get("/api/auth/me"), 401, "not_signed_in")
    assert_problem(await sign_in(nobody, email), 401, "wrong_credentials")
    signed_in = await sign_in(nobody, email, NEW_PASSWORD)
    assert signed_in.json()["email_verified"] is True
    (notice,) = await post.mails(email, NEWS_OF_PASSWORD)
    assert "token" not in notice["text"] + notice["html"]


async def test_a_reset_leaves_the_second_factor_as_it_is(
    mara: httpx.AsyncClient, nobody: httpx.AsyncClient, post: Post, sessions: Sessions
) -> None:
    email = await email_of(mara)
    async with sessions.begin() as session:
        session.add(TotpCredential(user_id=await id_of(mara), secret="sealed"))

    await reset(nobody, await a_reset_token(nobody, post, email))

    assert_problem(
        await sign_in(nobody, email, NEW_PASSWORD), 401, "second_factor_required"
    )


async def test_the_first_proof_of_a_mailbox_shuts_out_who_signed_up_with_it(
    mara: httpx.AsyncClient, nobody: httpx.AsyncClient, post: Post, sessions: Sessions
) -> None:
    email = await email_of(mara)
    key = {"Authorization": f"Bearer {await api_key_of(mara, sessions)}"}

    answer = await reset(nobody, await a_reset_token(nobody, post, email))

    assert answer.status_code == 204
    assert (await nobody.get("/api/auth/me", headers=key)).status_code == 401


async def test_a_reset_of_a_proven_mailbox_leaves_programs_alone(
    mara: httpx.AsyncClient, nobody: httpx.AsyncClient, post: Post, sessions: Sessions
) -> None:
    email = await email_of(mara)
    key = {"Authorization": f"Bearer {await api_key_of(mara, sessions)}"}
    assert (await verify(nobody, await post.token(email, VERIFY))).status_code == 204

    answer = await reset(nobody, await a_reset_token(nobody, post, email))

    assert answer.status_code == 204
    assert (await nobody.get("/api/auth/me", headers=key)).status_code == 200


async def test_a_reset_ends_what_was_under_way_with_the_old_password(
    mara: httpx.AsyncClient, nobody: httpx.AsyncClient, post: Post, address: str
) -> None:
    email = await email_of(mara)
    moving = await a_change_token(mara, post, address)
    other = await a_reset_token(nobody, post, email)

    await reset(nobody, await a_reset_token(nobody, post, email))

    assert_problem(await reset(nobody, other), 400, "invalid_token")
    assert_problem(await change(nobody, moving), 400, "invalid_token")


async def test_a_link_opens_its_own_person_s_account_alone(
    mara: httpx.AsyncClient,
    new_person: NewPerson,
    nobody: httpx.AsyncClient,
    post: Post,
) -> None:
    theo = await new_person()
    theirs = await email_of(theo)

    await reset(nobody, await a_reset_token(nobody, post, theirs))

    assert (await mara.get("/api/auth/me")).is_success
    assert (await sign_in(nobody, await email_of(mara))).is_success
    assert_problem(await sign_in(nobody, theirs), 401, "wrong_credentials")


async def test_a_link_works_once(
    mara: httpx.AsyncClient, nobody: httpx.AsyncClient, post: Post, address: str
) -> None:
    email = await email_of(mara)
    verifying = await post.token(email, VERIFY)
    resetting = await a_reset_token(nobody, post, email)

    first = [await verify(nobody, verifying), await reset(nobody, resetting)]
    second = [
        await verify(nobody, verifying),
        await reset(nobody, resetting, "yet another password"),
    ]
    assert (await sign_in(mara, email, NEW_PASSWORD)).is_success
    changing = await a_change_token(mara, post, address)
    first.append(await change(mara, changing))
    second.append(await change(mara, changing))

    assert [answer.status_code for answer in first] == [204] * 3
    for answer in second:
        assert_problem(answer, 400, "invalid_token", field="token")


async def test_an_expired_link_opens_nothing(
    mara: httpx.AsyncClient,
    nobody: httpx.AsyncClient,
    post: Post,
    sessions: Sessions,
    address: str,
) -> None:
    email = await email_of(mara)
    verifying = await post.token(email, VERIFY)
    resetting = await a_reset_token(nobody, post, email)
    changing = await a_change_token(mara, post, address)
    await run_sql(
        sessions,
        "UPDATE single_use_tokens SET expires_at = now() - interval '1 second'",
    )

    for answer in (
        await verify(nobody, verifying),
        await reset(nobody, resetting),
        await change(mara, changing),
    ):
        assert_problem(answer, 400, "invalid_token", field="token")
    assert (await sign_in(nobody, email)).is_success


async def test_a_link_of_another_purpose_opens_nothing(
    mara: httpx.AsyncClient, nobody: httpx.AsyncClient, post: Post, address: str
) -> None:
    email = await email_of(mara)
    verifying = await post.token(email, VERIFY)
    resetting = await a_reset_token(nobody, post, email)
    changing = await a_change_token(mara, post, address)

    for answer in (
        await verify(nobody, resetting),
        await verify(nobody, changing),
        await reset(nobody, verifying),
        await reset(nobody, changing),
        await change(mara, verifying),
        await change(mara, resetting),
    ):
        assert_problem(answer, 400, "invalid_token", field="token")
    me = (await mara.get("/api/auth/me")).json()
    assert (me["email"], me["email_verified"]) == (email, False)


async def test_ten_uses_of_one_link_at_once_are_one_use(
    mara: httpx.AsyncClient, nobody: httpx.AsyncClient, post: Post
) -> None:
    email = await email_of(mara)
    token = await a_reset_token(nobody, post, email)
    passwords = [f"{NEW_PASSWORD} {number}" for number in range(10)]

    answers = await asyncio.gather(
        *(reset(nobody, token, password) for password in passwords)
    )

    won = [answer.status_code == 204 for answer in answers]
    assert sum(won) == 1
    for answer in answers:
        if answer.status_code != 204:
            assert_problem(answer, 400, "invalid_token")
    assert (await sign_in(nobody, email, passwords[won.index(True)])).is_success
    assert len(await post.mails(email, NEWS_OF_PASSWORD)) == 1


async def test_two_links_of_one_person_do_not_wait_for_each_other(
    mara: httpx.AsyncClient, nobody: httpx.AsyncClient, post: Post
) -> None:
    email = await email_of(mara)
    tokens = [await a_reset_token(nobody, post, email) for _ in range(4)]

    answers = await asyncio.gather(*(reset(nobody, token) for token in tokens))

    assert sorted(answer.status_code for answer in answers) == [204, 400, 400, 400]


async def test_an_unknown_address_is_answered_like_a_known_one(
    mara: httpx.AsyncClient, nobody: httpx.AsyncClient, post: Post, address: str
) -> None:
    email = await email_of(mara)

    known, unknown = [
        await ask_to_reset(nobody, each) for each in (email.upper(), address)
    ]

    assert known.status_code == unknown.status_code == 202
    assert known.content == unknown.content
    passing = {"date", "x-request-id"}
    assert [h for h in known.headers.multi_items() if h[0] not in passing] == [
        h for h in unknown.headers.multi_items() if h[0] not in passing
    ]
    assert len(await post.mails(email, RESET)) == 1
    assert await post.mails(address) == []


async def test_the_same_is_done_for_an_unknown_address_but_it_is_not_kept(
    nobody: httpx.AsyncClient, sessions: Sessions, temporal: Client, address: str
) -> None:
    await ask_to_reset(nobody, address)

    async with sessions() as session:
        (row,) = (
            await session.execute(text("SELECT id, user_id, address FROM mails"))
        ).all()
    assert (row.user_id, row.address) == (None, "")
    started = await temporal.get_workflow_handle(mail_workflow_id(row.id)).describe()
    assert started.workflow_type == "DeliverMailWorkflow"


async def test_an_erased_person_gets_no_link(
    mara: httpx.AsyncClient, nobody: httpx.AsyncClient, post: Post, sessions: Sessions
) -> None:
    email = await email_of(mara)
    token = await a_reset_token(nobody, post, email)
    await run_sql(sessions, "UPDATE users SET erased_at = now()")

    asked = await ask_to_reset(nobody, email)
    used = await reset(nobody, token)

    assert asked.status_code == 202
    assert len(await post.mails(email, RESET)) == 1
    assert_problem(used, 400, "invalid_token")


async def test_the_database_holds_no_usable_link_and_no_address_of_a_sent_mail(
    mara: httpx.AsyncClient,
    nobody: httpx.AsyncClient,
    post: Post,
    sessions: Sessions,
) -> None:
    email = await email_of(mara)
    tokens = [await post.token(email, VERIFY), await a_reset_token(nobody, post, email)]

    async with sessions() as session:
        kept = [
            str(row)
            for table in ("single_use_tokens", "mails")
            for row in await session.execute(text(f"SELECT {table}::text FROM {table}"))  # noqa: S608
        ]
        addresses = (await session.execute(text("SELECT address FROM mails"))).scalars()
        assert set(addresses) == {""}
    assert len(kept) == 4
    assert not [row for row in kept for token in tokens if token in row]


async def test_one_s_own_address_is_refused_as_password_and_the_link_stays_good(
    mara: httpx.AsyncClient, nobody: httpx.AsyncClient, post: Post
) -> None:
    email = await email_of(mara)
    token = await a_reset_token(nobody, post, email)

    refused = await reset(nobody, token, email)

    assert_problem(refused, 422, "password_is_email", field="password")
    assert (await reset(nobody, token)).status_code == 204


@pytest.mark.parametrize("path", ["verify-email", "email-change/request"])
async def test_only_who_is_signed_in_asks_for_their_own_mails(
    nobody: httpx.AsyncClient, sessions: Sessions, path: str
) -> None:
    path = {"verify-email": "verify-email/request"}.get(path, path)

    answer = await nobody.post(f"/api/auth/{path}", json={"email": "a@example.org"})

    assert_problem(answer, 401, "not_signed_in")
    assert await count(sessions, "mails") == 0


@pytest.mark.parametrize("path", ["verify-email/request", "email-change/request"])
async def test_a_program_asks_for_no_mails(
    mara: httpx.AsyncClient, nobody: httpx.AsyncClient, sessions: Sessions, path: str
) -> None:
    key = await api_key_of(mara, sessions)

    answer = await nobody.post(
        f"/api/auth/{path}",
        json={"email": "a@example.org"},
        headers={"Authorization": f"Bearer {key}"},
    )

    assert_problem(answer, 403, "session_required")


async def test_a_change_of_address_needs_a_fresh_proof_of_who_asks(
    mara: httpx.AsyncClient, sessions: Sessions, address: str
) -> None:
    await run_sql(
        sessions, "UPDATE sessions SET authenticated_at = now() - interval '16 minutes'"
    )

    answer = await ask_to_change(mara, address)

    assert_problem(answer, 403, "reauthentication_required")


async def test_a_change_moves_the_account_and_tells_the_old_address(
    mara: httpx.AsyncClient,
    new_client: Callable[[], httpx.AsyncClient],
    post: Post,
    address: str,
) -> None:
    old, phone = await email_of(mara), new_client()
    assert (await sign_in(phone, old)).is_success

    answer = await change(mara, await a_change_token(mara, post, address))

    assert answer.status_code == 204
    me = (await mara.get("/api/auth/me")).json()
    assert (me["email"], me["email_verified"]) == (address, True)
    assert_problem(await phone.get("/api/auth/me"), 401, "not_signed_in")
    assert_problem(await sign_in(phone, old), 401, "wrong_credentials")
    assert (await sign_in(phone, address)).is_success
    (notice,) = await post.mails(old, NEWS_OF_ADDRESS)
    assert address not in notice["text"] + notice["html"]
    assert await post.mails(address, NEWS_OF_ADDRESS) == []


async def test_a_change_confirmed_elsewhere_ends_every_session(
    mara: httpx.AsyncClient, nobody: httpx.AsyncClient, post: Post, address: str
) -> None:
    assert (
        await change(nobody, await a_change_token(mara, post, address))
    ).status_code == 204

    assert_problem(await mara.get("/api/auth/me"), 401, "not_signed_in")


async def test_a_change_makes_links_to_the_old_address_worthless(
    mara: httpx.AsyncClient, post: Post, address: str
) -> None:
    old = await email_of(mara)
    verifying, resetting = (
        await post.token(old, VERIFY),
        await a_reset_token(mara, post, old),
    )
    elsewhere = await a_change_token(mara, post, f"{uuid4().hex}@example.org")

    await change(mara, await a_change_token(mara, post, address))

    assert_problem(await verify(mara, verifying), 400, "invalid_token")
    assert_problem(await reset(mara, resetting), 400, "invalid_token")
    assert_problem(await change(mara, elsewhere), 400, "invalid_token")


async def test_a_taken_address_is_answered_like_a_free_one_and_gets_no_mail(
    mara: httpx.AsyncClient, new_person: NewPerson, post: Post, address: str
) -> None:
    theirs = await email_of(await new_person())

    free, taken = [await ask_to_change(mara, each) for each in (address, theirs)]

    assert (free.status_code, free.content) == (taken.status_code, taken.content)
    assert free.status_code == 202
    assert len(await post.mails(address, CHANGE)) == 1
    assert await post.mails(theirs, CHANGE) == []


async def test_an_address_that_was_taken_meanwhile_stays_with_its_person(
    mara: httpx.AsyncClient, nobody: httpx.AsyncClient, post: Post, address: str
) -> None:
    mine, token = await email_of(mara), await a_change_token(mara, post, address)
    signed_up = await nobody.post(
        "/api/auth/sign-up",
        json={"email": address, "password": PASSWORD, "name": "Theo"},
    )
    assert signed_up.status_code == 201

    assert_problem(await change(mara, token), 409, "email_taken")

    assert await email_of(mara) == mine
    assert await email_of(nobody) == address
    assert await post.mails(mine, NEWS_OF_ADDRESS) == []


async def test_of_two_people_who_race_for_an_address_one_gets_it(
    mara: httpx.AsyncClient, new_person: NewPerson, post: Post, address: str
) -> None:
    theo = await new_person()
    tokens = [await a_change_token(each, post, address) for each in (mara, theo)]

    answers = await asyncio.gather(change(mara, tokens[0]), change(theo, tokens[1]))

    assert sorted(answer.status_code for answer in answers) == [204, 409]
    assert [await email_of(each) for each in (mara, theo)].count(address) == 1


async def test_of_a_change_and_a_sign_up_that_race_for_an_address_one_gets_it(
    mara: httpx.AsyncClient, nobody: httpx.AsyncClient, post: Post, address: str
) -> None:
    token = await a_change_token(mara, post, address)
    person = {"email": address, "password": PASSWORD, "name": "Theo"}

    changed, signed_up = await asyncio.gather(
        change(mara, token), nobody.post("/api/auth/sign-up", json=person)
    )

    outcome = (changed.status_code, signed_up.status_code)
    assert outcome in {(204, 409), (409, 201)}


async def test_one_mailbox_gets_so_many_mails_an_hour_known_or_not(
    mara: httpx.AsyncClient, nobody: httpx.AsyncClient, post: Post, address: str
) -> None:
    email, allowed = await email_of(mara), AccountSettings().emails_per_hour

    for mailbox in (email, address):
        answers = [await ask_to_reset(nobody, mailbox) for _ in range(allowed + 1)]
        assert [answer.status_code for answer in answers[:-1]] == [202] * allowed
        assert_problem(answers[-1], 429, "rate_limited")
        # One more comes free after a fifth of an hour.
        assert 600 < int(answers[-1].headers["Retry-After"]) <= 720

    assert len(await post.mails(email, RESET)) == allowed
    # All kinds count together: it is one mailbox.
    refused = await mara.post("/api/auth/verify-email/request")
    assert_problem(refused, 429, "rate_limited")
    assert_problem(await ask_to_change(mara, address), 429, "rate_limited")


async def test_one_network_address_asks_for_so_many_mails_an_hour(
    nobody: httpx.AsyncClient, sessions: Sessions
) -> None:
    allowed = 10 * AccountSettings().emails_per_hour

    answers = [
        await ask_to_reset(nobody, f"{number}@example.org")
        for number in range(allowed + 1)
    ]

    assert {answer.status_code for answer in answers[:-1]} == {202}
    assert_problem(answers[-1], 429, "rate_limited")
    assert await count(sessions, "mails") == allowed


@pytest.mark.parametrize(
    ("path", "body", "field"),
    [
        ("verify-email", {}, "token"),
        ("verify-email", {"token": ""}, "token"),
        ("verify-email", {"token": "x" * 129}, "token"),
        ("verify-email", {"token": 7}, "token"),
        ("verify-email", {"token": "x", "email": "a@example.org"}, "email"),
        ("password-reset/request", {"email": "nobody"}, "email"),
        ("password-reset/request", {"email": "a@example.org\nBcc: b"}, "email"),
        ("password-reset/request", {"email": "a@example.org", "x": 1}, "x"),
        ("password-reset", {"token": "x", "password": "1234567"}, "password"),
        ("password-reset", {"token": "x", "password": "password1"}, "password"),
        ("password-reset", {"password": NEW_PASSWORD}, "token"),
        ("email-change", {"token": "x" * 129}, "token"),
        ("email-change/request", {"email": "nobody"}, "email"),
    ],
)
async def test_a_request_that_cannot_be_names_its_field(
    mara: httpx.AsyncClient, path: str, body: dict[str, object], field: str
) -> None:
    answer = await mara.post(f"/api/auth/{path}", json=body)

    assert_problem(answer, 422, "invalid_request", field=field)


@pytest.mark.parametrize("token", ["x", "\x00", "x" * 128])
@pytest.mark.parametrize("path", ["verify-email", "email-change", "password-reset"])
async def test_what_was_never_a_link_opens_nothing(
    nobody: httpx.AsyncClient, path: str, token: str
) -> None:
    more = {"password": NEW_PASSWORD} if path == "password-reset" else {}

    answer = await nobody.post(f"/api/auth/{path}", json={"token": token, **more})

    assert_problem(answer, 400, "invalid_token", field="token")


async def a_mail_that_was_left(sessions: Sessions, person: httpx.AsyncClient) -> Mail:
    mail = Mail(
        purpose=MailPurpose.SIGN_IN_CHANGED,
        address=await email_of(person),
        user_id=await id_of(person),
        created_at=utc_now() - timedelta(seconds=6),
    )
    async with sessions.begin() as session:
        session.add(mail)
    return mail


async def test_a_mail_that_was_left_is_delivered_once_by_the_relay(
    mara: httpx.AsyncClient, post: Post, sessions: Sessions, temporal: Client
) -> None:
    await post.delivered()
    mail = await a_mail_that_was_left(sessions, mara)

    await asyncio.gather(*(deliver_stranded(sessions, temporal) for _ in range(3)))

    assert len(await post.mails(mail.address, "How you sign in was changed")) == 1
    assert await deliver_stranded(sessions, temporal) == 0


async def test_a_mail_whose_workflow_was_ended_by_force_is_delivered_all_the_same(
    mara: httpx.AsyncClient, post: Post, sessions: Sessions, temporal: Client
) -> None:
    await post.delivered()
    mail = await a_mail_that_was_left(sessions, mara)
    workflow_id = mail_workflow_id(mail.id)
    handle = await temporal.start_workflow(
        "DeliverMailWorkflow", id=workflow_id, task_queue="nobody-listens-here"
    )
    await handle.terminate()

    await deliver_stranded(sessions, temporal)

    assert len(await post.mails(mail.address, "How you sign in was changed")) == 1


async def test_a_mail_of_this_moment_is_not_the_relay_s_business(
    mara: httpx.AsyncClient, sessions: Sessions, temporal: Client
) -> None:
    assert await count(sessions, "mails") == 1

    assert await deliver_stranded(sessions, temporal) == 0


@asynccontextmanager
async def without_temporal(
    database_url: str, storage: StorageSettings, port: int
) -> AsyncIterator[httpx.AsyncClient]:
    settings = GatewaySettings(
        accounts=AccountSettings(),
        database=DatabaseSettings(url=database_url),
        storage=storage,
        temporal=TemporalSettings(address=f"127.0.0.1:{port}"),
        web=WebSettings(environment="test"),
    )
    async with (
        serving(settings) as url,
        httpx.AsyncClient(base_url=url, headers={"Origin": url}, timeout=60) as client,
    ):
        yield client


async def test_mails_are_accepted_while_temporal_is_away(
    database_url: str,
    sessions: Sessions,
    storage_settings: StorageSettings,
    tmp_path_factory: pytest.TempPathFactory,
    address: str,
) -> None:
    book = PortBook(tmp_path_factory.mktemp("nothing") / "ports.json")
    port = book.assign(["nobody"])["nobody"]
    async with without_temporal(database_url, storage_settings, port) as client:
        signed_up = await client.post(
            "/api/auth/sign-up",
            json={"email": address, "password": PASSWORD, "name": "Mara"},
        )
        asked = await ask_to_reset(client, address)

    assert (signed_up.status_code, asked.status_code) == (201, 202)
    async with sessions() as session:
        left = await session.execute(
            text("SELECT purpose FROM mails WHERE settled_at IS NULL ORDER BY 1")
        )
    assert list(left.scalars()) == ["reset_password", "verify_email"]
