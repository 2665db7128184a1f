"""Signing in with another provider, over HTTP."""

import re
from datetime import datetime
from typing import Annotated, Final

from fastapi import Query
from pydantic import AfterValidator, BaseModel, Field

# Browsers take a backslash for a slash and leave out control characters, so that either
# could make another site's address of a path.
_LOCAL: Final = re.compile(r"/(?!/)[^\\\x00-\x1f\x7f-\x9f]*")


def _local(path: str) -> str:
    if not _LOCAL.fullmatch(path):
        raise ValueError("must be a path on this site, such as /songs")
    return path


ReturnTo = Annotated[str, Query(max_length=500), AfterValidator(_local)]


class ProviderAnswer(BaseModel):
    """What a provider adds to the callback's address; it may add more than we use."""

    state: Annotated[str, Field(max_length=200)] = ""
    code: Annotated[str, Field(max_length=4096)] = ""
    iss: Annotated[str | None, Field(max_length=500)] = None
    error: Annotated[str | None, Field(max_length=200)] = None


class ProviderRead(BaseModel):
    name: str
    label: str


class ProviderList(BaseModel):
    items: list[ProviderRead]


class OauthAccountRead(BaseModel):
    provider: str
    label: str
    created_at: datetime


class OauthAccountList(BaseModel):
    items: list[OauthAccountRead]
