"""A mail's way from its row to a mailbox: real database, real SMTP, real workflow."""

import asyncio
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from email import message_from_bytes
from email.policy import default
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from pydantic import SecretStr
from sqlalchemy import text
from structlog.testing import capture_logs
from temporalio.client import Client, WorkflowFailureError, WorkflowHandle
from temporalio.testing import WorkflowEnvironment

from services.workflows.activities.mail import DatabaseMailActivities
from services.workflows.activities.mail_server import (
    MailRefused,
    MailServer,
    MailServerAway,
)
from services.workflows.activities.mail_texts import TEXTS
from services.workflows.activities.mail_writing import MailWriter, Order
from shared.contracts import task_queues
from shared.contracts.mail import DELIVER_MAIL, DeliverMail, mail_workflow_id
from shared.db import Sessions
from shared.models.base import utc_now
from shared.models.mail import Mail, MailPurpose
from shared.models.single_use_token import SingleUseToken, TokenPurpose
from shared.models.user import User
from shared.outside_settings import MailSettings
from shared.settings import WebSettings
from shared.single_use import SingleUseTokens
from tests.fakes.certificates import self_signed
from tests.fakes.mail_server import fake_mail_server
from tests.fakes.mail_sink import MailSink, running_mail_sink
from tests.fakes.mails import FakeMails, mail_worker

SITE = "https://songs.example"
ADDRESS = "mara@example.org"
FROM = "Studio <studio@songs.example>"
WITH_LINK = (
    MailPurpose.VERIFY_EMAIL,
    MailPurpose.RESET_PASSWORD,
    MailPurpose.CHANGE_EMAIL,
)


@pytest.fixture(scope="module")
def running_sink(tmp_path_factory: pytest.TempPathFactory) -> Iterator[MailSink]:
    with running_mail_sink(tmp_path_factory.mktemp("sink")) as sink:
        yield sink


@pytest.fixture
def address() -> str:
    """One for each test, since they share a sink."""
    return f"{uuid4().hex}@example.org"


@pytest.fixture
async def mara(sessions: Sessions, address: str) -> User:
    user = User(email=address, name="Mara <b>Ö</b>")
    async with sessions.begin() as session:
        session.add(user)
    return user


@pytest.fixture
def activities(sessions: Sessions, running_sink: MailSink) -> DatabaseMailActivities:
    return DatabaseMailActivities.of(
        sessions,
        MailSettings(smtp_url=SecretStr(running_sink.smtp_url), mail_from=FROM),
        WebSettings(public_url=f"{SITE}/"),
    )


async def a_mail(
    sessions: Sessions,
    user: User | None,
    *,
    purpose: MailPurpose = MailPurpose.VERIFY_EMAIL,
    address: str | None = None,
) -> DeliverMail:
    mail = Mail(
        purpose=purpose,
        address=address or (user.email if user else ADDRESS),
        user_id=user.id if user else None,
    )
    async with sessions.begin() as session:
        session.add(mail)
    return DeliverMail(mail_id=mail.id)


async def row_of(sessions: Sessions, request: DeliverMail) -> Mail:
    async with sessions() as session:
        return await session.get_one(Mail, request.mail_id)


async def run_sql(sessions: Sessions, statement: str, **values: object) -> None:
    async with sessions.begin() as session:
        await session.execute(text(statement), values)


def token_in(mail: dict[str, Any]) -> str:
    (link,) = [link for link in mail["links"] if "token" in link]
    return str(link).partition("#token=")[2]


@pytest.mark.parametrize(
    ("purpose", "path", "life"),
    [
        (MailPurpose.VERIFY_EMAIL, "verify-email", timedelta(hours=24)),
        (MailPurpose.RESET_PASSWORD, "reset-password", timedelta(hours=1)),
        (MailPurpose.CHANGE_EMAIL, "change-email", timedelta(hours=1)),
    ],
)
async def test_a_link_holds_a_token_of_its_purpose_in_its_fragment(
    activities: DatabaseMailActivities,
    sessions: Sessions,
    running_sink: MailSink,
    mara: User,
    purpose: MailPurpose,
    path: str,
    life: timedelta,
) -> None:
    to = f"{uuid4().hex}@example.org" if path == "change-email" else mara.email
    request = await a_mail(sessions, mara, purpose=purpose, address=to)

    await activities.deliver_mail(request)

    (mail,) = running_sink.mails(to=to)
    token = token_in(mail)
    assert f"{SITE}/{path}#token={token}" in mail["links"]
    assert f'href="{SITE}/{path}#token={token}"' in mail["html"]
    async with sessions.begin() as session:
        redeemed = await SingleUseTokens(session).redeem(token, TokenPurpose(purpose))
    assert redeemed.user_id == mara.id
    assert redeemed.facts == {"email": to}
    assert (
        timedelta() <= life - (redeemed.expires_at - utc_now()) < timedelta(minutes=1)
    )


