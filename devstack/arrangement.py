"""How one stack is laid out: its ports, its folders, and what each part is told."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from devstack import metrics_ports, soundfont
from devstack.cors import origins_of
from devstack.detours import detoured
from devstack.failures import StackFailure
from devstack.polar.products import PRODUCTS
from devstack.ports import PortBook, is_free
from devstack.postgres import Postgres
from devstack.seaweedfs import GRPC_OFFSET, REGION, AccessKey, SeaweedFS, SeaweedPorts
from devstack.services import Service, WebService, Worker
from devstack.settings import PassedOn, StackSettings
from devstack.stack_folder import Keys, keys_of
from devstack.temporal import NAMESPACE, Temporal

BUCKET: Final = "songs"
_INNER_DOORS: Final = ("master", "volume", "filer", "admin")
_OTHERS: Final = (
    *("temporal", "temporal_ui", "postgres", "metrics"),
    *("mail", "smtp", "polar", *metrics_ports.names()),
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Servers:
    postgres: Postgres
    temporal: Temporal
    seaweedfs: SeaweedFS
    ports: dict[str, int]
    """As in ``ports.json``; ``metrics`` is Temporal's, in Prometheus text."""


def arrange(folder: Path, *, settings: StackSettings) -> Servers:
    """Give the servers their ports, folders and keys; nothing runs yet."""
    if not is_free(settings.port, host=settings.host):
        raise StackFailure(
            f"Port {settings.port} is taken: end what listens there, or choose another"
            " with PORT=…"
        )
    keys = keys_of(folder)
    ports, doors = _assign_ports(folder, gateway=settings.port)
    key = AccessKey(id=keys.s3_access_key_id, secret=keys.s3_secret_access_key)
    return Servers(
        postgres=Postgres(
            folder / "postgres", port=ports["postgres"], password=keys.postgres_password
        ),
        temporal=Temporal(
            folder / "temporal",
            port=ports["temporal"],
            ui_port=ports["temporal_ui"],
            metrics_port=ports["metrics"],
        ),
        seaweedfs=SeaweedFS(
            folder / "s3",
            ports=doors,
            bucket=BUCKET,
            key=key,
            origins=origins_of(settings.public_url),
        ),
        ports=ports,
    )


def environment_of(
    settings: StackSettings, servers: Servers, keys: Keys
) -> dict[str, str]:
    """What our services read; see the table of settings in the gateway's contract."""
    passed_on = PassedOn()
    ports = servers.ports
    environment = {
        "DATABASE_URL": servers.postgres.url,
        "TEMPORAL_ADDRESS": servers.temporal.address,
        "TEMPORAL_NAMESPACE": NAMESPACE,
        "S3_ENDPOINT_URL": servers.seaweedfs.endpoint_url,
        "S3_BUCKET_NAME": BUCKET,
        "AWS_ACCESS_KEY_ID": keys.s3_access_key_id,
        "AWS_SECRET_ACCESS_KEY": keys.s3_secret_access_key,
        "AWS_REGION": REGION,
        "PUBLIC_URL": settings.public_url,
        "HOST": settings.host,
        "PORT": str(settings.port),
        "ENVIRONMENT": "development",
        "INFERENCE_ENGINE": passed_on.inference_engine,
        "MODEL_DIR": str(passed_on.model_dir),
        "INFERENCE_DRAIN_SECONDS": passed_on.inference_drain_seconds,
        "ENCRYPTION_KEY": keys.encryption_key,
        "SIGN_UPS_PER_HOUR": passed_on.sign_ups_per_hour,
        "EMAILS_PER_HOUR": passed_on.emails_per_hour,
        "SMTP_URL": passed_on.smtp_url or f"smtp://127.0.0.1:{ports['smtp']}",
        **_billing(passed_on, ports, keys),
        **_chosen(passed_on),
    }
    font = passed_on.soundfont_path or soundfont.path()
    if font is not None:
        environment["SOUNDFONT_PATH"] = str(font)
    return detoured(environment, ports, passed_on.detours)


