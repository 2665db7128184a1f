"""Where the built web app lies."""

from pathlib import Path
from typing import Final

INDEX: Final = "index.html"

_HERE: Final = Path(__file__).parent
_CANDIDATES: Final = (
    # Laid beside this package, where the service is installed from a wheel.
    _HERE / "dist",
    # Built in the repository.
    _HERE.parents[2] / "frontend" / "dist",
)


def folder_of_web_app(chosen: Path | None) -> Path:
    """The one that is chosen, else the first that holds a page; it may not be built yet."""
    if chosen is not None:
        return chosen
    built = [folder for folder in _CANDIDATES if (folder / INDEX).is_file()]
    return built[0] if built else _CANDIDATES[-1]
