"""What new dates change, before it is saved and after, with every reminder by its day."""

from collections.abc import Mapping, Sequence

from cards import rounds
from cards.asking import Fact, Press, asking
from cards.card import Card, JsonValue
from cards.message import Button, message
from cards.verbs import Verb
from cards.words import Words
from cards.year.date_form import warnings
from cards.year.names import milestone_name
from cards.year.payloads import AboutDates, AboutYear
from domain.rounds import FollowUpRound
from domain.year.changes import Changes, DayMoved, Planned, SentTo
from domain.year.collisions import Collision
from domain.year.milestones import Milestone


def confirm_new(
    follow_up_round: FollowUpRound,
    collisions: Sequence[Collision],
    data: dict[str, JsonValue],
    words: Words,
) -> Card:
    """When dates were typed that collide with something that the proposal did not tell of."""
    say = words.say
    return asking(
        words,
        say("Save these dates anyway?"),
        occasion=rounds.title(follow_up_round, words),
        notice=say("Nothing has been saved yet."),
        facts=warnings(collisions, words),
        presses=[
            Press(title=say("Save anyway"), verb=Verb.SAVE_ROUND, data=data, is_main=True),
            Press(title=say("Change the dates"), verb=Verb.PROPOSE_ROUND, data=data),
        ],
    )


def confirm_changes(
    before: FollowUpRound,
    changes: Changes,
    collisions: Sequence[Collision],
    data: dict[str, JsonValue],
    words: Words,
    *,
    is_waiting: bool = False,
) -> Card:
    """What will happen, before anything has. `data` carries the dates on to be saved.

    `is_waiting` when messages that have not gone out yet will be taken back.
    """
    say = words.say
    waiting = say("Reminders that wait to be sent right now are taken back.") if is_waiting else ""
    return asking(
        words,
        say("This is what changes"),
        occasion=rounds.title(before, words),
        notice=say("Nothing has been saved yet."),
        sentences=[waiting],
        facts=[*warnings(collisions, words), *_moved(changes, words), *_before(changes, words)],
        presses=[
            Press(title=say("Save the dates"), verb=Verb.SAVE_DATES, data=data, is_main=True),
            Press(title=say("Change more"), verb=Verb.ASK_DATES, data=data),
            Press(
                title=say("Cancel"),
                verb=Verb.SHOW_YEAR,
                data=AboutYear(year=before.reference_date.year).data,
            ),
        ],
    )


def changed(after: FollowUpRound, changes: Changes, words: Words, *, taken_back: int = 0) -> Card:
    """What happened, once it has. `taken_back` is how many messages waited to be sent, and do no longer."""
    facts = [*_moved(changes, words), *_after(changes, words)]
    sentence = words.say("Nothing was different.") if changes.is_nothing else ""
    if taken_back:
        sentence = words.count(
            "{n} message that waited to be sent was taken back.",
            "{n} messages that waited to be sent were taken back.",
            taken_back,
        )
    return message(
        words,
        words.say("The dates are saved"),
        [rounds.title(after, words), *([sentence] if sentence else [])],
        _next(after, words),
        facts,
    )


def added(follow_up_round: FollowUpRound, coming: Sequence[Planned], words: Words) -> Card:
    """The receipt for a round that has been planned."""
    say = words.say
    return message(
        words,
        say("{round} is planned", round=rounds.title(follow_up_round, words)),
        [
            say(
                "It opens {opening} and closes {closing}, by itself.",
                opening=words.moment(follow_up_round.opens_at),
                closing=words.moment(follow_up_round.closes_at),
            ),
            say("The last day to answer is {day}.", day=words.day(follow_up_round.deadline)),
        ],
        _next(follow_up_round, words),
        [(say("Reminders that go out"), listed(coming, words))] if coming else [],
    )


def _next(follow_up_round: FollowUpRound, words: Words) -> list[Button]:
    year = AboutYear(year=follow_up_round.reference_date.year)
    dates = AboutDates(follow_up_round_id=follow_up_round.follow_up_round_id)
    return [
        Button(title=words.say("The year"), verb=Verb.SHOW_YEAR, data=year.data),
        Button(title=words.say("Change dates"), verb=Verb.ASK_DATES, data=dates.data),
    ]


def _moved(changes: Changes, words: Words) -> list[Fact]:
    return [(milestone_name(each.milestone, words), _from_to(each, words)) for each in changes.days]


def _from_to(moved: DayMoved, words: Words) -> str:
    if moved.before is None and moved.after is not None:
        return words.say("{day} (had no day)", day=words.day(moved.after))
    if moved.after is None and moved.before is not None:
        return words.say("no day any longer (was {day})", day=words.day(moved.before))
    assert moved.before is not None
    assert moved.after is not None
    return words.say("{after} (was {before})", after=words.day(moved.after), before=words.day(moved.before))


def _before(changes: Changes, words: Words) -> list[Fact]:
    say = words.say
    return _told(
        [
            (say("Reminders that will not go out"), changes.withdrawn),
            (say("Reminders that go out instead"), changes.instead),
            (say("Reminders that go out as before"), changes.kept),
        ],
        words,
    )


def _after(changes: Changes, words: Words) -> list[Fact]:
    say = words.say
    return _told(
        [
            (say("Reminders that were withdrawn"), changes.withdrawn),
            (say("Reminders that go out instead"), changes.instead),
            (say("Reminders that go out as before"), changes.kept),
        ],
        words,
    )


def _told(groups: Sequence[tuple[str, Sequence[Planned]]], words: Words) -> list[Fact]:
    return [(term, listed(reminders, words)) for term, reminders in groups if reminders]


def listed(reminders: Sequence[Planned], words: Words) -> str:
    """Each reminder's day, and whom it is for where that is not the owners."""
    return words.listed([_one(each, words) for each in reminders])


def _one(reminder: Planned, words: Words) -> str:
    when = words.moment(reminder.at)
    if reminder.sent_to is SentTo.MANAGERS:
        return words.say("{when} (to unit managers)", when=when)
    return when


def as_typed(typed: Mapping[str, str], stored: Mapping[str, str], words: Words) -> list[Fact]:
    """What somebody had typed and what was not saved, since somebody else was first."""
    lost = [
        f"{milestone_name(each, words)}: {typed[each]}"
        for each in Milestone
        if typed.get(each) and typed[each] != stored.get(each)
    ]
    return [(words.say("You had written"), "; ".join(lost))] if lost else []