async def test_a_mail_says_from_whom_and_that_a_machine_wrote_it(
    sessions: Sessions, mara: User, tmp_path: Path
) -> None:
    async with fake_mail_server(tmp_path) as server:
        activities = sending_to(sessions, server.port)
        request = await a_mail(sessions, mara)
        await activities.deliver_mail(request)

    message = message_from_bytes(server.taken[0], policy=default)
    assert message["From"] == FROM
    assert message["To"] == mara.email
    assert message["Subject"] == "Confirm your e-mail address (MusicGenerator)"
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["Message-ID"] == f"<{request.mail_id}@songs.example>"
    assert abs(utc_now() - message["Date"].datetime) < timedelta(minutes=1)
    assert [part.get_content_type() for part in message.walk()] == [
        "multipart/alternative",
        "text/plain",
        "text/html",
    ]


async def test_a_settled_mail_is_forgotten_and_not_sent_again(
    activities: DatabaseMailActivities,
    sessions: Sessions,
    running_sink: MailSink,
    mara: User,
) -> None:
    request = await a_mail(sessions, mara)

    for _ in range(2):
        await activities.deliver_mail(request)

    row = await row_of(sessions, request)
    assert len(running_sink.mails(to=mara.email)) == 1
    assert row.settled_at is not None
    assert row.address == ""


async def test_a_mail_whose_settling_was_lost_comes_again_and_both_links_work(
    activities: DatabaseMailActivities,
    sessions: Sessions,
    running_sink: MailSink,
    mara: User,
) -> None:
    request = await a_mail(sessions, mara)
    await activities.deliver_mail(request)
    await run_sql(
        sessions,
        "UPDATE mails SET settled_at = NULL, address = :address",
        address=mara.email,
    )

    await activities.deliver_mail(request)

    first, second = running_sink.mails(to=mara.email)
    assert first["message_id"] == second["message_id"]
    for mail in (first, second):
        async with sessions.begin() as session:
            token = await SingleUseTokens(session).redeem(
                token_in(mail), TokenPurpose.VERIFY_EMAIL
            )
        assert token.user_id == mara.id


@pytest.mark.parametrize("purpose", MailPurpose)
async def test_nobody_gets_no_mail(
    activities: DatabaseMailActivities,
    sessions: Sessions,
    running_sink: MailSink,
    address: str,
    purpose: MailPurpose,
) -> None:
    request = await a_mail(sessions, None, purpose=purpose, address=address)

    await activities.deliver_mail(request)

    assert running_sink.mails(to=address) == []
    assert (await row_of(sessions, request)).settled_at is not None


@pytest.mark.parametrize(
    ("purpose", "change"),
    [
        (MailPurpose.VERIFY_EMAIL, "UPDATE users SET email_verified = true"),
        (MailPurpose.VERIFY_EMAIL, "UPDATE users SET email = 'new@example.org'"),
        (MailPurpose.RESET_PASSWORD, "UPDATE users SET email = 'new@example.org'"),
        (MailPurpose.CHANGE_EMAIL, "UPDATE users SET name = name"),
        *((purpose, "UPDATE users SET erased_at = now()") for purpose in WITH_LINK),
        *((purpose, "DELETE FROM users") for purpose in WITH_LINK),
    ],
)
async def test_a_link_that_would_open_nothing_is_not_sent(
    activities: DatabaseMailActivities,
    sessions: Sessions,
    running_sink: MailSink,
    mara: User,
    purpose: MailPurpose,
    change: str,
) -> None:
    """The address is her own: to change to it is to change to one that is taken."""
    request = await a_mail(sessions, mara, purpose=purpose)
    await run_sql(sessions, change)

    await activities.deliver_mail(request)

    assert running_sink.mails(to=mara.email) == []
    assert (await row_of(sessions, request)).settled_at is not None
    async with sessions() as session:
        tokens = await session.execute(text("SELECT count(*) FROM single_use_tokens"))
    assert tokens.scalar_one() == 0


