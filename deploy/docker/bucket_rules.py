"""Lets scripts of the web app's pages read from the bucket: ``python -m bucket_rules``."""

from urllib.parse import urlsplit

from shared.s3 import connect
from shared.settings import StorageSettings, WebSettings, load


def main() -> None:
    storage, web = load(StorageSettings), load(WebSettings)
    client = connect(storage)
    page = urlsplit(web.public_url.lower())
    # The server makes its bucket a moment after it begins to answer.
    client.get_waiter("bucket_exists").wait(
        Bucket=storage.s3_bucket_name, WaiterConfig={"Delay": 1, "MaxAttempts": 60}
    )
    client.put_bucket_cors(
        Bucket=storage.s3_bucket_name,
        CORSConfiguration={
            "CORSRules": [
                {
                    "AllowedOrigins": [f"{page.scheme}://{page.netloc}"],
                    "AllowedMethods": ["GET", "HEAD"],
                    "AllowedHeaders": ["Range"],
                    # What a player of parts needs to know of an answer.
                    "ExposeHeaders": [
                        "Accept-Ranges",
                        "Content-Length",
                        "Content-Range",
                        "Content-Type",
                        "ETag",
                    ],
                    "MaxAgeSeconds": 600,
                }
            ]
        },
    )


if __name__ == "__main__":
    main()
