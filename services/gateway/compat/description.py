"""How the original's two headers stand in the description of the API."""

from typing import Any

from fastapi import FastAPI

from services.gateway.compat.caller import KEY_SCHEME, SECRET_SCHEME


def describe_headers_as_one(app: FastAPI) -> None:
    """FastAPI lists each scheme as a way of its own; these two are one way together."""
    describe = app.openapi

    def openapi() -> dict[str, Any]:
        document = describe()
        for methods in document["paths"].values():
            for operation in methods.values():
                if {KEY_SCHEME: []} in operation.get("security", []):
                    operation["security"] = [{KEY_SCHEME: [], SECRET_SCHEME: []}]
        return document

    # FastAPI's own way to extend the document.
    app.openapi = openapi  # type: ignore[method-assign]
