"""An errand's report in words, for whoever runs it by hand."""

from collections.abc import Iterator

from shared.contracts.upkeep import Errand, ErrandReport


def lines_of(errand: Errand, report: ErrandReport, *, applied: bool) -> Iterator[str]:
    if not report.found:
        yield f"{errand}: {report.seen} looked at, nothing to do."
        return
    done = f"{report.done} dealt with" if applied else "nothing was changed"
    yield f"{errand}: {report.seen} looked at, {done}."
    for kind, count in report.found.items():
        ids = report.ids.get(kind, ())
        yield f"  {count} {kind}" + (":" if ids else "")
        yield from (f"    {each}" for each in ids)
