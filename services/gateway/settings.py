"""All that the gateway reads from its environment, read at once."""

from dataclasses import dataclass
from typing import Self

from shared.settings import (
    AccountSettings,
    DatabaseSettings,
    StorageSettings,
    TemporalSettings,
    WebSettings,
    load,
)


@dataclass(frozen=True, kw_only=True, slots=True)
class GatewaySettings:
    accounts: AccountSettings
    database: DatabaseSettings
    storage: StorageSettings
    temporal: TemporalSettings
    web: WebSettings

    @classmethod
    def from_environment(cls) -> Self:
        return cls(
            accounts=load(AccountSettings),
            database=load(DatabaseSettings),
            storage=load(StorageSettings),
            temporal=load(TemporalSettings),
            web=load(WebSettings),
        )
