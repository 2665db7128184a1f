"""All that the workflow worker reads from its environment, read at once."""

from dataclasses import dataclass, field
from functools import partial

from shared.outside_settings import MailSettings, PolarSettings
from shared.settings import (
    AccountSettings,
    DatabaseSettings,
    MetricsSettings,
    ProcessSettings,
    ReleaseSettings,
    StorageSettings,
    TelemetrySettings,
    TemporalSettings,
    WebSettings,
    load,
)


@dataclass(frozen=True, slots=True)
class WorkerSettings:
    """A wrong one ends the process before it has begun anything."""

    process: ProcessSettings = field(default_factory=partial(load, ProcessSettings))
    storage: StorageSettings = field(default_factory=partial(load, StorageSettings))
    database: DatabaseSettings = field(default_factory=partial(load, DatabaseSettings))
    accounts: AccountSettings = field(default_factory=partial(load, AccountSettings))
    temporal: TemporalSettings = field(default_factory=partial(load, TemporalSettings))
    mail: MailSettings = field(default_factory=partial(load, MailSettings))
    web: WebSettings = field(default_factory=partial(load, WebSettings))
    polar: PolarSettings = field(default_factory=partial(load, PolarSettings))
    metrics: MetricsSettings = field(default_factory=partial(load, MetricsSettings))
    traces: TelemetrySettings = field(default_factory=partial(load, TelemetrySettings))
    release: ReleaseSettings = field(default_factory=partial(load, ReleaseSettings))
