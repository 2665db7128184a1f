"""What each errand consists of, and what it needs to be run."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from temporalio.client import Client

from services.workflows.upkeep.abandoned import AbandonedSongs
from services.workflows.upkeep.ending import Endings
from services.workflows.upkeep.expiry import all_tables
from services.workflows.upkeep.holds import LooseHolds
from services.workflows.upkeep.objects import OrphanObjects
from services.workflows.upkeep.parts import Graces, Part
from services.workflows.upkeep.stranded import StrandedSongs
from services.workflows.upkeep.uploads import UnfinishedUploads
from shared.contracts.upkeep import Errand
from shared.db import Sessions
from shared.s3 import S3Storage
from shared.settings import StorageSettings

NEEDING_TEMPORAL: Final = frozenset({Errand.SONGS, Errand.HOLDS, Errand.OBJECTS})


@dataclass(frozen=True, kw_only=True, slots=True)
class Tools:
    sessions: Sessions
    client: Client
    storage: S3Storage
    storage_settings: StorageSettings
    graces: Graces = field(default_factory=Graces)
    trusts_database: bool = False
    """Whether objects go even if most songs in the bucket have no row."""


def parts_of(errand: Errand, tools: Tools) -> Sequence[Part]:
    """Made anew for each run."""
    sessions, client, graces = tools.sessions, tools.client, tools.graces
    endings = Endings(sessions, tools.storage)
    match errand:
        case Errand.SONGS:
            return [StrandedSongs(sessions, client, endings, graces)]
        case Errand.HOLDS:
            return [
                AbandonedSongs(sessions, client, endings, graces),
                LooseHolds(sessions, client, graces),
            ]
        case Errand.OBJECTS:
            objects = OrphanObjects(
                sessions,
                client,
                tools.storage,
                graces,
                trusts_database=tools.trusts_database,
            )
            return [objects, UnfinishedUploads(tools.storage_settings, graces)]
        case Errand.EXPIRY:
            return all_tables(sessions)
