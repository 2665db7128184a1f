"""Postgres 18 from a wheel, driven directly: one cluster in one folder."""

import os
import shutil
import signal
from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Final

import psutil
import psycopg
from typing_extensions import override

from devstack import binaries
from devstack.child_environment import inherited
from devstack.commands import last_line, run
from devstack.failures import NotReady, StackFailure
from devstack.program import Program
from devstack.unprivileged import Launcher, unprivileged

USER: Final = "app"
DATABASE: Final = "musicgenerator"
_INITDB_SECONDS: Final = 60.0
_CONNECT_SECONDS: Final = 2
_DURABLE: Final = (
    "shared_preload_libraries=pg_stat_statements",
    "log_min_messages=warning",
)
_FORGETFUL: Final = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")


class Postgres(Program):
    """Listens on 127.0.0.1 alone and asks for a password (SCRAM)."""

    stop_signal = signal.SIGINT

    def __init__(
        self,
        data_dir: Path,
        *,
        port: int,
        password: str,
        durable: bool = True,
        launcher: Launcher | None = None,
    ) -> None:
        """With ``durable=False`` it is faster and a power cut loses data: for tests."""
        self._data_dir = data_dir
        self._port = port
        self._password = password
        self._settings = _DURABLE if durable else (*_DURABLE, *_FORGETFUL)
        self._initdb_options = () if durable else ("--no-sync",)
        self._launcher = launcher or unprivileged()

    @property
    @override
    def name(self) -> str:
        return "postgres"

    @property
    def url(self) -> str:
        """For SQLAlchemy; of the stack's own database."""
        return self.url_of(DATABASE)

    def url_of(self, database: str) -> str:
        return f"postgresql+psycopg://{USER}:{self._password}@127.0.0.1:{self._port}/{database}"

    @override
    def prepare(self) -> None:
        if not (self._data_dir / "PG_VERSION").exists():
            self._make_cluster()
        self._launcher.hand_over(self._data_dir)
        _forget_dead_postmaster(self._data_dir)

    @override
    def launcher(self) -> Sequence[str]:
        return self._launcher.words

    @override
    def command(self) -> Sequence[str]:
        options = [word for setting in self._settings for word in ("-c", setting)]
        program = str(binaries.postgres("postgres"))
        where = ["-D", str(self._data_dir), "-h", "127.0.0.1", "-p", str(self._port)]
        # No unix socket: its path has a length limit, and the folder may be a deep one.
        return [program, *where, "-k", "", *options]

    @override
    def environment(self) -> Mapping[str, str]:
        return _english()

    @override
    def check(self) -> None:
        """Sign in, and make the stack's database when it is not there yet."""
        try:
            with self.connect("postgres") as connection:
                self._ensure_database(connection)
        except psycopg.OperationalError as error:
            raise NotReady(last_line(str(error))) from error

    def connect(self, database: str = DATABASE) -> psycopg.Connection:
        """A plain connection where each statement commits by itself."""
        return psycopg.connect(
            host="127.0.0.1",
            port=self._port,
            user=USER,
            password=self._password,
            dbname=database,
            connect_timeout=_CONNECT_SECONDS,
            sslmode="disable",
            autocommit=True,
        )

    def _ensure_database(self, connection: psycopg.Connection) -> None:
        query = "SELECT FROM pg_database WHERE datname = %s"
        if connection.execute(query, (DATABASE,)).fetchone() is None:
            connection.execute(f"CREATE DATABASE {DATABASE}")

    def _make_cluster(self) -> None:
        # Made beside its place and moved there: one cut short is never taken for whole.
        staging = self._data_dir.with_name(self._data_dir.name + ".new")
        shutil.rmtree(staging, ignore_errors=True)
        staging.mkdir(parents=True, mode=0o700)
        self._launcher.hand_over(staging)
        with NamedTemporaryFile("w", dir=staging.parent) as password_file:
            password_file.write(self._password)
            password_file.flush()
            os.chown(password_file.name, self._launcher.owner, -1)
            words = _initdb(staging, Path(password_file.name))
            done = run(
                [*self._launcher.words, *words, *self._initdb_options],
                timeout_seconds=_INITDB_SECONDS,
                environment=_english(),
            )
        if done.returncode != 0:
            raise StackFailure(
                f"Postgres could not be set up: {last_line(done.stderr)}"
            )
        staging.rename(self._data_dir)


def _initdb(folder: Path, password_file: Path) -> list[str]:
    return [
        str(binaries.postgres("initdb")),
        f"--pgdata={folder}",
        f"--username={USER}",
        f"--pwfile={password_file}",
        "--auth=scram-sha-256",
        "--encoding=UTF8",
        # The built-in provider sorts and folds Unicode alike on every machine.
        "--locale=C",
        "--locale-provider=builtin",
        "--builtin-locale=C.UTF-8",
        "--data-checksums",
    ]


def _english() -> dict[str, str]:
    return {**inherited(), "LC_ALL": "C"}


def _forget_dead_postmaster(data_dir: Path) -> None:
    """Drop a leftover lock file whose process number now belongs to someone else.

    Postgres refuses to start while any process of its user has that number, which is
    common in a container, where the numbers start anew.
    """
    lock = data_dir / "postmaster.pid"
    try:
        process = psutil.Process(int(lock.read_text().split()[0]))
        if process.name() == "postgres" and Path(process.cwd()) == data_dir.resolve():
            return
    except FileNotFoundError:
        return
    except (psutil.Error, ValueError, IndexError):
        pass
    lock.unlink(missing_ok=True)
