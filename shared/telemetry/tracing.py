"""Traces: one song is one trace, from the request to the machine that makes it."""

import logging
import threading
from collections.abc import Sequence
from importlib.metadata import version
from typing import Final

from opentelemetry.sdk.resources import OTELResourceDetector, Resource
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor, SpanExporter
from opentelemetry.trace import NoOpTracer, Tracer
from temporalio.contrib.opentelemetry import TracingInterceptor

from shared.settings import TelemetrySettings
from shared.telemetry.discretion import DiscreetExporter
from shared.telemetry.origin import W3C

_CLOSE_SECONDS: Final = 3.0
_PACKAGE: Final = "musicgenerator"


class Tracing:
    """Spans of one process; without a provider there are none, and nothing is paid."""

    def __init__(self, provider: TracerProvider | None = None) -> None:
        self.provider = provider

    @property
    def tracer(self) -> Tracer:
        return self.provider.get_tracer(_PACKAGE) if self.provider else NoOpTracer()

    @property
    def interceptors(self) -> Sequence[TracingInterceptor]:
        """For a client, whose workers take them over."""
        if self.provider is None:
            return ()
        interceptor = TracingInterceptor(self.provider.get_tracer("temporalio"))
        interceptor.text_map_propagator = W3C
        return (interceptor,)

    def close(self) -> None:
        """Send what is left, but let no collector that is away hold the process up."""
        if self.provider is None:
            return
        closing = threading.Thread(target=self.provider.shutdown, daemon=True)
        closing.start()
        closing.join(_CLOSE_SECONDS)


def start_tracing(settings: TelemetrySettings, *, service: str) -> Tracing:
    """Off unless a collector is named, by the variables that all of OpenTelemetry reads."""
    endpoint = settings.traces_url
    if endpoint is None:
        return Tracing()
    provider = TracerProvider(resource=_resource(service), shutdown_on_exit=False)
    provider.add_span_processor(
        BatchSpanProcessor(DiscreetExporter(_over_http(endpoint)))
    )
    return Tracing(provider)


def _over_http(endpoint: str) -> SpanExporter:
    # One that is away is told of once a batch, not at each try.
    logging.getLogger("opentelemetry.exporter").setLevel(logging.ERROR)
    # Only when it is wanted: it takes a tenth of a second and a library for HTTP.
    from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter

    return OTLPSpanExporter(endpoint=endpoint)


def _resource(service: str) -> Resource:
    """What the environment says (``OTEL_SERVICE_NAME``, …) wins."""
    ours = Resource(
        {
            "service.name": service,
            "service.namespace": _PACKAGE,
            "service.version": version(_PACKAGE),
        }
    )
    return Resource.get_empty().merge(ours).merge(OTELResourceDetector().detect())
