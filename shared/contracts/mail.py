"""Mail, as workflows carry it: by number, so that no history holds an address or a link."""

from dataclasses import dataclass
from uuid import UUID

DELIVER_MAIL = "DeliverMailWorkflow"


@dataclass(frozen=True, kw_only=True, slots=True)
class DeliverMail:
    mail_id: UUID


def mail_workflow_id(mail_id: UUID) -> str:
    return f"deliver-mail-{mail_id}"
