"""Every table, imported once, so that the metadata is whole."""

from sqlalchemy import MetaData
from sqlmodel import SQLModel

from shared.models.api_key import ApiKey
from shared.models.category import Category, SongCategory
from shared.models.checkout import Checkout
from shared.models.credits import CreditAccount, LedgerEntry
from shared.models.feed import FeedCategory, FeedSong, FeedWords
from shared.models.idempotency import IdempotentRequest
from shared.models.like import Like
from shared.models.listen import Listen
from shared.models.mail import Mail
from shared.models.oauth_account import OauthAccount
from shared.models.order import Order
from shared.models.passkey import Passkey
from shared.models.rate_bucket import RateBucket
from shared.models.session import Session
from shared.models.single_use_token import SingleUseToken
from shared.models.song import Song
from shared.models.song_object import SongObject
from shared.models.totp import RecoveryCode, TotpCredential
from shared.models.user import User
from shared.models.webhook_delivery import WebhookDelivery

TABLES: tuple[type[SQLModel], ...] = (
    ApiKey,
    Category,
    Checkout,
    CreditAccount,
    FeedCategory,
    FeedSong,
    FeedWords,
    IdempotentRequest,
    LedgerEntry,
    Like,
    Listen,
    Mail,
    OauthAccount,
    Order,
    Passkey,
    RateBucket,
    RecoveryCode,
    Session,
    SingleUseToken,
    Song,
    SongCategory,
    SongObject,
    TotpCredential,
    User,
    WebhookDelivery,
)
METADATA: MetaData = SQLModel.metadata
