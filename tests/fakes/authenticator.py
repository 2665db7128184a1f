"""A device with passkeys, in software: real keys and signatures, and lies on request."""

import hashlib
import json
import secrets
from dataclasses import dataclass, field
from typing import Any

import cbor2
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from webauthn.helpers import base64url_to_bytes, bytes_to_base64url

_PRESENT, _VERIFIED, _WITH_KEY = 0x01, 0x04, 0x40


@dataclass(frozen=True, kw_only=True, slots=True)
class Lies:
    """What the device, or the page that asked it, says instead of the truth."""

    kind: str | None = None
    origin: str | None = None
    rp_id: str | None = None
    challenge: bytes | None = None
    is_verified: bool = True
    is_present: bool = True
    sign_count: int | None = None
    user_handle: bytes | None = None
    key: ec.EllipticCurvePrivateKey | None = None
    """Signs instead of the passkey's own."""
    attestation: dict[str, Any] = field(default_factory=dict)
    public_key: object = None


_NO_LIES = Lies()


@dataclass(kw_only=True)
class Passkey:
    id: bytes
    user_handle: bytes
    key: ec.EllipticCurvePrivateKey
    sign_count: int = 0


@dataclass(kw_only=True)
class Authenticator:
    """In a browser that shows a page of this origin."""

    origin: str
    counts: bool = True
    """Some devices say 0 for ever."""
    passkeys: list[Passkey] = field(default_factory=list)

    def create(self, options: dict[str, Any], lies: Lies = _NO_LIES) -> dict[str, Any]:
        """Make a passkey, as ``navigator.credentials.create()`` would."""
        passkey = Passkey(
            id=secrets.token_bytes(32),
            user_handle=base64url_to_bytes(options["user"]["id"]),
            key=new_key(),
        )
        self.passkeys.append(passkey)
        return self.attest(passkey, options, lies)

    def attest(
        self, passkey: Passkey, options: dict[str, Any], lies: Lies = _NO_LIES
    ) -> dict[str, Any]:
        """Say, of a passkey that there is, that it was made just now."""
        said = self._authenticator_data(passkey, options["rp"]["id"], lies, made=True)
        attestation = {"fmt": "none", "attStmt": {}, "authData": said}
        attestation |= lies.attestation
        return _credential(
            passkey,
            clientDataJSON=self._client_data("webauthn.create", options, lies),
            attestationObject=cbor2.dumps(attestation),
        )

    def get(self, options: dict[str, Any], lies: Lies = _NO_LIES) -> dict[str, Any]:
        """Sign a challenge, as ``navigator.credentials.get()`` would."""
        passkey = self.passkeys[-1]
        if self.counts:
            passkey.sign_count += 1
        said = self._authenticator_data(passkey, options["rpId"], lies)
        client_data = self._client_data("webauthn.get", options, lies)
        signed = said + hashlib.sha256(client_data).digest()
        key = lies.key or passkey.key
        return _credential(
            passkey,
            clientDataJSON=client_data,
            authenticatorData=said,
            signature=key.sign(signed, ec.ECDSA(SHA256())),
            userHandle=lies.user_handle or passkey.user_handle,
        )

    def _client_data(self, kind: str, options: dict[str, Any], lies: Lies) -> bytes:
        challenge = options["challenge"]
        if lies.challenge is not None:
            challenge = bytes_to_base64url(lies.challenge)
        return json.dumps(
            {
                "type": lies.kind or kind,
                "challenge": challenge,
                "origin": lies.origin or self.origin,
                "crossOrigin": False,
            }
        ).encode()

    def _authenticator_data(
        self, passkey: Passkey, rp_id: str, lies: Lies, *, made: bool = False
    ) -> bytes:
        flags = (
            (_PRESENT if lies.is_present else 0)
            | (_VERIFIED if lies.is_verified else 0)
            | (_WITH_KEY if made else 0)
        )
        count = passkey.sign_count if lies.sign_count is None else lies.sign_count
        return (
            hashlib.sha256((lies.rp_id or rp_id).encode()).digest()
            + bytes([flags])
            + count.to_bytes(4, "big")
            + (_key_data(passkey, lies) if made else b"")
        )


def new_key() -> ec.EllipticCurvePrivateKey:
    return ec.generate_private_key(ec.SECP256R1())


def _key_data(passkey: Passkey, lies: Lies) -> bytes:
    unnamed_model = bytes(16)
    public_key: bytes = cbor2.dumps(lies.public_key or _cose(passkey.key))
    return unnamed_model + len(passkey.id).to_bytes(2, "big") + passkey.id + public_key


def _cose(key: ec.EllipticCurvePrivateKey) -> dict[int, object]:
    """RFC 9052: EC2, ES256, P-256, and a point."""
    numbers = key.public_key().public_numbers()
    x, y = (number.to_bytes(32, "big") for number in (numbers.x, numbers.y))
    return {1: 2, 3: -7, -1: 1, -2: x, -3: y}


def _credential(passkey: Passkey, **response: bytes) -> dict[str, Any]:
    """As ``PublicKeyCredential.toJSON()`` writes it."""
    return {
        "id": bytes_to_base64url(passkey.id),
        "rawId": bytes_to_base64url(passkey.id),
        "type": "public-key",
        "authenticatorAttachment": "platform",
        "clientExtensionResults": {},
        "response": {
            name: bytes_to_base64url(value) for name, value in response.items()
        }
        | {"transports": ["internal"]},
    }
