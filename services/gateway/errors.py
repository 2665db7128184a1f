"""How errors look over HTTP: which status each has, and what a client is told."""

from http import HTTPStatus

import structlog
from botocore.exceptions import ConnectionError as StorageUnreachable
from botocore.exceptions import HTTPClientError as StorageInterrupted
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from starlette.exceptions import HTTPException

from services.gateway.api_keys.errors import TooManyApiKeys
from services.gateway.auth.errors import (
    EmailTaken,
    ForeignOrigin,
    InsufficientScope,
    InvalidApiKey,
    MisdirectedRequest,
    NotSignedIn,
    PasswordIsEmail,
    ReauthenticationRequired,
    SecondFactorRequired,
    SessionRequired,
    WrongCredentials,
)
from services.gateway.billing.errors import (
    BillingDisabled,
    BillingUnavailable,
    CheckoutRefused,
    EmailRefused,
    NoCustomer,
)
from services.gateway.compat.errors import KeyHeadersMissing, SongCancelled, SongFailed
from services.gateway.health.errors import EngineUnknown
from services.gateway.oauth.errors import (
    ConsentRefused,
    EmailHasAccount,
    LastWayIn,
    ProviderAccountInUse,
    ProviderLinkedAlready,
    ProviderMisbehaved,
    ProviderUnavailable,
    SignInExpired,
    VerifiedEmailRequired,
)
from services.gateway.outages import Unavailable
from services.gateway.passkeys.errors import (
    PasskeyKnown,
    PasskeyRefused,
    PasskeyUnusable,
    TooManyPasskeys,
)
from services.gateway.problems import FieldProblem, code_of, problem
from services.gateway.rate_limits.errors import RateLimited
from services.gateway.second_factor.errors import (
    CodeRequired,
    SecondFactorOff,
    SecondFactorOn,
    WrongCode,
)
from services.gateway.songs.errors import (
    IdempotencyKeyReused,
    MasterLost,
    QuotaExceeded,
    RequestInFlight,
    SongNotReady,
)
from services.gateway.webhooks.errors import UnreadableDelivery, WrongSignature
from shared.domain.credits import InsufficientCredits
from shared.domain.orders import UnreadableOrder
from shared.domain.songs import CancelRequested, InvalidTransition, SongAlreadyFinished
from shared.errors import DomainError, NotFound
from shared.ledger import AlreadyReleased, NothingReserved
from shared.pagination import BadCursor
from shared.single_use import InvalidToken
from shared.song_workflows import UnusableRecipe

log: structlog.stdlib.BoundLogger = structlog.get_logger()

STATUS: dict[type[DomainError], HTTPStatus] = {
    NotFound: HTTPStatus.NOT_FOUND,
    InsufficientCredits: HTTPStatus.PAYMENT_REQUIRED,
    InvalidTransition: HTTPStatus.CONFLICT,
    SongAlreadyFinished: HTTPStatus.CONFLICT,
    SongNotReady: HTTPStatus.CONFLICT,
    MasterLost: HTTPStatus.GONE,
    AlreadyReleased: HTTPStatus.CONFLICT,
    NothingReserved: HTTPStatus.CONFLICT,
    RequestInFlight: HTTPStatus.CONFLICT,
    IdempotencyKeyReused: HTTPStatus.UNPROCESSABLE_ENTITY,
    BadCursor: HTTPStatus.UNPROCESSABLE_ENTITY,
    QuotaExceeded: HTTPStatus.TOO_MANY_REQUESTS,
    NotSignedIn: HTTPStatus.UNAUTHORIZED,
    WrongCredentials: HTTPStatus.UNAUTHORIZED,
    InvalidApiKey: HTTPStatus.UNAUTHORIZED,
    SecondFactorRequired: HTTPStatus.UNAUTHORIZED,
    InsufficientScope: HTTPStatus.FORBIDDEN,
    SessionRequired: HTTPStatus.FORBIDDEN,
    ReauthenticationRequired: HTTPStatus.FORBIDDEN,
    RateLimited: HTTPStatus.TOO_MANY_REQUESTS,
    InvalidToken: HTTPStatus.BAD_REQUEST,
    ForeignOrigin: HTTPStatus.FORBIDDEN,
    MisdirectedRequest: HTTPStatus.MISDIRECTED_REQUEST,
    EmailTaken: HTTPStatus.CONFLICT,
    PasswordIsEmail: HTTPStatus.UNPROCESSABLE_ENTITY,
    EngineUnknown: HTTPStatus.SERVICE_UNAVAILABLE,
    Unavailable: HTTPStatus.SERVICE_UNAVAILABLE,
    CancelRequested: HTTPStatus.CONFLICT,
    UnusableRecipe: HTTPStatus.CONFLICT,
    ConsentRefused: HTTPStatus.FORBIDDEN,
    EmailHasAccount: HTTPStatus.CONFLICT,
    LastWayIn: HTTPStatus.CONFLICT,
    ProviderAccountInUse: HTTPStatus.CONFLICT,
    ProviderLinkedAlready: HTTPStatus.CONFLICT,
    ProviderMisbehaved: HTTPStatus.BAD_GATEWAY,
    ProviderUnavailable: HTTPStatus.SERVICE_UNAVAILABLE,
    SignInExpired: HTTPStatus.BAD_REQUEST,
    VerifiedEmailRequired: HTTPStatus.FORBIDDEN,
    TooManyApiKeys: HTTPStatus.CONFLICT,
    KeyHeadersMissing: HTTPStatus.UNAUTHORIZED,
    SongCancelled: HTTPStatus.CONFLICT,
    SongFailed: HTTPStatus.BAD_GATEWAY,
    BillingDisabled: HTTPStatus.SERVICE_UNAVAILABLE,
    BillingUnavailable: HTTPStatus.SERVICE_UNAVAILABLE,
    CheckoutRefused: HTTPStatus.CONFLICT,
    EmailRefused: HTTPStatus.CONFLICT,
    NoCustomer: HTTPStatus.CONFLICT,
    UnreadableDelivery: HTTPStatus.BAD_REQUEST,
    WrongSignature: HTTPStatus.FORBIDDEN,
    UnreadableOrder: HTTPStatus.BAD_REQUEST,
    PasskeyKnown: HTTPStatus.CONFLICT,
    PasskeyRefused: HTTPStatus.UNAUTHORIZED,
    PasskeyUnusable: HTTPStatus.BAD_REQUEST,
    TooManyPasskeys: HTTPStatus.CONFLICT,
    SecondFactorOff: HTTPStatus.CONFLICT,
    SecondFactorOn: HTTPStatus.CONFLICT,
    CodeRequired: HTTPStatus.BAD_REQUEST,
    WrongCode: HTTPStatus.BAD_REQUEST,
}


