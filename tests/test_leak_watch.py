"""The watch for planted secrets fires, and names the test and not the secret."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.canaries import PASSWORD, names_in

ROOT = Path(__file__).parents[1]

CLEAN = "def test_it(): print('all is well')"
LEAKS = {
    "on standard output": "def test_{1}(): print('{0}')",
    "in an address": "def test_{1}(): print('?p=' + '{0}'.replace(' ', '+'))",
    "on standard error": "import sys\ndef test_{1}(): sys.stderr.write('{0}'.upper())",
    "in a library's log": "import logging\ndef test_{1}(): logging.error('{0}')",
    "while a fixture ends": (
        "import pytest\n"
        "@pytest.fixture\ndef ending():\n    yield\n    print('{0}')\n"
        "def test_{1}(ending): pass"
    ),
    "in a server's log": (
        "def test_{1}(tmp_path_factory):\n"
        "    folder = tmp_path_factory.mktemp('server')\n"
        "    (folder / 'postgres.log').write_text('{0}')"
    ),
    "in a stack's log": (
        "def test_{1}(tmp_path):\n"
        "    (tmp_path / 'stack' / 'logs').mkdir(parents=True)\n"
        "    (tmp_path / 'stack' / 'logs' / 'gateway.log').write_text('{0}')"
    ),
    "an address": "def test_{1}(): print('mail for noor' + '@example.org')",
    "a cookie": "def test_{1}(): print('session=' + 'Ab1' * 14 + 'x')",
    "a key": "def test_{1}(): print('mk_live_' + 'abcd2345_' + 'Ab1' * 14)",
    "a signature": "def test_{1}(): print('X-Amz-Signature=' + 'ab12' * 16)",
}


def run(folder: Path, source: str, *more: str) -> subprocess.CompletedProcess[str]:
    (folder / "test_tiny.py").write_text(source)
    return subprocess.run(
        [
            *(sys.executable, "-m", "pytest", "-p", "tests.leak_watch", "-q"),
            *(f"--rootdir={folder}", f"--basetemp={folder}/t"),
            *("--show-capture=all", "--tb=short", str(folder / "test_tiny.py"), *more),
        ],
        cwd=ROOT,
        env={**os.environ, "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"},  # noqa: TID251
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture(scope="module")
def leaking_run(tmp_path_factory: pytest.TempPathFactory) -> str:
    """What pytest says of a file in which every test leaks."""
    sources = [
        source.format(PASSWORD, number) for number, source in enumerate(LEAKS.values())
    ]
    done = run(tmp_path_factory.mktemp("tiny"), "\n".join(sources))
    assert done.returncode == 1
    return done.stdout


@pytest.mark.parametrize("place", LEAKS)
def test_a_secret_fails_the_test_that_tells_it(leaking_run: str, place: str) -> None:
    name = f"test_tiny.py::test_{list(LEAKS).index(place)}"

    assert f"{name} leaked: " in leaking_run
    assert names_in(leaking_run) == []


def test_a_run_that_tells_nothing_passes(tmp_path: Path) -> None:
    assert run(tmp_path, CLEAN).returncode == 0


def test_a_test_that_fails_by_itself_shows_no_secret_either(tmp_path: Path) -> None:
    source = f"said = '{PASSWORD}'\ndef test_it():\n    print(said)\n    assert not 1"

    done = run(tmp_path, source)

    assert done.returncode == 1
    assert "assert not 1" in done.stdout
    assert names_in(done.stdout) == []


@pytest.mark.parametrize(
    "shared_out", [(), ("-p", "xdist", "-n", "2")], ids=["alone", "shared out"]
)
def test_what_a_server_says_at_the_end_fails_the_run(
    tmp_path: Path, shared_out: tuple[str, ...]
) -> None:
    (tmp_path / "conftest.py").write_text(
        "import pytest\n"
        "@pytest.fixture(scope='session', autouse=True)\n"
        "def home(tmp_path_factory, pytestconfig):\n"
        "    pytestconfig.home = tmp_path_factory.mktemp('server')\n"
        "@pytest.hookimpl(tryfirst=True)\n"
        "def pytest_sessionfinish(session):\n"
        "    if hasattr(session.config, 'home'):\n"
        f"        (session.config.home / 's3.log').write_text({PASSWORD!r})\n"
    )

    done = run(tmp_path, CLEAN, *shared_out)

    assert done.returncode == 1
    assert "LEAKED by the end of the run: s3.log" in done.stdout
    assert names_in(done.stdout) == []
