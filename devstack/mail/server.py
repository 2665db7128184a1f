"""Catches the mail of a development stack: ``python -m devstack.mail.server``."""

import os

import uvicorn
from fastapi import FastAPI

app = FastAPI()


@app.get("/readyz")
async def readyz() -> dict[str, str]:
    return {"status": "ready"}


def main() -> None:
    uvicorn.run(app, host="127.0.0.1", port=int(os.environ["MAIL_SINK_PORT"]))  # noqa: TID251


if __name__ == "__main__":
    main()
