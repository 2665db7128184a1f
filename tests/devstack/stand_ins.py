"""Stand-ins for our services, small enough to start and stop the whole stack often."""

import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import devstack
from devstack.child_environment import inherited

_REPOSITORY = Path(devstack.__file__).parents[1]
_WORKER = """
import os, pathlib, signal
pathlib.Path(os.environ["READY_FILE"]).touch()
print("polling", flush=True)
signal.sigwait({signal.SIGTERM})
"""
_SERVER = """
import json, os
from http.server import BaseHTTPRequestHandler, HTTPServer
class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.end_headers()
        self.wfile.write(json.dumps(dict(os.environ)).encode())
HTTPServer((os.environ["HOST"], int(os.environ["PORT"])), Handler).serve_forever()
"""
# What has no stand-in is the real thing: the command line names options of some services.
_BESIDE_THE_REAL = (
    "from pkgutil import extend_path\n__path__ = extend_path(__path__, __name__)\n"
)
_MODULES = {
    "gateway/migrate.py": "print('up to date')",
    "gateway/server.py": _SERVER,
    "workflows/worker.py": _WORKER,
    "gpu_inference/worker.py": _WORKER,
}


def write_services(folder: Path, replaced: Mapping[str, str] | None = None) -> None:
    """Write a package ``services`` that hides the real one for whoever starts there."""
    for name, code in {**_MODULES, **(replaced or {})}.items():
        path = folder / "services" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.with_name("__init__.py").write_text(_BESIDE_THE_REAL)
        path.write_text(code)
    (folder / "services" / "__init__.py").write_text(_BESIDE_THE_REAL)


def command_line(*words: str) -> list[str]:
    return [sys.executable, "-m", "devstack.cli", *words]


def environment(**settings: str) -> dict[str, str]:
    return {**inherited(), "PYTHONPATH": str(_REPOSITORY), **settings}


def ask(*words: str, folder: Path, **settings: str) -> subprocess.CompletedProcess[str]:
    """Run the program to its end."""
    return subprocess.run(
        command_line(*words),
        cwd=folder,
        env=environment(**settings),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@contextmanager
def dev(folder: Path, *, port: int) -> Iterator[subprocess.Popen[str]]:
    """Start the stack there; the caller reads its words and ends it."""
    process = subprocess.Popen(
        command_line("dev"),
        cwd=folder,
        env=environment(PORT=str(port), SOUNDFONT_PATH="none.sf3"),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def read_until(process: subprocess.Popen[str], words: str) -> str:
    """The words so far, up to the line that holds these."""
    assert process.stdout is not None
    said = ""
    for line in process.stdout:
        said += line
        if words in line:
            return said
    raise AssertionError(f"{words!r} was never said, but: {said}")
