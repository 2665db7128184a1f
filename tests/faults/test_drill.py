"""Kill -9 of any process at any step of a song: it ends well, and costs what it should.

24 of the 156 cells, by a seed that the run prints; ``make drill`` plays them all.
"""

import pytest

from tests.faults.cells import Cell
from tests.faults.ground import Ground


@pytest.mark.timeout(400)
async def test_a_song_ends_well_though_somebody_dies(
    cell: Cell, ground: Ground
) -> None:
    outcome = await ground.strike(cell)

    assert outcome.problems == (), f"make drill CELL={cell}"
