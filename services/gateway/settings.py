"""All that the gateway reads from its environment, read at once."""

from dataclasses import dataclass, field
from typing import Self

from shared.outside_settings import PolarSettings, SignInSettings
from shared.settings import (
    AccountSettings,
    DatabaseSettings,
    MetricsSettings,
    SealingSettings,
    StorageSettings,
    TelemetrySettings,
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
    metrics: MetricsSettings = field(default_factory=MetricsSettings)
    polar: PolarSettings = field(default_factory=PolarSettings)
    sealing: SealingSettings = field(default_factory=SealingSettings)
    sign_in: SignInSettings = field(default_factory=SignInSettings)
    telemetry: TelemetrySettings = field(default_factory=TelemetrySettings)

    @classmethod
    def from_environment(cls) -> Self:
        return cls(
            accounts=load(AccountSettings),
            database=load(DatabaseSettings),
            storage=load(StorageSettings),
            temporal=load(TemporalSettings),
            web=load(WebSettings),
            metrics=load(MetricsSettings),
            polar=load(PolarSettings),
            sealing=load(SealingSettings),
            sign_in=load(SignInSettings),
            telemetry=load(TelemetrySettings),
        )
