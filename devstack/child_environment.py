"""What a child process sees of the environment that the stack was started in."""

import os
from typing import Final

_LOCAL: Final = "127.0.0.1,localhost,::1"
# These steer client libraries: a profile or proxy meant for another server
# would turn ours into a riddle.
_STEERING: Final = (
    "AWS_",
    "PG",
    "TEMPORAL_",
    "DATABASE_",
    "S3_",
    "WEED_",
    "PYTHONHOME",
)


def inherited() -> dict[str, str]:
    """The person's own environment, less what belongs to other servers."""
    environment = {
        name: value
        for name, value in os.environ.items()  # noqa: TID251 -- the one place that passes it on
        if not name.startswith(_STEERING)
    }
    for name in ("NO_PROXY", "no_proxy"):
        environment[name] = ",".join(filter(None, (environment.get(name), _LOCAL)))
    return environment
