"""One look at how a song goes on: its row, its workflow, and the machines."""

from typing import Annotated

from fastapi import Depends

from services.gateway.progress.crowds import Crowds, CrowdsDep
from services.gateway.progress.fleet import Fleet, FleetDep
from services.gateway.progress.glances import Glances, GlancesDep
from services.gateway.progress.places import seconds_to_go, songs_ahead
from services.gateway.progress.repository import Standing
from services.gateway.progress.schemas import ProgressRead
from services.gateway.progress.sightings import Sighting
from shared.domain.songs import SongStatus


class Lookout:
    def __init__(self, glances: Glances, fleet: Fleet, crowds: Crowds) -> None:
        self._glances = glances
        self._fleet = fleet
        self._crowds = crowds

    async def look(self, standing: Standing) -> ProgressRead:
        """At a song that is not finished."""
        running = standing.status == SongStatus.RUNNING
        sighting = await self._glances.at(standing) if running else Sighting()
        if sighting.waits_for_worker or not running:
            return await self._waiting(standing)
        # Work of a single step has no progress to show: it waits for its turn, or is brief.
        seen = sighting.progress
        progress = seen if seen and seen.steps > 1 else None
        return ProgressRead(
            status=standing.status,
            stage=standing.stage,
            step=progress.step if progress else None,
            steps=progress.steps if progress else None,
            queue_ahead=0,
            eta_seconds=sighting.eta_seconds,
            waiting_for=None,
        )

    async def _waiting(self, standing: Standing) -> ProgressRead:
        report, crowd = await self._fleet.report(), await self._crowds.now()
        ahead = songs_ahead(standing, crowd, report)
        return ProgressRead(
            status=standing.status,
            stage=standing.stage,
            step=None,
            steps=None,
            queue_ahead=ahead,
            eta_seconds=seconds_to_go(standing, ahead, crowd, report),
            waiting_for="worker" if report.is_away else None,
        )


async def get_lookout(
    glances: GlancesDep, fleet: FleetDep, crowds: CrowdsDep
) -> Lookout:
    return Lookout(glances, fleet, crowds)


LookoutDep = Annotated[Lookout, Depends(get_lookout)]
