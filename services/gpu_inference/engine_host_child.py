"""What runs inside the process of an engine that makes many songs at once."""

import os
import threading
import time
import traceback
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Final, TypeAlias

import structlog

from services.gpu_inference.engine_calls import Broken, Call, Ended, GiveUp, Stepped
from services.gpu_inference.engine_child import (
    Channel,
    Done,
    Ready,
    Refused,
    Stopped,
    die_with_the_worker,
    leave_signals_to_the_worker,
)
from services.gpu_inference.engines.engine import Engine
from services.gpu_inference.jobs import Job
from shared.errors import DomainError
from shared.logging import configure_logging

log: structlog.stdlib.BoundLogger = structlog.get_logger()

HostedFactory: TypeAlias = Callable[[], tuple[Engine, "IsFatal"]]
"""Loads an engine, with its way to tell which errors leave its device of no use."""
IsFatal: TypeAlias = Callable[[BaseException], bool]

BROKEN_DEVICE: Final = 4
"""Exit status of a process whose device does not work any more."""

_TELL_EVERY_SECONDS: Final = 0.1


def serve_many(channel: Channel, factory: HostedFactory, *, threads: int) -> None:
    """Run until the worker hangs up: each job in a thread, all with one engine."""
    configure_logging(service="gpu_inference")
    leave_signals_to_the_worker()
    threading.Thread(target=die_with_the_worker, daemon=True).start()
    try:
        engine, is_fatal = factory()
    except DomainError as error:
        channel.send(Refused.of(error))
        return
    channel.send(Ready())
    desk = _Desk(channel, engine, is_fatal)
    with ThreadPoolExecutor(threads, thread_name_prefix="job") as pool:
        while (message := _next_message(channel)) is not None:
            if isinstance(message, GiveUp):
                desk.give_up(message.number)
            else:
                desk.expect(message.number)
                pool.submit(desk.serve, message)
        desk.give_up_all()
    # At once: the models' own threads may be in the midst of a pass, and a slow farewell
    # of the interpreter would abort them with a scare on the terminal.
    os._exit(0)


class _Desk:
    """Runs jobs and reports on them; the channel is written by one thread at a time."""

    def __init__(self, channel: Channel, engine: Engine, is_fatal: IsFatal) -> None:
        self._channel = channel
        self._engine = engine
        self._is_fatal = is_fatal
        self._writing = threading.Lock()
        self._given_up: dict[int, threading.Event] = {}

    def expect(self, number: int) -> None:
        self._given_up[number] = threading.Event()

    def give_up(self, number: int) -> None:
        # It may have ended while the message was on its way.
        if number in self._given_up:
            self._given_up[number].set()

    def give_up_all(self) -> None:
        for given_up in list(self._given_up.values()):
            given_up.set()

    def serve(self, call: Call) -> None:
        on_step = _Telling(self._given_up[call.number], self._tell, call.number)
        outcome = self._outcome(call.job, on_step)
        del self._given_up[call.number]
        self._tell(Ended(call.number, outcome))

    def _outcome(self, job: Job[Any], on_step: "_Telling") -> Any:
        try:
            return Done(job.run(self._engine, on_step=on_step))
        except DomainError as error:
            return Refused.of(error)
        except Stopped as stopped:
            return stopped
        except Exception as error:
            # The lines of code, but no values: they may be somebody's words.
            log.error(
                "job_broken",
                job=type(job).__name__,
                error=type(error).__name__,
                trace=traceback.format_tb(error.__traceback__),
            )
            if self._is_fatal(error):
                # No song can be saved here; a new process gets a new context.
                os._exit(BROKEN_DEVICE)
            return Broken(reason=type(error).__name__)

    def _tell(self, message: Any) -> None:
        with self._writing:
            self._channel.send(message)


class _Telling:
    """A job's ``on_step``: reports now and then, and stops a job that was given up."""

    def __init__(
        self, given_up: threading.Event, tell: Callable[[Any], None], number: int
    ) -> None:
        self._given_up = given_up
        self._tell = tell
        self._number = number
        self._told = (-1, -1)
        self._told_at = 0.0

    def __call__(self, step: int, steps: int) -> None:
        if self._given_up.is_set():
            raise Stopped
        is_due = time.monotonic() - self._told_at >= _TELL_EVERY_SECONDS
        if is_due and (step, steps) != self._told:
            self._told, self._told_at = (step, steps), time.monotonic()
            self._tell(Stepped(self._number, step, steps))


def _next_message(channel: Channel) -> Call | GiveUp | None:
    try:
        message: Call | GiveUp = channel.recv()
    except (EOFError, ConnectionError):
        return None
    return message