@pytest.mark.parametrize("purpose", [each for each in TEXTS if each not in WITH_LINK])
async def test_a_notice_arrives_without_a_token_even_when_the_person_is_gone(
    activities: DatabaseMailActivities,
    sessions: Sessions,
    running_sink: MailSink,
    mara: User,
    purpose: MailPurpose,
) -> None:
    request = await a_mail(sessions, mara, purpose=purpose)
    await run_sql(sessions, "DELETE FROM users")

    await activities.deliver_mail(request)

    (mail,) = running_sink.mails(to=mara.email)
    assert "token" not in mail["text"] + mail["html"]
    assert set(mail["links"]) == {SITE}
    assert "If it was not you" in mail["text"]


def test_there_are_words_for_every_purpose() -> None:
    assert set(TEXTS) == set(MailPurpose)
    assert all("If it was not you" in words.closing[-1] for words in TEXTS.values())


async def test_a_name_is_only_text_in_a_mail(
    activities: DatabaseMailActivities,
    sessions: Sessions,
    running_sink: MailSink,
    mara: User,
) -> None:
    await run_sql(sessions, "UPDATE users SET email_verified = true")
    await activities.deliver_mail(
        await a_mail(sessions, mara, purpose=MailPurpose.RESET_PASSWORD)
    )

    (mail,) = running_sink.mails(to=mara.email)
    assert mail["text"].startswith("Hello Mara <b>Ö</b>,\n")
    assert "<p>Hello Mara &lt;b&gt;Ö&lt;/b&gt;,</p>" in mail["html"]


def test_neither_a_name_nor_an_address_adds_a_header() -> None:
    writer = MailWriter(sender=FROM, public_url=SITE)
    injected = "x\r\nBcc: everybody@example.org\r\n\r\nBuy"
    order = Order(
        mail_id=uuid4(),
        purpose=MailPurpose.PASSWORD_CHANGED,
        to=ADDRESS,
        name=injected,
        token=None,
    )

    message = message_from_bytes(writer.write(order).as_bytes(), policy=default)

    assert message["Bcc"] is None
    assert message["To"] == ADDRESS
    with pytest.raises(ValueError, match="linefeed or carriage return"):
        writer.write(replace(order, to=injected))


@pytest.mark.parametrize("purpose", WITH_LINK)
async def test_an_address_that_is_not_proven_is_not_told_a_name(
    activities: DatabaseMailActivities,
    sessions: Sessions,
    running_sink: MailSink,
    mara: User,
    purpose: MailPurpose,
) -> None:
    """Else anybody could send anything to anybody by signing up under a clever name."""
    to = f"{uuid4().hex}@example.org"
    if purpose != MailPurpose.CHANGE_EMAIL:
        to = mara.email
    await activities.deliver_mail(
        await a_mail(sessions, mara, purpose=purpose, address=to)
    )

    (mail,) = running_sink.mails(to=to)
    assert mail["text"].startswith("Hello,\n")
    assert "Mara" not in mail["text"] + mail["html"]


async def test_without_a_server_a_mail_is_settled_and_the_log_says_so(
    sessions: Sessions, mara: User
) -> None:
    activities = DatabaseMailActivities.of(sessions, MailSettings(), WebSettings())
    request = await a_mail(sessions, mara)

    with capture_logs() as lines:
        await activities.deliver_mail(request)

    assert [(line["event"], line["log_level"]) for line in lines] == [
        ("mail_not_sent", "warning")
    ]
    assert mara.email not in str(lines)
    assert (await row_of(sessions, request)).address == ""


async def test_an_address_in_any_script_is_written_to(
    activities: DatabaseMailActivities, sessions: Sessions, running_sink: MailSink
) -> None:
    to = f"mára-{uuid4().hex}@exämple.org"
    user = User(email=to, name="Mára")
    async with sessions.begin() as session:
        session.add(user)

    await activities.deliver_mail(await a_mail(sessions, user))

    (mail,) = running_sink.mails(to=to)
    assert mail["to"] == to


def sending_to(sessions: Sessions, port: int, **more: Any) -> DatabaseMailActivities:
    server = MailServer(
        **{
            "host": "127.0.0.1",
            "port": port,
            "user": None,
            "password": None,
            "tls": False,
            "start_tls": False,
            **more,
        }
    )
    return DatabaseMailActivities(
        sessions, MailWriter(sender=FROM, public_url=SITE), server
    )


