"""Traces: what spans there are, that they reach a collector, and that nobody's words are in them."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

from bot.setting_problems import ProblemKind
from bot.teams.fields import JsonObject
from bot.watching import turns
from bot.watching.otel import OtelTracer, tracer_to
from bot.watching.requests import RequestWatch
from bot.watching.settings import WatchSettings, watch_problems
from bot.watching.watch import Watch
from scheduler.deeds import Deed, DeedKind
from tests.fakes.log import Log
from tests.flows.town import START

TRACE_ID, SPAN_ID = "0af7651916cd43dd8448eb211c80319c", "b7ad6b7169203331"
PARENT = {"traceparent": f"00-{TRACE_ID}-{SPAN_ID}-01"}
BODY: JsonObject = {"id": "1", "conversation": {"id": "c"}}


@pytest.fixture
def spans() -> InMemorySpanExporter:
    return InMemorySpanExporter()


@pytest.fixture
def watch(spans: InMemorySpanExporter, log: Log) -> Watch:
    return Watch(lines=log.opened(), tracer=OtelTracer(SimpleSpanProcessor(spans), "1"))


def test_a_turn_goes_on_with_the_trace_of_whoever_asked_and_its_log_line_says_so(
    watch: Watch, spans: InMemorySpanExporter, log: Log
) -> None:
    with watch.turns.turn(PARENT, BODY):
        sent = RequestWatch(watch.figures, watch.tracer).headers()

    [span] = spans.get_finished_spans()
    [line] = log.of("turn")
    assert span.name == "turn"
    assert f"{span.context.trace_id:032x}" == TRACE_ID
    assert line["trace"] == line["turn"] == TRACE_ID
    assert line["span"] == f"{span.context.span_id:016x}"
    assert sent["traceparent"].startswith(f"00-{TRACE_ID}-{line['span']}")


def test_a_tick_and_the_tours_in_it_are_one_trace(watch: Watch, spans: InMemorySpanExporter) -> None:
    with watch.clock.tick("deliver", 1) as tick, watch.clock.tour("tenant"):  # type: ignore[arg-type]
        tick.deeds = [Deed(kind=DeedKind.MESSAGES_SENT, count=3, at=START)]

    tour, beat = spans.get_finished_spans()
    assert (tour.name, beat.name) == ("tour", "tick deliver")
    assert tour.parent is not None
    assert tour.parent.span_id == beat.context.span_id


def test_a_turn_that_fails_is_an_error_in_the_trace_without_what_the_error_says(
    watch: Watch, spans: InMemorySpanExporter
) -> None:
    with pytest.raises(ValueError, match="Anna"), watch.turns.turn({}, BODY):
        raise ValueError("Anna är sjuk")

    [span] = spans.get_finished_spans()
    assert span.status.description == "ValueError"
    assert not span.events
    assert "Anna" not in span.to_json()


def test_a_turn_that_we_apologised_for_is_an_error_too(watch: Watch, spans: InMemorySpanExporter) -> None:
    with watch.turns.turn({}, BODY):
        turns.failed(ValueError())

    assert not spans.get_finished_spans()[0].status.is_ok


@pytest.fixture
async def collector() -> AsyncIterator[tuple[str, list[ExportTraceServiceRequest]]]:
    heard: list[ExportTraceServiceRequest] = []

    async def traces(request: web.Request) -> web.Response:
        heard.append(ExportTraceServiceRequest.FromString(await request.read()))
        return web.Response(content_type="application/x-protobuf")

    application = web.Application()
    application.router.add_post("/v1/traces", traces)
    async with TestServer(application) as server:
        yield str(server.make_url("")), heard


async def test_spans_reach_a_collector_over_http_at_the_latest_when_we_stop(
    collector: tuple[str, list[ExportTraceServiceRequest]],
) -> None:
    address, heard = collector
    tracer = tracer_to(address.rstrip("/"), "1.2.3")
    with Watch(tracer=tracer).turns.turn({}, BODY):
        pass
    await asyncio.to_thread(tracer.close)

    [sent] = heard
    [resource] = sent.resource_spans
    told = {each.key: each.value.string_value for each in resource.resource.attributes}
    assert (told["service.name"], told["service.version"]) == ("lageskoll", "1.2.3")
    assert [span.name for span in resource.scope_spans[0].spans] == ["turn"]


def test_traces_without_their_packages_are_a_problem_with_the_settings() -> None:
    settings = WatchSettings(otel_endpoint="http://127.0.0.1:4318")

    [problem] = watch_problems(settings, lambda _: False)
    assert problem.kind is ProblemKind.NOT_INSTALLED
    assert watch_problems(settings) == ()
    assert watch_problems(WatchSettings(), lambda _: False) == ()
