"""The turn of the year as cards: what would be done, that it is done, or what is lacking before that."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from cards import rounds
from cards.asking import Fact, Press, asking
from cards.card import Card, JsonValue
from cards.fields import number_of, short_of
from cards.payloads import AboutUnit, data_of
from cards.plain_text import excerpt
from cards.plan_file.succession import carried_on
from cards.verbs import Verb
from cards.words import Words
from cards.year.payloads import AboutYear
from domain.new_year.shift import MARK_LENGTH, NewYear, OldYear, Shift
from domain.rounds import FollowUpRound, RoundState

LONGEST_NUMBERS = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class AboutNewYear:
    """The year that a card is about, and the mark of what it said would be done."""

    year: int
    mark: str

    @property
    def data(self) -> dict[str, JsonValue]:
        """What a button carries."""
        return {"year": self.year, "shift": self.mark}


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """Who reads the card: a strategist reaches the year and the draft too, an administrator does not."""

    words: Words
    is_strategist: bool


def about_new_year(data: Mapping[str, JsonValue]) -> AboutNewYear:
    """Parse what the button sent."""
    return AboutNewYear(year=number_of(data, "year"), mark=short_of(data, "shift", MARK_LENGTH))


def before(shift: Shift, new: NewYear, reader: Reader, *, notice: str = "") -> Card:
    """What starting the year does, before anything has been done."""
    words, say = reader.words, reader.words.say
    about = AboutNewYear(year=shift.year, mark=new.mark)
    start = Press(
        title=say("Start {year}", year=shift.year), verb=Verb.START_YEAR, data=about.data, is_main=True
    )
    return asking(
        words,
        say("The turn of the year to {year}", year=shift.year),
        notice=notice or say("Nothing has been done yet."),
        sentences=[
            carried_on(new.succession, words),
            say(
                "Those that continue show last year’s answers and what was planned then. The old plan, its "
                "follow-ups and all answers stay and can be read."
            ),
            _started_before(new, words),
        ],
        facts=[*_numbers(new, words), *_rounds(new, words), *_left(shift.old, words)],
        presses=[start, *_ways(shift, reader)],
    )


def without_plan(shift: Shift, reader: Reader) -> Card:
    """When no plan of the new year has been read in: what to do first."""
    words, say = reader.words, reader.words.say
    return asking(
        words,
        say("There is no plan for {year} yet", year=shift.year),
        notice=say("Nothing has been done yet."),
        sentences=[
            say(
                "Take the draft, change it in Excel and drop the workbook here in the chat. "
                "When it has been read in, write “new year” again."
            )
            if reader.is_strategist
            else say("Drop the new plan here in the chat. When it has been read in, write “new year” again."),
        ],
        facts=_left(shift.old, words),
        presses=_ways(shift, reader),
    )


def no_plan_at_all(words: Words) -> Card:
    """When there is nothing to go on from."""
    return asking(
        words,
        words.say("No plan has been read in yet"),
        sentences=[words.say("Drop the plan here in the chat as a workbook, and I tell what it holds.")],
        presses=[Press(title=words.say("The plan as a file"), verb=Verb.PLAN_FILE)],
    )


def done(
    shift: Shift, new: NewYear, reader: Reader, *, linked: int, planned: Sequence[FollowUpRound]
) -> Card:
    """What was done. `linked` is how many activities got their history now, not when they were read in."""
    words = reader.words
    told = words.count(
        "{n} activity was connected with last year’s.",
        "{n} activities were connected with last year’s.",
        linked,
    )
    titles = "; ".join(rounds.title(each, words) for each in planned)
    return asking(
        words,
        words.say("The plan for {year} has started", year=shift.year),
        sentences=[carried_on(new.succession, words), told if linked else ""],
        facts=[(words.say("Planned now"), titles), *_rounds(new, words), *_left(shift.old, words)],
        presses=_ways(shift, reader, has_begun=True),
    )


def done_already(shift: Shift, new: NewYear, reader: Reader) -> Card:
    """Who started it and when, and how it is planned."""
    words, say = reader.words, reader.words.say
    return asking(
        words,
        say("The plan for {year} has started", year=shift.year),
        sentences=[
            _started(new, words),
            carried_on(new.succession, words),
            say("There is nothing left to do."),
        ],
        facts=[*_rounds(new, words), *_left(shift.old, words)],
        presses=_ways(shift, reader, has_begun=True),
    )


def _started(new: NewYear, words: Words) -> str:
    if new.started is None:
        return ""
    return words.say(
        "{name} started the plan for {year} {when}.",
        name=new.started.name,
        year=new.plan.year,
        when=words.moment(new.started.at),
    )


def _started_before(new: NewYear, words: Words) -> str:
    """Something has come since it was started, such as an old plan that was read in again."""
    if new.started is None:
        return ""
    return f"{_started(new, words)} {words.say('Something has come since then. Start again to see to it.')}"


def _numbers(new: NewYear, words: Words) -> list[Fact]:
    say, found = words.say, new.succession
    groups = ((say("New activities"), found.new), (say("Ended activities"), found.ended))
    return [(term, excerpt(", ".join(numbers), LONGEST_NUMBERS)) for term, numbers in groups if numbers]


def _rounds(new: NewYear, words: Words) -> list[Fact]:
    has = [_days(each, words) for each in new.rounds]
    will = [words.say("{round} (is planned now)", round=_days(each, words)) for each in new.to_plan]
    return [(words.say("Follow-ups {year}", year=new.plan.year), "; ".join([*has, *will]))]


def _days(follow_up_round: FollowUpRound, words: Words) -> str:
    return words.say(
        "{round}: opens {opens}, answers by {deadline}",
        round=rounds.title(follow_up_round, words),
        opens=words.day(words.local_day(follow_up_round.opens_at)),
        deadline=words.day(follow_up_round.deadline),
    )


def _left(old: OldYear, words: Words) -> list[Fact]:
    """What is not over of the old year, which goes on whatever is started."""
    say, facts = words.say, list[Fact]()
    for each in old.still_open:
        goes_on = say("Goes on as before, until {day}.", day=words.moment(each.closes_at))
        if each.state is RoundState.PLANNED:
            goes_on = say("Opens as planned, {day}.", day=words.moment(each.opens_at))
        facts.append((rounds.title(each, words), goes_on))
    if old.unsaid and old.annual is not None:
        unsaid = words.count(
            "About {n} activity nobody has said what becomes of it.",
            "About {n} activities nobody has said what becomes of them.",
            old.unsaid,
        )
        facts.append((say("“Next year?”"), unsaid))
    return facts


def _ways(shift: Shift, reader: Reader, *, has_begun: bool = False) -> list[Press]:
    """Where to go from here; only where the reader may."""
    say, found = reader.words.say, list[Press]()
    if reader.is_strategist and shift.old.annual is not None and not has_begun:
        about = AboutUnit(follow_up_round_id=shift.old.annual.follow_up_round_id)
        draft = say("Draft of the plan for {year}", year=shift.year)
        found.append(Press(title=draft, verb=Verb.NEXT_YEAR, data=data_of(about)))
    if reader.is_strategist:
        year = AboutYear(year=shift.year if shift.new else shift.old.plan.year)
        found.append(Press(title=say("The year"), verb=Verb.SHOW_YEAR, data=year.data))
    return [*found, Press(title=say("The plan as a file"), verb=Verb.PLAN_FILE)]
