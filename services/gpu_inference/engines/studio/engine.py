"""The studio engine: three models on one device, each fed with the songs of many people."""

from typing import Final

from typing_extensions import override

from services.gpu_inference.engines.engine import Composer, Engine, Lyricist, Painter
from services.gpu_inference.weights.manifest import (
    COMPOSER,
    COVER,
    LYRICIST,
    Manifest,
)
from shared.contracts.engine import EngineReport, ModelReport

_ROLES: Final = {LYRICIST: "lyricist", COMPOSER: "composer", COVER: "painter"}


class StudioEngine(Engine):
    """Safe to call from many threads; each call waits for its place in a batch."""

    def __init__(
        self,
        *,
        lyricist: Lyricist,
        composer: Composer,
        painter: Painter,
        manifest: Manifest,
    ) -> None:
        self._lyricist = lyricist
        self._composer = composer
        self._painter = painter
        self._manifest = manifest

    @property
    @override
    def lyricist(self) -> Lyricist:
        return self._lyricist

    @property
    @override
    def composer(self) -> Composer:
        return self._composer

    @property
    @override
    def painter(self) -> Painter:
        return self._painter

    @override
    def report(self) -> EngineReport:
        return EngineReport(engine="studio", models=model_reports(self._manifest))


def model_reports(manifest: Manifest) -> tuple[ModelReport, ...]:
    return tuple(
        ModelReport(
            role=role,
            name=manifest.models[folder].name,
            revision=manifest.models[folder].revision,
            license=manifest.models[folder].license,
        )
        for folder, role in _ROLES.items()
        if folder in manifest.models
    )
