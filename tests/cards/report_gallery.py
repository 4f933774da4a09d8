"""The cards about a report, with one text in every place that people fill in."""

from dataclasses import replace
from datetime import timedelta

from cards.card import Card
from cards.report import choosing, corrections, order, report, too_large
from cards.report.report import Typed
from cards.words import Words
from domain.answers import Progress
from domain.people import PersonId
from domain.report.approval import Approval
from domain.report.data import ReportData
from domain.report.formats import Format
from domain.report.orders import Order, OrderFault, OrderId, Stage
from domain.report.seal import Seal, SealId
from domain.rounds import FollowUpRoundId, RoundState
from tests.cards import givens
from tests.domain import report_examples

SHA256 = "1f3a90bc77de" + "0" * 52
KINDS = tuple(Format)
PAGE = "https://lageskoll.borlange.example/l/a-token"


def cards_about_reports(words: Words, text: str, many: int) -> dict[str, Card]:
    """Before, between and after versions, for the director and for a strategist."""
    first, again, done = (
        approval(text, many, versions=0),
        approval(text, many, versions=many),
        sealed(text, many),
    )
    faults = {"reason": text, "diary": text}
    typed = Typed(reason=text, diary_number=text)
    return {
        "report to approve": report.report(first, words, may_seal=True, kinds=KINDS),
        "report to approve again": report.report(
            again, words, may_seal=True, kinds=KINDS, notice=text, fields=typed, faults=faults
        ),
        "report for a strategist": report.report(again, words, may_seal=False, kinds=KINDS),
        "preliminary report": report.report(preliminary(text, many), words, may_seal=True, kinds=KINDS),
        "approved report": report.report(done, words, may_seal=True, kinds=KINDS, notice=text, is_done=True),
        "report that changed otherwise": report.report(
            replace(again, data=again.sealed or again.data), words, may_seal=True, kinds=KINDS
        ),
        "what has changed in a report": corrections.corrections(again, words),
        "last page of what has changed": corrections.corrections(again, words, page=many),
        "nothing has changed in a report": corrections.corrections(first, words),
        "report in a browser": report.report(done, words, may_seal=True, kinds=KINDS, in_browser=PAGE),
        "document that the chat cannot take": too_large.by_link(text, PAGE, words),
        "which document?": choosing.choose_document(again, words, KINDS),
    } | _ordered(words, text)


def _ordered(words: Words, text: str) -> dict[str, Card]:
    """A document that takes a while: at each stage, ready, and not made for each reason."""
    ordered = Order(
        order_id=OrderId(1),
        key="a-key",
        person_id=PersonId(1),
        follow_up_round_id=FollowUpRoundId(7),
        kind=Format.PDF,
        version=1,
        language=words.language,
        plan_activities=1240,
    )
    return (
        {f"document that is {stage}": order.under_way(ordered, stage, words) for stage in Stage}
        | {"document that is ready": order.ready(ordered, text, words)}
        | {f"document with fault {fault}": order.failed(ordered, fault, words) for fault in OrderFault}
    )


def approval(text: str = "Byt lampor", many: int = 3, *, versions: int = 1) -> Approval:
    """A closed round whose data have changed in every way since the latest of its versions."""
    return Approval(
        follow_up_round=replace(givens.follow_up_round(RoundState.CLOSED), closings=2, reopened_because=text),
        data=_data(text, many),
        content=b"{}",
        sha256="ab" * 32,
        seals=tuple(seal(number, text) for number in range(1, versions + 1)),
        sealed=_before(text, many) if versions else None,
        diary_number=text[:60],
    )


def sealed(text: str = "Byt lampor", many: int = 3) -> Approval:
    """A round whose latest version has everything in it."""
    view = approval(text, many, versions=max(many, 1))
    return replace(view, sha256=SHA256, sealed=view.data)


def preliminary(text: str = "Byt lampor", many: int = 3) -> Approval:
    """A round that is still open."""
    view = approval(text, many, versions=0)
    data = replace(view.data, follow_up_round=replace(view.data.follow_up_round, state=RoundState.OPEN))
    return replace(view, follow_up_round=givens.follow_up_round(), data=data)


def seal(version: int, text: str = "Byt lampor") -> Seal:
    return Seal(
        seal_id=SealId(version),
        follow_up_round_id=givens.follow_up_round().follow_up_round_id,
        version=version,
        sha256=SHA256,
        sealed_by=PersonId(5),
        sealed_by_name=text,
        sealed_at=givens.CLOSES_AT + timedelta(days=version),
        reason=text if version > 1 else "",
    )


def _data(text: str, many: int) -> ReportData:
    """Of three one is answered late, one is corrected and one is new; the owners are called otherwise."""
    late = {"answered_by": text, "is_late": True}
    records = [
        report_examples.record(
            number,
            report_examples.answer(Progress.DELAYED, number * 10 + 1, **late),
            title=text,
            description=text,
            owner=text,
            co_owners=(text, text),
        )
        for number in range(1, many + 1)
    ]
    again = report_examples.round_record(reopened_because=text)
    return report_examples.report_data(*records, municipality=text, follow_up_round=again)


def _before(text: str, many: int) -> ReportData:
    kept = [number for number in range(1, many + 1) if number % 3]
    records = [
        report_examples.record(
            number,
            report_examples.answer(Progress.ON_TRACK, number * 10) if number % 3 == 1 else None,
            title=text,
            owner="Karin Ek",
        )
        for number in (*kept, many + 1)
    ]
    return report_examples.report_data(*records, municipality=text)
