from devstack.commands import run
from devstack.first_song import first_song


def test_the_block_is_valid_for_a_plain_shell() -> None:
    done = run(
        ["sh", "-n", "-c", first_song("http://localhost:8000")], timeout_seconds=5
    )

    assert (done.returncode, done.stderr) == (0, "")


def test_each_request_that_changes_something_names_its_origin() -> None:
    requests = first_song("http://localhost:8000").split("curl ")[1:]

    changing = [each for each in requests if " -d " in each]
    assert len(changing) == 2
    assert all('-H "Origin: $url"' in each for each in changing)
