"""Secrets at rest, with a key, without one, and while keys are changed."""

import pytest
from cryptography.fernet import Fernet
from pydantic import ValidationError

from shared.sealing import NoKeyOpens, Sealer
from shared.settings import SealingSettings
from tests.shared.test_settings import GOOD, start

SECRET = "JBSWY3DPEHPK3PXP"


def new_key() -> str:
    return Fernet.generate_key().decode()


def sealer(key: str | None = None, *, previous: str | None = None) -> Sealer:
    return Sealer(
        SealingSettings.model_validate(
            {"encryption_key": key, "encryption_key_previous": previous}
        )
    )


def test_what_is_sealed_can_be_opened_and_not_read() -> None:
    with_key = sealer(new_key())

    sealed = with_key.seal(SECRET)

    assert SECRET not in sealed
    assert with_key.open(sealed) == SECRET


def test_the_same_secret_never_looks_the_same() -> None:
    with_key = sealer(new_key())

    assert with_key.seal(SECRET) != with_key.seal(SECRET)


def test_without_a_key_it_is_visibly_plain() -> None:
    assert sealer().seal(SECRET) == f"plain:{SECRET}"
    assert sealer().open(f"plain:{SECRET}") == SECRET


def test_what_was_stored_plain_stays_readable_once_there_is_a_key() -> None:
    stored = sealer().seal(SECRET)

    assert sealer(new_key()).open(stored) == SECRET


def test_the_previous_key_still_opens_and_no_longer_seals() -> None:
    old, new = new_key(), new_key()
    stored = sealer(old).seal(SECRET)

    changed = sealer(new, previous=old)

    assert changed.open(stored) == SECRET
    assert sealer(new).open(changed.seal(SECRET)) == SECRET


def test_a_key_that_is_taken_away_still_opens_as_the_previous_one() -> None:
    old = new_key()
    stored = sealer(old).seal(SECRET)

    given_up = sealer(None, previous=old)

    assert given_up.open(stored) == SECRET
    assert given_up.seal(SECRET) == f"plain:{SECRET}"


@pytest.mark.parametrize("other", [None, new_key()], ids=["no key", "another key"])
def test_what_no_key_opens_says_which_setting_is_missing(other: str | None) -> None:
    stored = sealer(new_key()).seal(SECRET)

    with pytest.raises(NoKeyOpens, match="ENCRYPTION_KEY_PREVIOUS"):
        sealer(other).open(stored)


def test_what_was_tampered_with_is_not_opened() -> None:
    with_key = sealer(new_key())
    stored = with_key.seal(SECRET)
    changed = stored[:40] + ("A" if stored[40] != "A" else "B") + stored[41:]

    with pytest.raises(NoKeyOpens):
        with_key.open(changed)


def test_a_key_without_its_padding_is_the_same_key() -> None:
    key = new_key()

    assert sealer(key.rstrip("=")).open(sealer(key).seal(SECRET)) == SECRET


@pytest.mark.parametrize(
    "value",
    ["canary-secret", "canary-secret" * 4, f"{'+' * 43}=", f"{'A' * 42}==", "A" * 44],
)
def test_a_key_that_is_none_is_refused(value: str) -> None:
    with pytest.raises(ValidationError, match="32 random bytes in URL-safe base64"):
        sealer(value)


@pytest.mark.parametrize("name", ["ENCRYPTION_KEY", "ENCRYPTION_KEY_PREVIOUS"])
def test_a_wrong_key_stops_the_gateway_with_one_line(name: str) -> None:
    done = start("services.gateway.server", {**GOOD, name: "canary-secret" * 4})

    assert done.returncode == 78
    assert done.stderr == (
        f"{name} is wrong: it should be 32 random bytes in URL-safe base64.\n"
    )