# Whoever looks for somebody who tries doors looks for these.
_DOORS = frozenset({HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN})


async def render_domain_error(_: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, DomainError)
    status = STATUS.get(type(error), HTTPStatus.BAD_REQUEST)
    if status in _DOORS:
        log.info("request_refused", status=status.value, code=code_of(error))
    facts = {name: value for name, value in vars(error).items() if name != "field"}
    seconds = facts.pop("retry_after_seconds", None)
    field = getattr(error, "field", None)
    return problem(
        status,
        code=code_of(error),
        detail=str(error),
        facts=facts,
        errors=[FieldProblem(field=field, message=str(error))] if field else None,
        headers={"Retry-After": str(seconds)} if seconds else None,
    )


async def render_invalid_request(_: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, RequestValidationError)
    errors = [
        FieldProblem(field=_field(item["loc"]), message=_sentence(item["msg"]))
        for item in error.errors()
    ]
    return problem(
        HTTPStatus.UNPROCESSABLE_ENTITY,
        code="invalid_request",
        detail="; ".join(f"{item.field}: {item.message}" for item in errors[:3]),
        errors=errors,
    )


async def render_http_error(_: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, HTTPException)
    status = HTTPStatus(error.status_code)
    return problem(
        status,
        code=status.name.lower(),
        detail=_HTTP_DETAIL.get(status, str(error.detail)),
        headers=error.headers,
    )


async def render_outage(request: Request, error: Exception) -> JSONResponse:
    log.warning("request_met_outage", kind=type(error).__name__)
    return await render_domain_error(request, Unavailable())


async def render_bug(_: Request, error: Exception) -> JSONResponse:
    """The stack trace goes to the log, by way of the server; the client gets a sentence."""
    log.error("request_failed", kind=type(error).__name__)
    return problem(
        HTTPStatus.INTERNAL_SERVER_ERROR,
        code="internal_error",
        detail="Something broke on our side; please try again.",
    )


_OUTAGES = (
    OperationalError,
    PoolTimeout,
    TimeoutError,
    StorageUnreachable,
    StorageInterrupted,
)
_HTTP_DETAIL = {
    HTTPStatus.NOT_FOUND: "There is nothing at this address.",
    HTTPStatus.METHOD_NOT_ALLOWED: "This address does not take that method.",
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: "The request is larger than 256 KiB.",
}


def _field(location: tuple[int | str, ...]) -> str:
    """``("body", "lyrics")`` → ``lyrics``; JSON that cannot be read is ``body``."""
    named = [str(part) for part in location[1:] if not isinstance(part, int)]
    return ".".join(named) or str(location[0])


def _sentence(message: str) -> str:
    return message.removeprefix("Value error, ")


def add_error_handlers(app: FastAPI) -> None:
    app.add_exception_handler(DomainError, render_domain_error)
    app.add_exception_handler(RequestValidationError, render_invalid_request)
    app.add_exception_handler(HTTPException, render_http_error)
    for outage in _OUTAGES:
        app.add_exception_handler(outage, render_outage)
    app.add_exception_handler(Exception, render_bug)
