"""Which requests are traced, and whose trace they belong to."""

from collections.abc import MutableMapping
from typing import Any, Final

from fastapi.telemetry import TelemetryConfig
from opentelemetry.context import Context
from opentelemetry.propagate import set_global_textmap
from opentelemetry.propagators import textmap
from typing_extensions import override

from shared.settings import TelemetrySettings
from shared.telemetry.tracing import Tracing

_PROBES: Final = frozenset({"/livez", "/readyz"})
_FILES: Final = "/assets/"


class NobodysTrace(textmap.TextMapPropagator):
    """A stranger's header must not choose the trace, nor whether there is one."""

    @override
    def extract(
        self,
        carrier: textmap.CarrierT,
        context: Context | None = None,
        getter: textmap.Getter[textmap.CarrierT] = textmap.default_getter,
    ) -> Context:
        return Context() if context is None else context

    @override
    def inject(
        self,
        carrier: textmap.CarrierT,
        context: Context | None = None,
        setter: textmap.Setter[textmap.CarrierT] = textmap.default_setter,
    ) -> None:
        """Nor is anybody outside told of ours."""

    @property
    @override
    def fields(self) -> set[str]:
        return set()


def traced_requests(tracing: Tracing, settings: TelemetrySettings) -> TelemetryConfig:
    """For FastAPI, which makes one span for a request and names it by its route."""
    if tracing.provider is not None and settings.propagators is None:
        set_global_textmap(NobodysTrace())
    return TelemetryConfig(
        tracing=tracing.provider is not None,
        tracer_provider=tracing.provider,
        metrics=False,
        logs=False,
        operation_spans=False,
        auto_configure=False,
        exclude=_is_noise,
    )


def _is_noise(scope: MutableMapping[str, Any]) -> bool:
    path: str = scope.get("path", "")
    return path in _PROBES or path.startswith(_FILES)
