"""What our mails say: who wrote it, what to do, and what to do if it was not you."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from shared.models.mail import MailPurpose

OURSELVES: Final = "MusicGenerator"


@dataclass(frozen=True, kw_only=True, slots=True)
class Link:
    path: str
    label: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Words:
    """``{site}`` in a paragraph stands for the service's public address."""

    subject: str
    opening: str
    link: Link | None = None
    closing: tuple[str, ...]


TEXTS: Final[Mapping[MailPurpose, Words]] = {
    MailPurpose.VERIFY_EMAIL: Words(
        subject="Confirm your e-mail address",
        opening=(
            f"an account was made at {OURSELVES} ({{site}}) with this e-mail address."
            " If it is yours, please confirm it:"
        ),
        link=Link(path="verify-email", label="Confirm my e-mail address"),
        closing=(
            "The link works once, within 24 hours.",
            "If it was not you, do nothing: the address stays unconfirmed, and you hear"
            " no more about it.",
        ),
    ),
    MailPurpose.RESET_PASSWORD: Words(
        subject="Choose a new password",
        opening=(
            f"a new password was asked for your account at {OURSELVES} ({{site}})."
            " Choose it here:"
        ),
        link=Link(path="reset-password", label="Choose a new password"),
        closing=(
            "The link works once, within an hour. You will then be signed out on every"
            " device.",
            "If it was not you, do nothing: your password stays as it is. Do not pass"
            " this mail on; whoever has the link can take over the account.",
        ),
    ),
    MailPurpose.CHANGE_EMAIL: Words(
        subject="Confirm your new e-mail address",
        opening=(
            f"somebody with an account at {OURSELVES} ({{site}}) wants it to go by this"
            " e-mail address from now on. If it was you, please confirm it:"
        ),
        link=Link(path="change-email", label="Use this e-mail address"),
        closing=(
            "The link works once, within an hour. Your other devices will then be signed"
            " out.",
            "If it was not you, do nothing: the address will not be used.",
        ),
    ),
    MailPurpose.EMAIL_CHANGED: Words(
        subject="Your e-mail address was changed",
        opening=(
            f"your account at {OURSELVES} ({{site}}) goes by another e-mail address now,"
            " and this one gets no more mail about it. Other devices were signed out."
        ),
        closing=(
            "If it was not you, somebody else is in your account: ask those who run"
            " {site} for help at once.",
        ),
    ),
    MailPurpose.PASSWORD_CHANGED: Words(
        subject="Your password was changed",
        opening=(
            f"the password of your account at {OURSELVES} ({{site}}) was changed, and"
            " other devices were signed out."
        ),
        closing=(
            "If it was not you, somebody else is in your account: go to {site}, say that"
            " you have forgotten your password, and choose a new one at once.",
        ),
    ),
    MailPurpose.SIGN_IN_CHANGED: Words(
        subject="How you sign in was changed",
        opening=(
            "a second factor, a passkey or another provider to sign in with was added"
            f" to your account at {OURSELVES} ({{site}}), or removed from it."
        ),
        closing=(
            "If it was not you, somebody else is in your account: sign in at {site},"
            " choose a new password, and remove what you do not know.",
        ),
    ),
    MailPurpose.ACCOUNT_ERASED: Words(
        subject="Your account was erased",
        opening=(
            f"your account at {OURSELVES} ({{site}}) was erased, with your songs and all"
            " else that was yours. It cannot be brought back."
        ),
        closing=(
            "If it was not you, tell those who run {site}. This is the last mail you"
            " get from there.",
        ),
    ),
}
