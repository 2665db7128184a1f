"""Lead our services to a server by way of a proxy: one that looks on, or makes faults."""

from collections.abc import Mapping
from typing import Final

_ADDRESSES: Final = {
    "postgres": "DATABASE_URL",
    "temporal": "TEMPORAL_ADDRESS",
    "s3": "S3_ENDPOINT_URL",
    "polar": "POLAR_BASE_URL",
}


def detoured(
    environment: dict[str, str], ports: Mapping[str, int], detours: Mapping[str, int]
) -> dict[str, str]:
    """The same environment with the named servers' ports replaced by the proxies'.

    Browsers still reach the bucket itself: signed addresses are theirs, not ours.
    """
    changed = {
        variable: environment[variable].replace(f":{ports[name]}", f":{detours[name]}")
        for name, variable in _ADDRESSES.items()
        if name in detours and variable in environment
    }
    if "S3_ENDPOINT_URL" in changed:
        changed.setdefault(
            "S3_PUBLIC_ENDPOINT_URL",
            environment.get("S3_PUBLIC_ENDPOINT_URL", environment["S3_ENDPOINT_URL"]),
        )
    return {**environment, **changed}
