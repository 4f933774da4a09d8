"""The part that is read first: what the answers come to, what has changed, and what is to be decided."""

from collections.abc import Callable, Iterator, Mapping

from domain.answers import PromiseFate
from domain.report.data import PlanActivityRecord
from domain.report.figures import Fact
from reports import names
from reports.narrative.document import Block, Bullets, Paragraph, Section, Sentence
from reports.narrative.writer import Writer, paragraph


def summary(writer: Writer) -> Section:
    """How many have answered, where it stands, and what has changed since the previous round."""
    say = writer.words.say
    if not writer.data.plan_activities:
        nothing = paragraph(say("The plan has no activities to follow up."))
        return Section(title=say("In summary"), anchor="summary", blocks=(nothing,))
    return Section(title=say("In summary"), anchor="summary", blocks=tuple(_blocks(writer)))


def _blocks(writer: Writer) -> Iterator[Block]:
    """They are written in the order in which they are read, so that the notes are numbered in it."""
    yield paragraph(_preliminary(writer), *_answered(writer))
    if standing := tuple(_standing(writer)):
        yield paragraph(*standing)
    yield paragraph(_since(writer))
    if changes := tuple(paragraph(each) for each in _changes(writer)):
        yield Bullets(items=changes)
    yield from _promises(writer)


def proposal(writer: Writer) -> Section:
    """What the board is asked to decide: to approve the report, and what the answers say needs a decision."""
    say, words, data = writer.words.say, writer.words, writer.data
    approves = say(
        "The committee approves the report on {plan} as at {day}.",
        plan=data.plan_title,
        day=words.full_day(data.follow_up_round.reference_date),
    )
    decisions = [_to_decide(writer, record) for record in writer.found(Fact.NEEDS_DECISION)]
    return Section(
        title=say("Proposed decision"),
        anchor="proposed-decision",
        blocks=(Bullets(items=(paragraph(approves), *decisions)),),
    )


def _to_decide(writer: Writer, record: PlanActivityRecord) -> Paragraph:
    assert record.answer is not None
    text = writer.words.say(
        "The committee takes a position on {number} {title} ({unit}).",
        number=record.number,
        title=record.title,
        unit=record.org_unit,
    )
    return paragraph(writer.said(text, record.answer))


def _preliminary(writer: Writer) -> str | None:
    if not writer.data.is_preliminary:
        return None
    return writer.words.say("The follow-up is still open, so the figures are preliminary.")


def _answered(writer: Writer) -> Iterator[Sentence]:
    words = writer.words
    answered, every = writer.found(Fact.ANSWERED), writer.data.plan_activities
    missing = len(every) - len(answered)
    yield writer.told(
        Fact.ANSWERED,
        words.say(
            "{answered} of {total} activities have been answered ({share}).",
            answered=words.number(len(answered)),
            total=words.number(len(every)),
            share=words.percent(len(answered) / len(every)),
        ),
    )
    if missing:
        yield writer.told(
            Fact.MISSING,
            words.count("{n} activity has no answer.", "{n} activities have no answer.", missing),
        )
    unchanged = len(writer.found(Fact.UNCHANGED))
    if unchanged:
        text = words.count(
            "{n} of the answers is the same as last time.",
            "{n} of the answers are the same as last time.",
            unchanged,
        )
        yield writer.told(Fact.UNCHANGED, text)
    on_behalf = len(writer.found(Fact.ON_BEHALF))
    if on_behalf:
        text = words.count(
            "{n} of the answers was given by a strategist instead of the owner.",
            "{n} of the answers were given by a strategist instead of the owner.",
            on_behalf,
        )
        yield writer.told(Fact.ON_BEHALF, text)


def _standing(writer: Writer) -> Iterator[Sentence]:
    """Where they stand, each state that somebody stands in."""
    words = writer.words
    told: Mapping[Fact, Callable[[int], str]] = {
        Fact.DONE: lambda n: words.count("{n} activity is done.", "{n} activities are done.", n),
        Fact.ON_TRACK: lambda n: words.count("{n} activity is on track.", "{n} activities are on track.", n),
        Fact.NOT_STARTED: lambda n: words.count(
            "{n} activity has not been started.", "{n} activities have not been started.", n
        ),
        Fact.DELAYED: lambda n: words.count("{n} activity is delayed.", "{n} activities are delayed.", n),
        Fact.DROPPED: lambda n: words.count(
            "{n} activity has been dropped.", "{n} activities have been dropped.", n
        ),
        Fact.NEEDS_DECISION: lambda n: words.count(
            "{n} activity needs a decision.", "{n} activities need a decision.", n
        ),
    }
    for fact, text in told.items():
        if found := len(writer.found(fact)):
            yield writer.told(fact, text(found))


