"""API keys for tests, and the programs that use them."""

from typing import Any

import httpx


async def new_key(person: httpx.AsyncClient, **changes: Any) -> dict[str, Any]:
    """A key that may do everything, unless told otherwise."""
    answer = await person.post("/api/api-keys", json={"name": "Radio", **changes})
    assert answer.status_code == 201, answer.text
    key: dict[str, Any] = answer.json()
    return key


def bearer(key: dict[str, Any]) -> dict[str, str]:
    return {"Authorization": f"Bearer {key['secret']}"}


def modal(key: dict[str, Any]) -> dict[str, str]:
    """The same key in the original's two headers."""
    return {"Modal-Key": key["public_id"], "Modal-Secret": key["secret"][-43:]}