@pytest.mark.parametrize(
    ("step", "answer", "error"),
    [
        ("to_recipients", "550 5.1.1 <{address}> is unknown", MailRefused),
        ("to_recipients", "450 4.2.0 <{address}> is greylisted", MailServerAway),
        ("to_data", "554 5.7.1 a mail to {address} looks like spam", MailRefused),
        ("to_data", "452 4.3.1 no room for {address}", MailServerAway),
    ],
)
async def test_a_refusal_is_told_by_its_number_alone(
    sessions: Sessions,
    mara: User,
    tmp_path: Path,
    step: str,
    answer: str,
    error: type[Exception],
) -> None:
    async with fake_mail_server(tmp_path) as server:
        getattr(server, step).append(answer.format(address=mara.email))
        activities = sending_to(sessions, server.port)
        request = await a_mail(sessions, mara)

        with pytest.raises(error) as refusal:
            await activities.deliver_mail(request)

    assert answer[:3] in str(refusal.value)
    assert mara.email not in str(refusal.value)
    assert refusal.value.__cause__ is None
    assert refusal.value.__suppress_context__
    assert (await row_of(sessions, request)).settled_at is None


async def test_a_server_that_does_not_know_the_script_refuses_for_good(
    sessions: Sessions, tmp_path: Path
) -> None:
    user = User(email="mára@example.org", name="Mára")
    async with sessions.begin() as session:
        session.add(user)
    async with fake_mail_server(tmp_path, speaks_any_script=False) as server:
        activities = sending_to(sessions, server.port)

        with pytest.raises(MailRefused):
            await activities.deliver_mail(await a_mail(sessions, user))


async def test_a_server_that_is_gone_is_away(
    sessions: Sessions, mara: User, tmp_path: Path
) -> None:
    async with fake_mail_server(tmp_path) as server:
        activities = sending_to(sessions, server.port)

    with pytest.raises(MailServerAway):
        await activities.deliver_mail(await a_mail(sessions, mara))


async def test_a_server_that_says_nothing_is_not_waited_for(
    sessions: Sessions, mara: User
) -> None:
    silent = await asyncio.start_server(_say_nothing, "127.0.0.1", 0)
    port = silent.sockets[0].getsockname()[1]
    activities = sending_to(sessions, port, step_seconds=0.1)

    with pytest.raises(MailServerAway):
        await activities.deliver_mail(await a_mail(sessions, mara))

    silent.close()


async def _say_nothing(
    reader: asyncio.StreamReader, writer: asyncio.StreamWriter
) -> None:
    await reader.read()
    writer.close()


@pytest.mark.parametrize("kind", ["tls", "start_tls"])
async def test_a_certificate_that_nobody_vouches_for_gets_no_mail_and_no_password(
    sessions: Sessions, mara: User, tmp_path: Path, kind: str
) -> None:
    ours, trusting = self_signed(tmp_path)
    kinds: dict[str, Any] = {kind: ours}
    async with fake_mail_server(tmp_path, **kinds) as server:
        wary, believing = (
            sending_to(
                sessions,
                server.port,
                user="studio",
                password="canary",
                trust=trust,
                **{kind: True},
            )
            for trust in (None, trusting)
        )
        request = await a_mail(sessions, mara)

        with pytest.raises(MailServerAway):
            await wary.deliver_mail(request)
        seen_by_then = [*server.taken, *server.logins]
        await believing.deliver_mail(request)

    assert seen_by_then == []
    assert len(server.taken) == 1
    assert server.logins == [(b"studio", b"canary")]


async def test_a_server_without_encryption_gets_nothing_where_it_is_asked_for(
    sessions: Sessions, mara: User, tmp_path: Path
) -> None:
    async with fake_mail_server(tmp_path) as server:
        activities = sending_to(
            sessions, server.port, start_tls=True, user="studio", password="canary"
        )

        with pytest.raises(MailServerAway):
            await activities.deliver_mail(await a_mail(sessions, mara))

    assert server.taken == []
    assert server.logins == []


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("smtp://127.0.0.1:1025", ("127.0.0.1", 1025, None, None, False, False)),
        ("smtp://relay.internal", ("relay.internal", 25, None, None, False, False)),
        ("smtp://u:p@mail.example", ("mail.example", 25, "u", "p", False, True)),
        ("smtp://u:p@localhost", ("localhost", 25, "u", "p", False, False)),
        (
            "smtp+starttls://mail.example/",
            ("mail.example", 587, None, None, False, True),
        ),
        (
            "smtps://a%40b:p%3A%2F%23@mail.example",
            ("mail.example", 465, "a@b", "p:/#", True, False),
        ),
    ],
)
def test_an_address_of_a_server_says_how_to_reach_it(
    url: str, expected: tuple[object, ...]
) -> None:
    server = MailServer.of(MailSettings(smtp_url=SecretStr(url)))

    assert server is not None
    assert (
        server.host,
        server.port,
        server.user,
        server.password,
        server.tls,
        server.start_tls,
    ) == expected