def _since(writer: Writer) -> Sentence:
    """What it is compared with, and how many could be."""
    words, previous = writer.words, writer.data.previous_round
    if previous is None:
        return Sentence(text=words.say("There is no earlier follow-up to compare with."))
    name = names.round_in_sentence(previous, words)
    compared = len(writer.found(Fact.COMPARED))
    if not compared:
        return Sentence(
            text=words.say(
                "No activity was answered both now and in {round}, so nothing is compared.", round=name
            )
        )
    if previous.is_preliminary:
        text = words.count(
            "{n} activity can be compared with {round}, which has not been closed.",
            "{n} activities can be compared with {round}, which has not been closed.",
            compared,
            round=name,
        )
        return writer.told(Fact.COMPARED, text)
    if not any(writer.found(fact) for fact in CHANGES):
        text = words.count(
            "Nothing has changed since {round}, with which {n} activity can be compared.",
            "Nothing has changed since {round}, with which {n} activities can be compared.",
            compared,
            round=name,
        )
        return writer.told(Fact.COMPARED, text)
    text = words.count(
        "{n} activity can be compared with {round}. Since then:",
        "{n} activities can be compared with {round}. Since then:",
        compared,
        round=name,
    )
    return writer.told(Fact.COMPARED, text)


CHANGES = (
    Fact.BECAME_DELAYED,
    Fact.BACK_ON_TRACK,
    Fact.BECAME_DONE,
    Fact.BECAME_DROPPED,
    Fact.MOVED_END,
    Fact.NEW_OWNER,
)


def _changes(writer: Writer) -> Iterator[Sentence]:
    words = writer.words
    told: Mapping[Fact, Callable[[int], str]] = {
        Fact.BECAME_DELAYED: lambda n: words.count("{n} has become delayed", "{n} have become delayed", n),
        Fact.BACK_ON_TRACK: lambda n: words.count("{n} is back on track", "{n} are back on track", n),
        Fact.BECAME_DONE: lambda n: words.count("{n} has been finished", "{n} have been finished", n),
        Fact.BECAME_DROPPED: lambda n: words.count("{n} has been dropped", "{n} have been dropped", n),
        Fact.MOVED_END: lambda n: words.count("{n} has a new end date", "{n} have new end dates", n),
        Fact.NEW_OWNER: lambda n: words.count("{n} has a new owner", "{n} have new owners", n),
    }
    for fact, text in told.items():
        if found := len(writer.found(fact)):
            yield writer.told(fact, text(found))


PROMISES = {
    PromiseFate.KEPT: Fact.PROMISE_KEPT,
    PromiseFate.UNDER_WAY: Fact.PROMISE_UNDER_WAY,
    PromiseFate.MOVED: Fact.PROMISE_MOVED,
    PromiseFate.DROPPED: Fact.PROMISE_GIVEN_UP,
}


def _promises(writer: Writer) -> Iterator[Paragraph | Bullets]:
    """What became of the next steps of the previous round."""
    words = writer.words
    promised = len(writer.found(Fact.PROMISED))
    if not promised:
        return
    yield paragraph(
        writer.told(
            Fact.PROMISED,
            words.count(
                "{n} next step was promised last time. It has turned out like this:",
                "{n} next steps were promised last time. They have turned out like this:",
                promised,
            ),
        )
    )
    items = []
    for fate, fact in PROMISES.items():
        if found := len(writer.found(fact)):
            text = words.say("{fate}: {number}", fate=names.promise(fate, words), number=words.number(found))
            items.append(paragraph(writer.told(fact, text)))
    if unspoken := len(writer.found(Fact.PROMISE_UNSPOKEN)):
        text = words.say("No word about it: {number}", number=words.number(unspoken))
        items.append(paragraph(writer.told(Fact.PROMISE_UNSPOKEN, text)))
    yield Bullets(items=tuple(items))
