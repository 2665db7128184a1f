"""What people find in their mailboxes: a real worker sends it, a real sink catches it."""

from dataclasses import dataclass
from typing import Any

from sqlmodel import select
from temporalio.client import Client

from shared.contracts.mail import mail_workflow_id
from shared.db import Sessions
from shared.models.mail import Mail
from tests.fakes.mail_sink import MailSink

VERIFY = "Confirm your e-mail address"
RESET = "Choose a new password"
CHANGE = "Confirm your new e-mail address"


@dataclass(frozen=True, kw_only=True, slots=True)
class Post:
    """Its worker runs while it is used."""

    sessions: Sessions
    temporal: Client
    sink: MailSink

    async def mails(self, to: str, subject: str = "") -> list[dict[str, Any]]:
        """All that this address has got, newest first, once all mails are settled."""
        await self.delivered()
        found = self.sink.mails(to=to)
        return [mail for mail in found if mail["subject"].startswith(subject)]

    async def token(self, to: str, subject: str) -> str:
        """Of the newest mail with this subject."""
        mails = await self.mails(to, subject)
        assert mails, f"no mail about: {subject}"
        (link,) = [link for link in mails[0]["links"] if "#token=" in link]
        return str(link).partition("#token=")[2]

    async def delivered(self) -> None:
        async with self.sessions() as session:
            mail_ids = (await session.exec(select(Mail.id))).all()
        for mail_id in mail_ids:
            handle = self.temporal.get_workflow_handle(mail_workflow_id(mail_id))
            await handle.result()
