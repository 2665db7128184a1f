"""Refusals of the stand-in, in the vendor's words and shapes."""

from http import HTTPStatus
from typing import Any

from typing_extensions import override


class Refusal(Exception):
    """Answered with ``status``; ``error`` is the vendor's name for it."""

    status: HTTPStatus
    error: str

    def __init__(self, detail: str) -> None:
        super().__init__(detail)
        self.detail = detail

    def body(self) -> dict[str, Any]:
        return {"error": self.error, "detail": self.detail}


class Unauthorized(Refusal):
    status = HTTPStatus.UNAUTHORIZED
    error = "Unauthorized"

    def __init__(self) -> None:
        super().__init__("Send the access token as a bearer token.")


class ResourceNotFound(Refusal):
    status = HTTPStatus.NOT_FOUND
    error = "ResourceNotFound"

    def __init__(self) -> None:
        super().__init__("Not found")


class RefundedAlready(Refusal):
    status = HTTPStatus.FORBIDDEN
    error = "RefundedAlready"

    def __init__(self) -> None:
        super().__init__("Order is already fully refunded.")


class NotPayable(Refusal):
    """The stand-in's own: its test actions say why they did nothing."""

    status = HTTPStatus.CONFLICT
    error = "NotPayable"

    def __init__(self, *, checkout_status: str) -> None:
        super().__init__(f"This checkout is {checkout_status}: open another one.")


class Unprocessable(Refusal):
    """A value that is well-formed and yet wrong: told as a failed validation."""

    status = HTTPStatus.UNPROCESSABLE_ENTITY
    error = "RequestValidationError"

    def __init__(self, message: str, *, field: str, value: object) -> None:
        super().__init__(message)
        self._field = field
        self._value = value

    @override
    def body(self) -> dict[str, Any]:
        problem = {
            "type": "value_error",
            "loc": ["body", self._field],
            "msg": self.detail,
            "input": self._value,
        }
        return {"error": self.error, "detail": [problem]}
