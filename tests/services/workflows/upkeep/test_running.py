"""How an errand runs: part by part, page by page, and on from where it stopped."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from typing_extensions import override

from services.workflows.upkeep.parts import Beat, Found, Page, Part
from services.workflows.upkeep.running import Run
from shared.contracts.upkeep import ErrandReport


@dataclass
class Numbers(Part):
    """Pages of two: each number is something to do."""

    numbers: Sequence[int]
    done: list[int] = field(default_factory=list)

    @override
    async def find(self, after: str) -> Page:
        rest = [number for number in self.numbers if number > int(after or 0)]
        found = [Found(kind="number", id=str(number)) for number in rest[:2]]
        more = str(rest[1]) if len(rest) > 2 else ""
        return Page(seen=len(found), found=found, after=more)

    @override
    async def do(self, found: Found, beat: Beat) -> int:
        self.done.append(int(found.id))
        beat()
        return 1


async def test_every_page_of_every_part_is_mended() -> None:
    parts = [Numbers([1, 2, 3, 4, 5]), Numbers([]), Numbers([6])]
    heard: list[str] = []

    report = await Run(parts, apply=True).go(tell=heard.append)

    assert [part.done for part in parts] == [[1, 2, 3, 4, 5], [], [6]]
    assert report == ErrandReport(
        seen=6, found={"number": 6}, done=6, ids={"number": list("123456")}
    )
    assert {*heard} == {"", "0:2", "0:4", "1:", "2:"}


async def test_a_look_mends_nothing() -> None:
    part = Numbers([1, 2, 3])

    report = await Run([part], apply=False).go()

    assert (report.found, report.done, part.done) == ({"number": 3}, 0, [])


async def test_one_run_goes_so_far_and_the_next_ones_go_on() -> None:
    parts = [Numbers([1, 2, 3, 4]), Numbers([5, 6, 7])]

    after, stops = "", list[str]()
    while not stops or after:
        after = (await Run(parts, apply=True, most_seen=2).go(after)).after
        stops.append(after)

    assert [part.done for part in parts] == [[1, 2, 3, 4], [5, 6, 7]]
    assert stops == ["0:2", "1:", "1:6", ""]


async def test_twenty_ids_are_told_and_all_are_counted() -> None:
    report = await Run([Numbers(range(1, 31))], apply=False).go()

    assert report.found == {"number": 30}
    assert report.ids == {"number": [str(number) for number in range(1, 21)]}
