"""Traces through OpenTelemetry, for whoever has a collector; the only file that names it.

The packages are an extra (`lageskoll[otel]`), so this file is imported only when the settings ask for traces.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from opentelemetry.context import Context
from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import SpanProcessor, TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor
from opentelemetry.trace import Span as OtelSpan
from opentelemetry.trace import Status, StatusCode, format_span_id, format_trace_id
from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator

from bot.watching.ids import TRACE_PARENT, Ids
from bot.watching.spans import NO_HEADERS, Span

TRACES = "/v1/traces"


class OtelTracer:
    """Makes spans, and hands each on to `processor` when it has ended."""

    def __init__(self, processor: SpanProcessor, version: str) -> None:
        # The standard variables (OTEL_RESOURCE_ATTRIBUTES, OTEL_TRACES_SAMPLER) count too.
        resource = Resource.create({"service.name": "lageskoll", "service.version": version})
        self._provider = TracerProvider(resource=resource)
        self._provider.add_span_processor(processor)
        self._tracer = self._provider.get_tracer("lageskoll", version)
        self._trace_context = TraceContextTextMapPropagator()

    @contextmanager
    def span(self, name: str, headers: Mapping[str, str] = NO_HEADERS) -> Iterator[Span]:
        """A span around what is done meanwhile; `headers` may say which trace the request belongs to.

        What an error says is not recorded: it may hold what somebody has written.
        """
        with self._tracer.start_as_current_span(
            name,
            context=self._given(headers),
            record_exception=False,
            set_status_on_exception=False,
        ) as span:
            try:
                yield _Span(span)
            except Exception as error:
                _Span(span).failed(type(error).__name__)
                raise

    def outgoing(self) -> Mapping[str, str]:
        """The header that lets whoever is asked go on with the trace."""
        headers: dict[str, str] = {}
        self._trace_context.inject(headers)
        return headers

    def close(self) -> None:
        """Send what has not been sent; it blocks for some seconds when the collector does not answer."""
        self._provider.shutdown()

    def _given(self, headers: Mapping[str, str]) -> Context | None:
        parent = headers.get(TRACE_PARENT)
        return self._trace_context.extract({TRACE_PARENT: parent}) if parent else None


class _Span:
    def __init__(self, span: OtelSpan) -> None:
        self._span = span

    @property
    def ids(self) -> Ids:
        context = self._span.get_span_context()
        return {"trace": format_trace_id(context.trace_id), "span": format_span_id(context.span_id)}

    def note(self, name: str, value: str | int | float) -> None:
        self._span.set_attribute(f"lageskoll.{name}", value)

    def failed(self, why: str) -> None:
        self._span.set_status(Status(StatusCode.ERROR, why))


def tracer_to(endpoint: str, version: str) -> OtelTracer:
    """A tracer to a collector that takes OTLP over HTTP; `endpoint` is without the path."""
    address = endpoint if endpoint.endswith(TRACES) else endpoint + TRACES
    return OtelTracer(BatchSpanProcessor(OTLPSpanExporter(endpoint=address, timeout=5)), version)
