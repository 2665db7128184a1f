"""Asks a running gateway all that its description allows, and much that it does not."""

import math
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any, Final, TypeAlias, cast

import hypothesis
import requests
import schemathesis
from hypothesis import HealthCheck, Phase, settings
from hypothesis.errors import Unsatisfiable
from schemathesis.core.failures import FailureGroup
from schemathesis.core.result import Ok
from schemathesis.core.transport import Response
from schemathesis.generation import GenerationMode
from schemathesis.generation.case import Case as AnyCase
from schemathesis.specs.openapi import checks

from tests.canaries import PASSWORD
from tests.services.gateway.asking import DESCRIPTION
from tests.services.gateway.keys import modal

Operation: TypeAlias = Any
Case: TypeAlias = AnyCase[Any]

# Nobody sells anything here: what needs Polar says so, and that is right.
_SAID_TO_BE_AWAY: Final = {
    "list_products": "billing_disabled",
    "open_checkout": "billing_disabled",
    "open_portal": "billing_disabled",
    "receive_polar_event": "billing_disabled",
}
_CHECKED: Final = [
    checks.status_code_conformance,
    checks.content_type_conformance,
    checks.response_headers_conformance,
    checks.response_schema_conformance,
    checks.negative_data_rejection,
]
# After these nothing else can be asked by the same person.
_FAREWELLS: Final = frozenset(
    {
        "sign_up",
        "sign_in",
        "sign_out",
        "erase_account",
        "change_password",
        "end_session",
    }
)
# What may stand beside any words; which words go together, no schema can say.
_OPTIONS: Final = frozenset(
    {"instrumental", "seed", "guidance_scale", "infer_step", "takes"}
)
_PROBLEM: Final = ("type", "title", "status", "detail", "code")


@dataclass
class Asker:
    """Somebody with plenty of credits, who knows the ids of what they own."""

    url: str
    ids: dict[str, list[str]] = field(default_factory=dict)
    headers: dict[str, str] = field(default_factory=dict)
    cookies: dict[str, str] = field(default_factory=dict)
    people: int = 0

    def sign_up(self) -> None:
        """Begin anew, as somebody else, with a song and a key of their own."""
        self.people += 1
        person = {"email": f"asker-{self.people}@example.org", "name": "Asker"}
        with requests.Session() as browser:
            browser.headers["Origin"] = self.url

            def make(path: str, body: dict[str, Any]) -> dict[str, Any]:
                answer = browser.post(f"{self.url}{path}", json=body, timeout=30)
                assert answer.ok, answer.text
                made: dict[str, Any] = answer.json()
                return made

            make("/api/auth/sign-up", {**person, "password": PASSWORD})
            key = make("/api/api-keys", {"name": "Asker"})
            songs = make("/api/songs", DESCRIPTION)["songs"]
            self.cookies = {"session": str(browser.cookies["session"])}
        self.headers = {"Origin": self.url, **modal(key)}
        self.ids = {"key_id": [key["id"]], "song_id": [song["id"] for song in songs]}

    def point(self, case: Case, *, turn: int) -> None:
        """Every second time ask for what is there, and in words that make a song."""
        if turn % 2 and _name(case) == "create_songs":
            asked = cast(dict[str, Any], case.body)
            options = {name: asked[name] for name in _OPTIONS & asked.keys()}
            # To a schema 2.0 is a whole number, too; to us it is not.
            whole: dict[str, Any] = {
                name: _whole(value) for name, value in options.items()
            }
            case.body = {**whole, **DESCRIPTION}
        for name in case.path_parameters or {}:
            if turn % 2 and self.ids.get(name):
                case.path_parameters[name] = self.ids[name][turn % len(self.ids[name])]

    def ask(self, case: Case) -> Response:
        return case.call(
            headers=self.headers,
            cookies=self.cookies,
            # What stays open is heard for a moment only.
            timeout=3 if _name(case) == "follow_songs" else 40,
            allow_redirects=False,
        )

    def learn(self, case: Case, answer: Response) -> None:
        operation = _name(case)
        if answer.status_code >= HTTPStatus.MULTIPLE_CHOICES:
            return
        if operation in _FAREWELLS:
            self.sign_up()
        elif operation == "create_songs":
            songs = [song["id"] for song in answer.json()["songs"]]
            self.ids["song_id"].extend(songs)
        elif operation == "create_api_key":
            self.ids["key_id"].append(answer.json()["id"])


@dataclass
class Report:
    answers: Counter[tuple[str, int]] = field(default_factory=Counter)
    """How often each operation answered with each status."""
    faults: list[str] = field(default_factory=list)


def ask_everything(url: str, *, cases: int, seed: int) -> Report:
    """Ask about so many times in all, the same for the same seed."""
    # Whoever asks is let in by what they have, not by what is generated.
    config = schemathesis.Config.from_dict(
        {"generation": {"with-security-parameters": False}}
    )
    schema = schemathesis.openapi.from_url(f"{url}/openapi.json", config=config)
    operations = [
        cast(Ok[Operation], each).ok() for each in schema.get_all_operations()
    ]
    asker, report = Asker(url), Report()
    asker.sign_up()
    varied = [operation for operation in operations if _can_vary(operation)]
    each = max(1, math.ceil((cases - len(operations)) / (2 * len(varied))))
    for operation in operations:
        for mode in (
            GenerationMode if operation in varied else [GenerationMode.POSITIVE]
        ):
            _ask_often(operation, mode, asker, report, times=each, seed=seed)
    return report


def _can_vary(operation: Operation) -> bool:
    """The same request again finds nothing new."""
    return bool(operation.body or any(True for _ in operation.iter_parameters()))


def _ask_often(
    operation: Operation,
    mode: GenerationMode,
    asker: Asker,
    report: Report,
    *,
    times: int,
    seed: int,
) -> None:
    @hypothesis.seed(seed)
    @settings(
        max_examples=times,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @hypothesis.given(case=operation.as_strategy(generation_mode=mode))
    def ask(case: Case) -> None:
        if mode.is_positive:
            asker.point(case, turn=report.answers.total())
        answer = asker.ask(case)
        report.answers[_name(case), answer.status_code] += 1
        report.faults += _faults(case, answer)
        asker.learn(case, answer)

    try:
        ask()
    except Unsatisfiable:
        # A text in a path can be any text: none is wrong.
        assert not mode.is_positive


def _faults(case: Case, answer: Response) -> Iterator[str]:
    where = f"{case.method} {case.path} answers {answer.status_code}"
    if answer.status_code >= HTTPStatus.BAD_REQUEST:
        yield from (f"{where}: {fault}" for fault in _unlike_a_problem(case, answer))
    try:
        case.validate_response(
            answer,
            checks=_CHECKED,
            headers=dict(case.headers),
        )
    except FailureGroup as group:
        told = " ".join(" ".join(map(str, group.exceptions)).split())
        yield f"{where}: {told} -- {case.as_curl_command()}"


def _unlike_a_problem(case: Case, answer: Response) -> Iterator[str]:
    kind = answer.headers.get("content-type")
    if kind != ["application/problem+json"]:
        yield f"{kind} is no problem"
        return
    problem = answer.json()
    if missing := [name for name in _PROBLEM if name not in problem]:
        yield f"a problem without {missing}"
    if answer.status_code < HTTPStatus.INTERNAL_SERVER_ERROR:
        return
    if problem.get("code") != _SAID_TO_BE_AWAY.get(_name(case)):
        yield f"{problem.get('code')} -- {case.as_curl_command()}"


def _whole(value: object) -> object:
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _name(case: Case) -> str:
    name: str = case.operation.definition.raw["operationId"]
    return name
