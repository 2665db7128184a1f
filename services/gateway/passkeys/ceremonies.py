"""WebAuthn's two ceremonies, making a passkey and using one, by a library's rules."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Self
from urllib.parse import urlsplit
from uuid import UUID

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from webauthn import (
    generate_authentication_options,
    generate_registration_options,
    verify_authentication_response,
    verify_registration_response,
)
from webauthn.helpers import (
    decode_credential_public_key,
    decoded_public_key_to_cryptography,
    options_to_json_dict,
    parse_authentication_credential_json,
    parse_registration_credential_json,
)
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AuthenticationCredential,
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from services.gateway.passkeys.errors import PasskeyRefused, PasskeyUnusable
from shared.models.passkey import Passkey
from shared.models.user import User
from shared.settings import WebSettings

Options = dict[str, Any]
Credential = Mapping[str, Any]

_SITE: Final = "MusicGenerator"
_DEFAULT_PORTS: Final = {"http": 80, "https": 443}
_LONGEST_ID: Final = 1023
"""Of a credential, in bytes: WebAuthn, 4."""

# The library lets errors rise that the bytes of a stranger cause in its parsers.
_BAD_BYTES: Final = (
    *(WebAuthnException, InvalidSignature, UnsupportedAlgorithm),
    *(ValueError, TypeError, LookupError, AttributeError, OverflowError),
)


@dataclass(frozen=True, kw_only=True, slots=True)
class MadePasskey:
    credential_id: bytes
    public_key: bytes
    sign_count: int
    transports: list[str]


@dataclass(frozen=True, kw_only=True, slots=True)
class Assertion:
    """What a device says when somebody signs in; not believed yet."""

    credential: AuthenticationCredential
    user_id: UUID

    @classmethod
    def read(cls, credential: Credential) -> Self:
        try:
            parsed = parse_authentication_credential_json(dict(credential))
            # Without a name asked for, it is the device that says who signs in.
            user_id = UUID(bytes=parsed.response.user_handle)
        except _BAD_BYTES:
            raise PasskeyRefused from None
        return cls(credential=parsed, user_id=user_id)


@dataclass(frozen=True, kw_only=True, slots=True)
class RelyingParty:
    """Us, as devices know us: a passkey works for this site only."""

    id: str
    origin: str

    @classmethod
    def of(cls, settings: WebSettings) -> Self:
        url = urlsplit(settings.public_url)
        host = url.hostname or ""
        port = url.port or _DEFAULT_PORTS[url.scheme]
        written = f"[{host}]" if ":" in host else host
        suffix = "" if port == _DEFAULT_PORTS[url.scheme] else f":{port}"
        return cls(id=host, origin=f"{url.scheme}://{written}{suffix}")

    def creation_options(
        self, owner: User, *, challenge: bytes, known: Sequence[Passkey]
    ) -> Options:
        options = generate_registration_options(
            rp_id=self.id,
            rp_name=_SITE,
            user_id=owner.id.bytes,
            user_name=owner.email,
            user_display_name=owner.name,
            challenge=challenge,
            authenticator_selection=AuthenticatorSelectionCriteria(
                resident_key=ResidentKeyRequirement.REQUIRED,
                user_verification=UserVerificationRequirement.REQUIRED,
            ),
            exclude_credentials=[
                PublicKeyCredentialDescriptor(id=passkey.credential_id)
                for passkey in known
            ],
        )
        return options_to_json_dict(options)

    def check_creation(
        self, credential: Credential, *, challenge: bytes
    ) -> MadePasskey:
        try:
            parsed = parse_registration_credential_json(dict(credential))
            verified = verify_registration_response(
                credential=parsed,
                expected_challenge=challenge,
                expected_rp_id=self.id,
                expected_origin=self.origin,
                require_user_verification=True,
            )
            _require_key(verified.credential_public_key)
        except _BAD_BYTES:
            raise PasskeyUnusable from None
        if len(verified.credential_id) > _LONGEST_ID:
            raise PasskeyUnusable
        return MadePasskey(
            credential_id=verified.credential_id,
            public_key=verified.credential_public_key,
            sign_count=verified.sign_count,
            transports=[each.value for each in parsed.response.transports or ()],
        )

    def request_options(self, *, challenge: bytes) -> Options:
        options = generate_authentication_options(
            rp_id=self.id,
            challenge=challenge,
            user_verification=UserVerificationRequirement.REQUIRED,
        )
        return options_to_json_dict(options)

    def check_assertion(
        self, assertion: Assertion, *, challenge: bytes, public_key: bytes
    ) -> int:
        """How often the device says that it has signed, once all it says is proven."""
        try:
            verified = verify_authentication_response(
                credential=assertion.credential,
                expected_challenge=challenge,
                expected_rp_id=self.id,
                expected_origin=self.origin,
                credential_public_key=public_key,
                # The library would compare before it knows that the device said so.
                credential_current_sign_count=0,
                require_user_verification=True,
            )
        except _BAD_BYTES:
            raise PasskeyRefused from None
        return verified.new_sign_count


def _require_key(public_key: bytes) -> None:
    """Nothing has been signed with it yet: one that is none would lock its person out."""
    decoded_public_key_to_cryptography(decode_credential_public_key(public_key))
