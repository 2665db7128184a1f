"""Holds what is asked of Polar, answered and delivered against the vendor's document."""

import json
import re
import uuid
from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import cache
from typing import Any
from urllib.parse import parse_qs

from jsonschema import Draft202012Validator, FormatChecker
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from tests.devstack.polar.document import CUT

_DOCUMENT = json.loads(CUT.read_text())
_JSON = "application/json"


def _is_uuid4(value: object) -> bool:
    return not isinstance(value, str) or uuid.UUID(value).version == 4


def _is_moment(value: object) -> bool:
    return not isinstance(value, str) or bool(datetime.fromisoformat(value).tzinfo)


def _is_email(value: object) -> bool:
    return not isinstance(value, str) or bool(re.fullmatch(r"[^@\s]+@[^@\s]+", value))


formats = FormatChecker()
formats.checks("uuid4", raises=ValueError)(_is_uuid4)
formats.checks("date-time", raises=ValueError)(_is_moment)
formats.checks("email")(_is_email)


def wrong_in_event(event: Mapping[str, Any]) -> list[str]:
    webhook = _DOCUMENT["webhooks"].get(event["type"])
    if webhook is None:
        return [f"{event['type']} is no event of the cut"]
    schema = webhook["post"]["requestBody"]["content"][_JSON]["schema"]
    return _wrong(event, schema, where=event["type"])


class Witness:
    """Stands before the application and notes all that breaks the vendor's document."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self.seen: list[str] = []
        self.wrong: list[str] = []

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or not scope["path"].startswith("/v1/"):
            await self._app(scope, receive, send)
            return
        asked, answered, status = bytearray(), bytearray(), 0

        async def hear() -> Message:
            message = await receive()
            asked.extend(message.get("body", b""))
            return message

        async def tell(message: Message) -> None:
            nonlocal status
            status = message.get("status", status)
            answered.extend(message.get("body", b""))
            await send(message)

        await self._app(scope, hear, tell)
        operation = _operation(scope["method"], scope["path"])
        where = f"{scope['method']} {scope['path']}"
        self.seen.append(f"{where} {status}")
        if operation is None:
            self.wrong.append(f"{where} is not in the document")
            return
        # What is refused may well be wrong: the refusal is what counts then.
        if status < 400:
            self.wrong += _wrong_in_request(operation, scope, bytes(asked), where)
        self.wrong += _wrong_in_answer(operation, status, bytes(answered), where)


def _operation(method: str, path: str) -> dict[str, Any] | None:
    for template, methods in _DOCUMENT["paths"].items():
        pattern = re.sub(r"\{\w+\}", "[^/]+", template)
        if re.fullmatch(pattern, path) and method.lower() in methods:
            found: dict[str, Any] = methods[method.lower()]
            return found
    return None


def _wrong_in_request(
    operation: dict[str, Any], scope: Scope, body: bytes, where: str
) -> list[str]:
    known = {each["name"]: each["schema"] for each in operation.get("parameters", [])}
    wrong: list[str] = []
    for name, values in parse_qs(scope["query_string"].decode()).items():
        if name not in known:
            wrong.append(f"{where}: {name} is not a parameter")
        elif all(_wrong(each, known[name], where=name) for each in _readings(values)):
            wrong.append(f"{where}: {name} is not as described")
    if "requestBody" in operation:
        schema = operation["requestBody"]["content"][_JSON]["schema"]
        wrong += _wrong(json.loads(body), schema, where=f"{where} body")
    return wrong


def _readings(values: Sequence[str]) -> list[object]:
    """A query is text: it stands for whatever its schema makes of it."""
    readings: list[object] = [list(values)]
    if len(values) == 1:
        readings.append(values[0])
        if values[0].isdecimal():
            readings.append(int(values[0]))
        if values[0] in {"true", "false"}:
            readings.append(values[0] == "true")
    return readings


def _wrong_in_answer(
    operation: dict[str, Any], status: int, body: bytes, where: str
) -> list[str]:
    if status == 401:
        schema = {"$ref": "#/components/schemas/Unauthorized"}
    elif str(status) not in operation["responses"]:
        return [f"{where} does not answer {status}"]
    else:
        content = operation["responses"][str(status)].get("content")
        if content is None:
            return [f"{where} {status} has a body"] if body else []
        schema = content[_JSON]["schema"]
    return _wrong(json.loads(body), schema, where=f"{where} {status}")


def _wrong(value: object, schema: dict[str, Any], *, where: str) -> list[str]:
    found = _validator(json.dumps(schema)).iter_errors(value)
    return [f"{where} at {list(each.absolute_path)}: {each.message}" for each in found]


@cache
def _validator(schema: str) -> Draft202012Validator:
    """Made once: it reads the whole document."""
    whole = {**json.loads(schema), "components": _DOCUMENT["components"]}
    return Draft202012Validator(whole, format_checker=formats)
