"""Whether each manifest is one that the pinned Kubernetes, or its owner, would take."""

from collections.abc import Iterator
from typing import Any, Final

import jsonschema
import kubernetes_validate

from tests.deploy.k8s.custom_resources import SCHEMAS
from tests.deploy.k8s.rendering import Manifest, name_of

KUBERNETES: Final = "1.36"


def complaints(objects: list[Manifest]) -> Iterator[str]:
    for each in objects:
        kind = (each.get("apiVersion", ""), each.get("kind", ""))
        try:
            if kind in SCHEMAS:
                _closed(each, SCHEMAS[kind])
            else:
                kubernetes_validate.validate(each, KUBERNETES, strict=True)
        except kubernetes_validate.SchemaNotFoundError:
            yield f"{name_of(each)}: {' '.join(kind)} is unknown"
        except (kubernetes_validate.ValidationError, jsonschema.ValidationError) as no:
            yield f"{name_of(each)}: {no.message}"


def _closed(thing: Manifest, spec: dict[str, Any]) -> None:
    jsonschema.validate(
        thing,
        {
            "type": "object",
            "required": ["apiVersion", "kind", "metadata", "spec"],
            "additionalProperties": False,
            "properties": {
                "apiVersion": {},
                "kind": {},
                "metadata": {"type": "object"},
                "spec": spec,
            },
        },
    )
