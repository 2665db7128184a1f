"""The mail sink as the stack runs it: a process of its own, met by a real SMTP client."""

import asyncio
import signal
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from email.message import EmailMessage
from pathlib import Path

import aiosmtplib
import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from devstack.child_environment import inherited
from devstack.mail.folder import MailFolder
from devstack.mail.page import page_of
from devstack.mail.reading import read
from devstack.ports import PortBook
from tests.fakes.mail_sink import MailSink, running_mail_sink

ID = f"{1_790_000_000 * 10**9:020d}-a"


@pytest.fixture(scope="module")
def running_sink(tmp_path_factory: pytest.TempPathFactory) -> Iterator[MailSink]:
    with running_mail_sink(tmp_path_factory.mktemp("sink")) as sink:
        yield sink


@pytest.fixture
def sink(running_sink: MailSink) -> MailSink:
    """Empty, at the start of each test."""
    httpx.delete(f"{running_sink.url}/api/mails").raise_for_status()
    return running_sink


@pytest.fixture
async def browser(sink: MailSink) -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(base_url=sink.url) as client:
        yield client


def a_mail(text: str = "Hello", *, subject: str = "Hi") -> EmailMessage:
    message = EmailMessage()
    message["From"] = "Studio <studio@example.org>"
    message["To"] = "mara@example.org"
    message["Subject"] = subject
    message.set_content(text)
    return message


async def send(
    sink: MailSink, message: EmailMessage | bytes, *, to: str = "mara@example.org"
) -> None:
    await aiosmtplib.send(
        message,
        sender="studio@example.org",
        recipients=[to],
        hostname="127.0.0.1",
        port=sink.smtp_port,
        start_tls=False,
    )


async def test_a_mail_is_caught_and_told_as_json(sink: MailSink) -> None:
    await send(
        sink,
        a_mail("Open https://a.example/x#token=1-_.\nBye", subject="Grüße, Mára"),
    )

    (mail,) = sink.mails()
    assert mail["subject"] == "Grüße, Mára"
    assert mail["to"] == "mara@example.org"
    assert mail["sender"] == "Studio <studio@example.org>"
    assert mail["recipients"] == ["mara@example.org"]
    assert mail["text"] == "Open https://a.example/x#token=1-_.\nBye\n"
    assert mail["links"] == ["https://a.example/x#token=1-_"]


async def test_both_bodies_of_a_mail_are_told(sink: MailSink) -> None:
    message = a_mail("plain: ö")
    message.add_alternative("<p>rich: ö</p>", subtype="html")

    await send(sink, message)

    (mail,) = sink.mails()
    assert (mail["text"], mail["html"]) == ("plain: ö\n", "<p>rich: ö</p>\n")


async def test_the_newest_mail_comes_first(sink: MailSink) -> None:
    for number in range(3):
        await send(sink, a_mail(subject=f"number {number}"))

    subjects = [mail["subject"] for mail in sink.mails()]
    assert subjects == ["number 2", "number 1", "number 0"]
    assert [mail["subject"] for mail in sink.mails(limit=1)] == ["number 2"]


async def test_mails_to_one_address_can_be_asked_for(sink: MailSink) -> None:
    await send(sink, a_mail(subject="hers"), to="mara@example.org")
    await send(sink, a_mail(subject="his"), to="theo@example.org")

    found = sink.mails(to="theo@example.org")

    assert [mail["subject"] for mail in found] == ["his"]


async def test_an_address_in_any_script_is_caught(sink: MailSink) -> None:
    message = a_mail()
    message.replace_header("To", "mára@exämple.org")

    await send(sink, message, to="mára@exämple.org")

    (mail,) = sink.mails()
    assert mail["recipients"] == ["mára@exämple.org"]
    assert mail["to"] == "mára@exämple.org"


async def test_mails_can_be_deleted(sink: MailSink, browser: httpx.AsyncClient) -> None:
    await send(sink, a_mail())

    answer = await browser.delete("/api/mails")

    assert answer.status_code == 204
    assert sink.mails() == []
    assert "No mail yet" in (await browser.get("/")).text


async def test_the_page_shows_a_mail_with_a_link_to_follow(
    sink: MailSink, browser: httpx.AsyncClient
) -> None:
    await send(sink, a_mail("Go to https://a.example/verify-email#token=abc now"))

    page = await browser.get("/")

    assert page.status_code == 200
    assert "<h2>Hi</h2>" in page.text
    assert "mara@example.org" in page.text
    assert (
        'Go to <a href="https://a.example/verify-email#token=abc" target="_blank"'
        ' rel="noopener noreferrer">https://a.example/verify-email#token=abc</a> now'
    ) in page.text
    for asset in ("mailbox.css", "mailbox.js"):
        assert f"/{asset}" in page.text
        assert (await browser.get(f"/{asset}")).status_code == 200


EVIL = '"><script>alert(1)</script><img src=x onerror=alert(1)>'


async def test_a_hostile_mail_is_only_text_on_the_page(
    sink: MailSink, browser: httpx.AsyncClient
) -> None:
    message = a_mail(
        f"{EVIL} https://a.example/{EVIL} javascript:alert(1)", subject=EVIL
    )

    await send(sink, message)
    page = (await browser.get("/")).text

    assert page.count("<script") == 1
    assert "<img" not in page
    assert 'href="javascript' not in page
    assert "&lt;script&gt;alert(1)" in page


