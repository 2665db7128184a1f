"""How often something was tried lately."""

from datetime import datetime

from sqlmodel import Field, SQLModel

from shared.models.base import TIMESTAMP


class RateBucket(SQLModel, table=True):
    """A token bucket. Its key is a digest: no address or e-mail can be read from it."""

    __tablename__ = "rate_buckets"

    key: str = Field(primary_key=True, max_length=120)
    tokens: float
    updated_at: datetime = Field(sa_type=TIMESTAMP, index=True)