@pytest.mark.parametrize(
    "url",
    [
        "http://mail.example",
        "smtp://",
        "smtp://mail.example:99999",
        "smtps://user:pass#word@mail.example",
        "smtps://user:pass?word@mail.example",
    ],
)
def test_an_address_that_leads_nowhere_is_a_wrong_setting(url: str) -> None:
    with pytest.raises(ValueError, match="smtps://user:password@host:port"):
        MailSettings(smtp_url=SecretStr(url))


async def start(client: Client, request: DeliverMail) -> WorkflowHandle[Any, Any]:
    return await client.start_workflow(
        DELIVER_MAIL,
        request,
        id=mail_workflow_id(request.mail_id),
        task_queue=task_queues.WORKFLOWS,
    )


async def test_no_history_knows_whom_a_mail_was_for_or_what_it_opens(
    activities: DatabaseMailActivities,
    sessions: Sessions,
    running_sink: MailSink,
    mara: User,
    temporal: Client,
) -> None:
    request = await a_mail(sessions, mara)

    async with mail_worker(temporal, activities):
        handle = await start(temporal, request)
        await handle.result()

    (mail,) = running_sink.mails(to=mara.email)
    history = (await handle.fetch_history()).to_json()
    for secret in (mara.email, mara.email.partition("@")[0], token_in(mail), "Mara"):
        assert secret not in history


async def test_a_refused_mail_is_given_up_at_once_and_its_address_forgotten(
    sessions: Sessions, mara: User, temporal: Client, tmp_path: Path
) -> None:
    async with fake_mail_server(tmp_path) as server:
        server.to_recipients.append(f"550 5.1.1 <{mara.email}> is unknown")
        request = await a_mail(sessions, mara)
        async with mail_worker(temporal, sending_to(sessions, server.port)):
            handle = await start(temporal, request)
            with pytest.raises(WorkflowFailureError):
                await handle.result()

    row = await row_of(sessions, request)
    assert row.settled_at is not None
    assert row.address == ""
    assert server.taken == []
    history = (await handle.fetch_history()).to_json()
    assert "MailRefused" in history
    assert mara.email not in history


async def test_a_mail_that_is_not_taken_now_is_taken_later(
    sessions: Sessions, mara: User, temporal: Client, tmp_path: Path
) -> None:
    async with fake_mail_server(tmp_path) as server:
        server.to_recipients.append(f"451 4.7.1 <{mara.email}> later")
        request = await a_mail(sessions, mara)
        async with mail_worker(temporal, sending_to(sessions, server.port)):
            handle = await start(temporal, request)
            await handle.result()

    assert len(server.taken) == 1
    assert (await row_of(sessions, request)).settled_at is not None
    assert mara.email not in (await handle.fetch_history()).to_json()


async def test_a_server_has_a_day_to_come_back(env: WorkflowEnvironment) -> None:
    mails = FakeMails(failures=10_000)

    async with mail_worker(env.client, mails):
        handle = await start(env.client, DeliverMail(mail_id=uuid4()))
        with pytest.raises(WorkflowFailureError):
            await handle.result()

    told = await handle.describe()
    assert told.close_time is not None
    assert mails.calls[-1] == "give up"
    assert mails.calls.count("give up") == 1
    # Often at first, then four times an hour.
    assert 90 < mails.calls.count("deliver") < 130
    took = told.close_time - told.start_time
    assert timedelta(hours=23, minutes=30) < took < timedelta(hours=25)


async def test_a_delivery_that_an_operator_cancels_is_given_up(
    sessions: Sessions, mara: User, temporal: Client, tmp_path: Path
) -> None:
    async with fake_mail_server(tmp_path) as server:
        activities = sending_to(sessions, server.port)
    request = await a_mail(sessions, mara)

    async with mail_worker(temporal, activities):
        handle = await start(temporal, request)
        await handle.cancel()
        with pytest.raises(WorkflowFailureError):
            await handle.result()

    assert (await row_of(sessions, request)).address == ""


async def test_a_mail_that_is_gone_is_nothing_to_do(
    activities: DatabaseMailActivities, sessions: Sessions
) -> None:
    request = DeliverMail(mail_id=UUID(int=1))

    await activities.deliver_mail(request)
    await activities.give_mail_up(request)

    async with sessions() as session:
        assert await session.get(Mail, request.mail_id) is None
        assert await session.get(SingleUseToken, b"") is None
