"""Does the time that a refusal takes tell whether an address has an account?

Run as ``python -m bench.sign_in``: so many tries with a known and with an unknown address
in turn, at a real gateway before a real database. Medians that differ by less than the
noise tell nothing (ASVS 6.3.8); the cost of one hash is shown beside them.
"""

import argparse
import asyncio
import logging
import statistics
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

import httpx
import structlog
from pydantic import SecretStr

from devstack.ports import PortBook
from devstack.testing import running_postgres
from services.gateway.auth.passwords import Passwords
from services.gateway.migrate import migrate
from services.gateway.settings import GatewaySettings
from shared.settings import (
    AccountSettings,
    DatabaseSettings,
    StorageSettings,
    TemporalSettings,
    WebSettings,
)
from tests.services.gateway.serving import serving

_KNOWN, _UNKNOWN = "known@example.org", "unknown@example.org"
_PASSWORD, _WRONG = "a password for measuring", "another for measuring"
_NO_LIMIT = 1_000_000


@asynccontextmanager
async def gateway() -> AsyncIterator[httpx.AsyncClient]:
    """A gateway where one person has signed up, without what signing in does not need."""
    with TemporaryDirectory() as folder, running_postgres(Path(folder)) as postgres:
        migrate(postgres.url)
        async with (
            serving(_settings(postgres.url, Path(folder))) as url,
            httpx.AsyncClient(base_url=url, timeout=60) as client,
        ):
            person = {"email": _KNOWN, "password": _PASSWORD, "name": "Known"}
            (await client.post("/api/auth/sign-up", json=person)).raise_for_status()
            client.cookies.clear()
            yield client


def _settings(database_url: str, folder: Path) -> GatewaySettings:
    nowhere = PortBook(folder / "nowhere.json").assign(["temporal", "s3"])
    return GatewaySettings(
        accounts=AccountSettings(sign_ins_per_hour=_NO_LIMIT),
        database=DatabaseSettings.model_validate({"url": database_url}),
        storage=StorageSettings(
            s3_endpoint_url=f"http://127.0.0.1:{nowhere['s3']}",
            s3_bucket_name="none",
            aws_access_key_id="none",
            aws_secret_access_key=SecretStr("none"),
        ),
        temporal=TemporalSettings(address=f"127.0.0.1:{nowhere['temporal']}"),
        web=WebSettings(environment="test"),
    )


async def milliseconds(work: Callable[[], Awaitable[object]]) -> float:
    started = perf_counter()
    await work()
    return 1000 * (perf_counter() - started)


async def refusals(client: httpx.AsyncClient, tries: int) -> dict[str, list[float]]:
    """How long each took; the two take turns, so that they meet the same noise."""
    taken: dict[str, list[float]] = {_KNOWN: [], _UNKNOWN: []}

    async def refused(email: str) -> None:
        body = {"email": email, "password": _WRONG}
        answer = await client.post("/api/auth/sign-in", json=body)
        assert answer.status_code == 401, answer.text

    for email in taken:
        await refused(email)
    for turn in range(tries):
        # Neither always follows the other.
        for email in sorted(taken, reverse=turn % 2 == 1):
            taken[email].append(await milliseconds(partial(refused, email)))
    return taken


async def hashes(tries: int) -> list[float]:
    passwords = Passwords()
    work = partial(passwords.hash, _WRONG)
    return [await milliseconds(work) for _ in range(tries)]


def show(what: str, times: list[float]) -> None:
    p95 = statistics.quantiles(times, n=20)[-1]
    print(f"{what:20} {statistics.median(times):8.1f} ms {p95:8.1f} ms")


async def measure(tries: int) -> None:
    async with gateway() as client:
        taken = await refusals(client, tries)
    print(f"{'of ' + str(tries) + ' each':20} {'median':>11} {'p95':>11}")
    show("known address", taken[_KNOWN])
    show("unknown address", taken[_UNKNOWN])
    show("one hash", await hashes(20))
    apart = statistics.median(taken[_KNOWN]) - statistics.median(taken[_UNKNOWN])
    print(f"{'medians apart':20} {apart:+8.1f} ms")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tries", type=int, default=200)
    # The gateway misses Temporal, and says so while it is measured.
    quiet = structlog.make_filtering_bound_logger(logging.ERROR)
    structlog.configure(wrapper_class=quiet)
    asyncio.run(measure(parser.parse_args().tries))


if __name__ == "__main__":
    main()
