"""Why there is a report, what it is made of and how it is to be read."""

from collections.abc import Iterator
from datetime import date

from domain.report.figures import Fact
from reports import names
from reports.narrative.document import Section, Sentence
from reports.narrative.writer import Writer, paragraph


def background(writer: Writer) -> Section:
    """The plan, when and by whom it was answered, and how the text came about."""
    return Section(
        title=writer.words.say("Background"),
        anchor="background",
        blocks=(paragraph(*_plan(writer)), paragraph(*_answering(writer)), paragraph(*_reading(writer))),
    )


def _plan(writer: Writer) -> Iterator[Sentence | str]:
    say, words, data = writer.words.say, writer.words, writer.data
    units = {each.org_unit for each in data.plan_activities}
    yield writer.told(
        Fact.EVERY,
        say(
            "{plan} has {measures} and {activities}, carried out by {units}.",
            plan=data.plan_title,
            measures=words.count("{n} measure", "{n} measures", len(data.measures)),
            activities=words.count("{n} activity", "{n} activities", len(data.plan_activities)),
            units=words.count("{n} sector or company", "{n} sectors and companies", len(units)),
        ),
    )
    if data.is_example:
        yield say("The people and the activities are made up as examples.")


def _answering(writer: Writer) -> Iterator[Sentence | str]:
    say, words, its_round = writer.words.say, writer.words, writer.data.follow_up_round
    yield say(
        "This is the follow-up for {round}, with the state as at {day}.",
        round=names.round_in_sentence(its_round, words),
        day=words.full_day(its_round.reference_date),
    )
    yield say("The last day to answer was {day}.", day=words.full_day(its_round.deadline))
    days = sorted(
        words.local_day(each.answer.answered_at) for each in writer.found(Fact.ANSWERED) if each.answer
    )
    if days:
        yield writer.told(Fact.ANSWERED, _when(days[0], days[-1], writer))
    if late := len(writer.found(Fact.LATE)):
        text = words.count("{n} of the answers came after that.", "{n} of the answers came after that.", late)
        yield writer.told(Fact.LATE, text)
    if corrected := len(writer.found(Fact.CORRECTED)):
        text = words.count(
            "{n} of the answers was corrected while the follow-up was open.",
            "{n} of the answers were corrected while the follow-up was open.",
            corrected,
        )
        yield writer.told(Fact.CORRECTED, text)


def _when(first: date, last: date, writer: Writer) -> str:
    words = writer.words
    if first == last:
        return words.say("The answers were given on {day}.", day=words.full_day(first))
    return words.say(
        "Those responsible answered from {first} to {last}.",
        first=words.full_day(first),
        last=words.full_day(last),
    )


def _reading(writer: Writer) -> Iterator[str]:
    say = writer.words.say
    yield say("The text has been put together from the answers by fixed rules.")
    yield say("What stands in quotation marks are the words of those who answered.")
    yield say("Shares are of all activities, also of those without an answer.")
    yield say("The numbers in square brackets lead to the sources, which name the answers with their dates.")