async def test_the_page_forbids_what_it_does_not_need(
    browser: httpx.AsyncClient,
) -> None:
    policy = (await browser.get("/")).headers["content-security-policy"]

    assert "default-src 'none'" in policy
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy


@pytest.mark.parametrize("path", ["/", "/api/mails"])
def test_a_foreign_name_for_this_machine_is_not_answered(
    sink: MailSink, path: str
) -> None:
    answer = httpx.get(f"{sink.url}{path}", headers={"Host": "evil.example"})

    assert answer.status_code == 400


async def test_a_mail_that_is_too_large_is_refused(sink: MailSink) -> None:
    with pytest.raises(aiosmtplib.SMTPResponseException) as refusal:
        await send(sink, a_mail("x" * 70 + "\n" + ("y" * 70 + "\n") * 100_000))

    assert refusal.value.code == 552
    assert sink.mails() == []


async def test_mails_outlive_a_restart_that_ends_in_time(tmp_path: Path) -> None:
    with running_mail_sink(tmp_path) as sink:
        await send(sink, a_mail(subject="kept"))

    with running_mail_sink(tmp_path) as sink:
        assert [mail["subject"] for mail in sink.mails()] == ["kept"]


async def test_asked_to_end_the_sink_ends_at_once_despite_an_open_client(
    tmp_path: Path,
) -> None:
    ports = PortBook(tmp_path / "ports.json").assign(["mail", "smtp"])
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        *("-m", "devstack.mail.server"),
        env={
            **inherited(),
            "MAIL_SINK_FOLDER": str(tmp_path / "mail"),
            "MAIL_SINK_PORT": str(ports["mail"]),
            "MAIL_SINK_SMTP_PORT": str(ports["smtp"]),
        },
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    client = aiosmtplib.SMTP(hostname="127.0.0.1", port=ports["smtp"], start_tls=False)
    await _connect(client)

    process.send_signal(signal.SIGTERM)
    async with asyncio.timeout(10):
        said, _ = await process.communicate()

    assert process.returncode in {0, -signal.SIGTERM}
    assert b"Traceback" not in said
    client.close()


async def _connect(client: aiosmtplib.SMTP) -> None:
    while True:
        try:
            await client.connect()
        except aiosmtplib.SMTPConnectError:
            continue
        return


def test_a_wrong_setting_stops_the_sink_with_one_line() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "devstack.mail.server"],
        env={"MAIL_SINK_FOLDER": "mail", "MAIL_SINK_PORT": "1"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )

    assert done.returncode == 78
    assert done.stderr.startswith("MAIL_SINK_SMTP_PORT is wrong: ")


def test_only_the_newest_mails_are_kept(tmp_path: Path) -> None:
    folder = MailFolder(tmp_path / "mail", most_kept=3)

    for number in range(5):
        folder.keep(
            b"Subject: number %d\r\n\r\nx" % number, recipients=["a@example.org"]
        )

    subjects = [mail.subject for mail in folder.newest(limit=10)]
    assert subjects == ["number 4", "number 3", "number 2"]
    assert len(list((tmp_path / "mail").iterdir())) == 3


def test_a_mail_cannot_say_to_whom_it_was_sent(tmp_path: Path) -> None:
    folder = MailFolder(tmp_path)

    folder.keep(
        b"X-Sink-Recipients: forged@example.org\r\n\r\nx", recipients=["a@example.org"]
    )

    assert folder.newest(limit=1)[0].recipients == ("a@example.org",)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\x00\xff\xfe",
        b"Subject: =?nonsense?q?x?=\r\n\r\nx",
        b"Subject: =?utf-8?b?////?=\r\n\r\nx",
        b"Content-Type: text/plain; charset=nonsense\r\n\r\nx",
        b"Content-Type: text/plain; charset*=nonsense''x\r\n\r\nx",
        b"Content-Transfer-Encoding: base64\r\n\r\n!",
        b"Content-Type: multipart/mixed\r\n\r\nno boundary",
        b"Content-Type: message/rfc822\r\nContent-Transfer-Encoding: base64\r\n\r\n!",
        b"Content-Type: multipart/mixed; boundary=a\r\n\r\n--a\r\n" * 2000,
    ],
)
def test_a_broken_mail_can_still_be_looked_at(content: bytes) -> None:
    assert page_of([read(ID, content)]).startswith("<!doctype html>")


@given(
    st.lists(
        st.sampled_from(
            [
                b"Subject: ",
                b"Content-Type: multipart/mixed; boundary=a",
                b"Content-Type: text/html; charset=",
                b"Content-Transfer-Encoding: base64",
                b"Content-Transfer-Encoding: uuencode",
                b"--a",
                b"--a--",
                b"=?utf-8?q?=ff?=",
                b"\r\n",
                b"\n",
            ]
        )
        | st.binary(max_size=20)
    )
)
def test_no_bytes_break_the_page(parts: list[bytes]) -> None:
    assert page_of([read(ID, b"".join(parts))]).endswith("</html>\n")
