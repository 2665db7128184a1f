"""What the application builds once and every request may use."""

from typing import TypedDict

from temporalio.client import Client

from services.gateway.auth.passwords import Passwords
from services.gateway.health.engine import EngineDirectory
from services.gateway.health.readiness import Readiness
from shared.db import Sessions
from shared.settings import (
    AccountSettings,
    PolarSettings,
    SealingSettings,
    SignInSettings,
    WebSettings,
)
from shared.storage import ObjectStorage


class State(TypedDict):
    sessions: Sessions
    temporal: Client
    storage: ObjectStorage
    web: WebSettings
    accounts: AccountSettings
    polar: PolarSettings
    sealing: SealingSettings
    sign_in: SignInSettings
    passwords: Passwords
    readiness: Readiness
    engines: EngineDirectory
