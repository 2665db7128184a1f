"""Every table, imported once, so that the metadata is whole."""

from sqlalchemy import MetaData
from sqlmodel import SQLModel

from shared.models.category import Category, SongCategory
from shared.models.credits import CreditAccount, LedgerEntry
from shared.models.idempotency import IdempotentRequest
from shared.models.like import Like
from shared.models.session import Session
from shared.models.song import Song
from shared.models.song_object import SongObject
from shared.models.user import User

TABLES: tuple[type[SQLModel], ...] = (
    Category,
    CreditAccount,
    IdempotentRequest,
    LedgerEntry,
    Like,
    Session,
    Song,
    SongCategory,
    SongObject,
    User,
)
METADATA: MetaData = SQLModel.metadata
