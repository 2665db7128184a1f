"""From where browsers fetch sound and pictures."""

from urllib.parse import urlsplit

from shared.storage import ObjectStorage


def storage_origin_of(storage: ObjectStorage) -> str:
    """As it stands in the addresses themselves: made on this machine, without a request."""
    url = urlsplit(storage.presigned_url("origin", expires_in=1))
    return f"{url.scheme}://{url.netloc}"
