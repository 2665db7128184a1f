"""What the application builds once and every request may use."""

from typing import TypedDict

from temporalio.client import Client

from services.gateway.auth.passwords import Passwords
from services.gateway.auth.presences import Presences
from services.gateway.billing.catalogue import Catalogue
from services.gateway.billing.polar import PolarApi
from services.gateway.covers.thumbnails import Thumbnails
from services.gateway.front import Front
from services.gateway.health.engine import EngineDirectory
from services.gateway.health.readiness import Readiness
from services.gateway.oauth.providers import Providers
from services.gateway.progress.crowds import Crowds
from services.gateway.progress.fleet import Fleet
from services.gateway.progress.glances import Glances
from services.gateway.progress.watch import Watch
from services.gateway.songs.links import Links
from services.gateway.web_app.built import BuiltApp
from shared.db import Sessions
from shared.outside_settings import PolarSettings, SignInSettings
from shared.settings import AccountSettings, SealingSettings, WebSettings
from shared.storage import ObjectStorage


class State(TypedDict):
    sessions: Sessions
    temporal: Client
    storage: ObjectStorage
    links: Links
    web: WebSettings
    accounts: AccountSettings
    polar: PolarSettings
    polar_api: PolarApi | None
    catalogue: Catalogue
    sealing: SealingSettings
    sign_in: SignInSettings
    passwords: Passwords
    providers: Providers
    readiness: Readiness
    engines: EngineDirectory
    fleet: Fleet
    crowds: Crowds
    watch: Watch
    glances: Glances
    presences: Presences
    thumbnails: Thumbnails
    web_app: BuiltApp
    front: Front
    storage_origin: str
    """From where browsers fetch sound and pictures."""
