"""SeaweedFS as one process: the object storage that S3 clients speak to."""

import hashlib
import hmac
import http.client
import signal
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

from botocore.auth import S3SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials
from typing_extensions import override

from devstack import binaries
from devstack.child_environment import inherited
from devstack.cors import readable_from
from devstack.failures import NotReady
from devstack.program import Program

REGION: Final = "us-east-1"
GRPC_OFFSET: Final = 10_000
"""Each of its ports has a twin this much higher."""
_INNER_KEYS: Final = (
    "WEED_JWT_SIGNING_KEY",
    "WEED_JWT_SIGNING_READ_KEY",
    "WEED_JWT_FILER_SIGNING_KEY",
    "WEED_JWT_FILER_SIGNING_READ_KEY",
)
_CHECK_SECONDS: Final = 2.0
_PROBE: Final = "readiness-probe"


@dataclass(frozen=True, kw_only=True, slots=True)
class SeaweedPorts:
    """The S3 door and the four inner ones; every twin must be free too."""

    s3: int
    master: int
    volume: int
    filer: int
    admin: int


@dataclass(frozen=True, kw_only=True, slots=True)
class AccessKey:
    id: str
    secret: str


class SeaweedFS(Program):
    """Listens on 127.0.0.1 alone; each door asks for a signature."""

    # On SIGTERM it waits for 15 s and more before it ends.
    stop_signal = signal.SIGINT

    def __init__(
        self,
        data_dir: Path,
        *,
        ports: SeaweedPorts,
        bucket: str,
        key: AccessKey,
        origins: Sequence[str] = (),
    ) -> None:
        """Scripts of pages from ``origins`` may read what they have an address of."""
        self._data_dir = data_dir
        self._origins = origins
        self.ports = ports
        self.key = key
        self.bucket = bucket

    @property
    @override
    def name(self) -> str:
        return "s3"

    @property
    def endpoint_url(self) -> str:
        return f"http://127.0.0.1:{self.ports.s3}"

    @override
    def prepare(self) -> None:
        self._data_dir.mkdir(parents=True, exist_ok=True, mode=0o700)

    @override
    def command(self) -> Sequence[str]:
        doors = [f"-{name}.port={port}" for name, port in asdict(self.ports).items()]
        off = ["-admin.ui", "-webdav", "-master.telemetry"]
        zero = ["-metricsPort", "-s3.port.iceberg", "-s3.port.lance"]
        return [
            *(str(binaries.script("weed")), "-logtostderr=true", "mini"),
            f"-dir={self._data_dir}",
            *("-ip=127.0.0.1", "-ip.bind=127.0.0.1", f"-bucket={self.bucket}"),
            *doors,
            *(f"{option}=false" for option in off),
            *(f"{option}=0" for option in zero),
            "-volume.preStopSeconds=0",
            # Else scripts of any site may read and write. Its own name is nobody's;
            # what ours may do, the bucket's rules say.
            f"-s3.allowedOrigins={self.endpoint_url}",
        ]

    @override
    def environment(self) -> Mapping[str, str]:
        return {
            **inherited(),
            "AWS_ACCESS_KEY_ID": self.key.id,
            "AWS_SECRET_ACCESS_KEY": self.key.secret,
            # Without these a page of any web site could write through the inner doors.
            **{name: self._derived(name) for name in _INNER_KEYS},
        }

    @override
    def working_dir(self) -> Path:
        # It looks for configuration files in the folder that it is started in.
        return self._data_dir

    @override
    def check(self) -> None:
        """Put an object with a signed request, take it away, and let our pages read."""
        probe = f"/{self.bucket}/{_PROBE}"
        self._ask("PUT", probe, expected=http.HTTPStatus.OK)
        self._ask("DELETE", probe, expected=http.HTTPStatus.NO_CONTENT)
        if self._origins:
            rules = readable_from(self._origins)
            cors = f"/{self.bucket}?cors"
            self._ask("PUT", cors, expected=http.HTTPStatus.OK, body=rules)

    @override
    def clean_up(self) -> None:
        ports = asdict(self.ports).values()
        for port in (*ports, *(port + GRPC_OFFSET for port in ports)):
            for leftover in Path("/tmp").glob(f"seaweedfs-*-{port}.sock"):  # noqa: S108 -- its own fixed place
                leftover.unlink(missing_ok=True)

    def _derived(self, purpose: str) -> str:
        secret = self.key.secret.encode()
        return hmac.new(secret, purpose.encode(), hashlib.sha256).hexdigest()

    def _ask(self, method: str, path: str, *, expected: int, body: bytes = b"") -> None:
        # Signed by hand: a whole client reads the person's profiles and proxies.
        request = AWSRequest(method=method, url=self.endpoint_url + path, data=body)
        credentials = Credentials(self.key.id, self.key.secret)
        S3SigV4Auth(credentials, "s3", REGION).add_auth(request)
        try:
            status = self._send(method, path, dict(request.headers.items()), body)
        except (OSError, http.client.HTTPException) as error:
            raise NotReady(f"port {self.ports.s3} does not answer") from error
        if status != expected:
            raise NotReady(f"a signed {method} was answered with {status}")

    def _send(
        self, method: str, path: str, headers: Mapping[str, str], body: bytes
    ) -> int:
        connection = http.client.HTTPConnection(
            "127.0.0.1", self.ports.s3, timeout=_CHECK_SECONDS
        )
        try:
            connection.request(method, path, body=body, headers=dict(headers))
            return connection.getresponse().status
        finally:
            connection.close()
