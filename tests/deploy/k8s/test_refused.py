"""Manifests that a cluster would regret: each is refused, for the reason in its first line."""

from pathlib import Path
from typing import Final

import pytest
import yaml

from tests.deploy.k8s.rendering import K8S, manifests, rendered
from tests.deploy.k8s.rules import complaints

REFUSED: Final = sorted((Path(__file__).parent / "refused").glob("*.yaml"))


@pytest.mark.parametrize("file", REFUSED, ids=lambda file: file.stem)
def test_it_is_refused_for_its_reason(file: Path, tmp_path: Path) -> None:
    """``file`` changes the production overlay, as a patch in an overlay above it would."""
    reason = file.read_text().splitlines()[0].removeprefix("# ")
    change = yaml.safe_load(file.read_text())
    production = Path(*[".."] * (len(tmp_path.parts) - 1)) / str(
        (K8S / "overlays" / "production").relative_to("/")
    )
    kustomization = {
        "apiVersion": "kustomize.config.k8s.io/v1beta1",
        "kind": "Kustomization",
        "resources": [str(production)],
        **change,
    }
    (tmp_path / "kustomization.yaml").write_text(yaml.safe_dump(kustomization))

    said = complaints(manifests(rendered(tmp_path)))

    assert said
    assert [words for words in said if reason not in words] == []