def _chosen(passed_on: PassedOn) -> dict[str, str]:
    """What has no value of ours when the person gives none."""
    chosen = {
        "S3_PUBLIC_ENDPOINT_URL": passed_on.s3_public_endpoint_url,
        "WEB_APP_DIR": passed_on.web_app_dir,
    }
    return {name: value for name, value in chosen.items() if value}


def _billing(passed_on: PassedOn, ports: dict[str, int], keys: Keys) -> dict[str, str]:
    """The stand-in for Polar, unless the person has a token for the real one."""
    if passed_on.polar_access_token:
        # The rest of POLAR_… comes from the person as well.
        return {"POLAR_ACCESS_TOKEN": passed_on.polar_access_token}
    return {
        "POLAR_ACCESS_TOKEN": keys.polar_access_token,
        "POLAR_WEBHOOK_SECRET": keys.polar_webhook_secret,
        "POLAR_BASE_URL": f"http://localhost:{ports['polar']}",
        "POLAR_PRODUCTS": json.dumps(
            {product.id: product.credits for product in PRODUCTS}
        ),
        "POLAR_IS_STAND_IN": "true",
    }


def helpers_of(
    servers: Servers, environment: dict[str, str], *, folder: Path
) -> tuple[Service, ...]:
    """What stands in for the world outside: a mailbox, and a shop without money."""
    ports = servers.ports
    mail = WebService(
        "mail",
        module="devstack.mail.server",
        environment={
            "MAIL_SINK_FOLDER": str(folder / "mail"),
            "MAIL_SINK_SMTP_PORT": str(ports["smtp"]),
            "MAIL_SINK_PORT": str(ports["mail"]),
        },
        host="127.0.0.1",
        port=ports["mail"],
    )
    if environment.get("POLAR_IS_STAND_IN") != "true":
        return (mail,)
    polar = WebService(
        "polar",
        module="devstack.polar.server",
        environment={
            "POLAR_STAND_IN_FOLDER": str(folder / "polar"),
            "POLAR_STAND_IN_PORT": str(ports["polar"]),
            "POLAR_STAND_IN_TOKEN": environment["POLAR_ACCESS_TOKEN"],
            "POLAR_STAND_IN_SECRET": environment["POLAR_WEBHOOK_SECRET"],
            "POLAR_STAND_IN_WEBHOOK_URL": (
                f"http://localhost:{ports['gateway']}/webhooks/polar"
            ),
        },
        host="127.0.0.1",
        port=ports["polar"],
    )
    return (mail, polar)


def services_of(
    settings: StackSettings,
    environment: dict[str, str],
    *,
    run_dir: Path,
    ports: dict[str, int],
) -> tuple[Service, ...]:
    def told(name: str) -> dict[str, str]:
        return {**environment, **metrics_ports.told(name, ports)}

    return (
        Worker(
            "workflow-worker",
            module="services.workflows.worker",
            environment=told("workflow-worker"),
            ready_file=run_dir / "workflow-worker.ready",
        ),
        Worker(
            "inference-worker",
            module="services.gpu_inference.worker",
            environment=told("inference-worker"),
            ready_file=run_dir / "inference-worker.ready",
        ),
        WebService(
            "gateway",
            module="services.gateway.server",
            environment=told("gateway"),
            host=settings.host,
            port=settings.port,
        ),
    )


def _assign_ports(folder: Path, *, gateway: int) -> tuple[dict[str, int], SeaweedPorts]:
    public = PortBook(folder / "ports.json")
    inner = PortBook(folder / "s3-inner-ports.json")
    near = [gateway, gateway - GRPC_OFFSET]
    s3 = public.assign(["s3"], twin_offset=GRPC_OFFSET, taken=near)
    used = [*near, s3["s3"], s3["s3"] + GRPC_OFFSET]
    doors = inner.assign(_INNER_DOORS, twin_offset=GRPC_OFFSET, taken=used)
    used += [port for door in doors.values() for port in (door, door + GRPC_OFFSET)]
    ports = {"gateway": gateway, **s3, **public.assign(_OTHERS, taken=used)}
    public.remember(ports)
    inner.remember(doors)
    return ports, SeaweedPorts(**s3, **doors)
