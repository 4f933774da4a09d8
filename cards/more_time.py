"""“Jag behöver mer tid”: what the owner asks for, and what the strategist and the owner read about it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from types import MappingProxyType

from cards import matter_facts, rounds
from cards.asking import Choice, Field, FieldKind, Press, asking, day_value
from cards.card import Card, JsonValue
from cards.handover import REASON, public_record, reason_field
from cards.handover_seen import decided_by, owner_of
from cards.message import message
from cards.payloads import AboutMatter, AboutWorklist, data_of
from cards.verbs import Verb
from cards.words import Words
from domain.matters import Dossier, Extension, MatterState, Part
from domain.rounds import FollowUpRound
from domain.worklist import Worklist

UNTIL = "until"


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """What stands in the fields, as it was typed, and what is wrong at each."""

    until: str = ""
    reason: str = ""
    faults: Mapping[str, str] = field(default_factory=dict)


NOTHING_TYPED = Typed()
NOTHING_KEPT: Mapping[str, JsonValue] = MappingProxyType({})


def ask_more_time(
    view: Worklist,
    extensions: Sequence[Extension],
    words: Words,
    *,
    about: AboutWorklist,
    on: date,
    typed: Typed = NOTHING_TYPED,
    notice: str = "",
) -> Card:
    """How much more time, and why; each choice says which day that would be. `on` is today."""
    say, follow_up_round = words.say, view.follow_up_round
    return asking(
        words,
        say("How much more time do you need?"),
        occasion=rounds.title(follow_up_round, words),
        notice=notice,
        sentences=[
            _last_day(view, words, on),
            say("The environment office decides. Until it has, the same last day applies."),
            closes(follow_up_round, words),
        ],
        fields=[
            _choices(extensions, typed, words),
            reason_field(say("Why?"), typed.reason, words, typed.faults.get(REASON, ""), is_needed=True),
        ],
        remark=public_record(words),
        presses=[
            Press(
                title=say("Ask for more time"),
                verb=Verb.REQUEST_TIME,
                data=data_of(about),
                sends=True,
                is_main=True,
            ),
            Press(title=say("Back"), verb=Verb.SHOW_WORKLIST, data=data_of(about)),
        ],
    )


def _choices(extensions: Sequence[Extension], typed: Typed, words: Words) -> Field:
    choices = [Choice(title=_longer(each, words), value=day_value(each.until)) for each in extensions]
    # The shortest is chosen beforehand: most need a few days, and it is seen before it is sent.
    chosen = choices[0].value if typed is NOTHING_TYPED and choices else typed.until
    return Field(
        kind=FieldKind.CHOICE,
        name=UNTIL,
        label=words.say("New last day"),
        choices=choices,
        value=chosen if chosen in {each.value for each in choices} else "",
        fault=typed.faults.get(UNTIL, ""),
        if_missing=words.say("Choose a new last day."),
    )


def _last_day(view: Worklist, words: Words, on: date) -> str:
    day = words.day(view.due_by)
    if on > view.due_by:
        return words.say("The last day was {day}.", day=day)
    return words.say("The last day now is {day}.", day=day)


def no_more_time(view: Worklist, words: Words, *, about: AboutWorklist) -> Card:
    """When the round closes before any later day."""
    back = Press(title=words.say("Back"), verb=Verb.SHOW_WORKLIST, data=data_of(about))
    return asking(
        words,
        words.say("There is no more time to give"),
        occasion=rounds.title(view.follow_up_round, words),
        sentences=[
            closes(view.follow_up_round, words),
            words.say("Answer what you can; say what you do not know yet."),
        ],
        presses=[back],
    )


def closes(follow_up_round: FollowUpRound, words: Words) -> str:
    """The end that nobody can be given more time than."""
    when = words.moment(follow_up_round.closes_at)
    return words.say("The follow-up closes {when}. Nobody can get more time than that.", when=when)


def more_time(
    dossier: Dossier,
    part: Part,
    words: Words,
    *,
    on: date,
    last: date,
    is_own: bool,
    notice: str = "",
    typed: Typed = NOTHING_TYPED,
    kept: Mapping[str, JsonValue] = NOTHING_KEPT,
) -> Card:
    """The request as it stands now. `on` is today and `last` the day when the round closes.

    `is_own` says whether it is the reader's own; `kept` is what the buttons carry to lead back to the list.
    """
    if part is Part.STRATEGIST and dossier.matter.is_open and dossier.follow_up_round.is_open:
        return _to_decide(dossier, words, on=on, last=last, notice=notice, typed=typed, kept=kept)
    return message(
        words,
        _heading(dossier, words, is_own=is_own),
        [*([notice] if notice else []), *_outcome(dossier, words)],
        facts=_reasons(dossier, words),
        buttons=[] if part is Part.STRATEGIST else [matter_facts.to_my_list(words)],
    )


def _to_decide(
    dossier: Dossier,
    words: Words,
    *,
    on: date,
    last: date,
    notice: str,
    typed: Typed,
    kept: Mapping[str, JsonValue],
) -> Card:
    say, matter, follow_up_round = words.say, dossier.matter, dossier.follow_up_round
    earliest = max(on, follow_up_round.deadline + timedelta(days=1))
    return asking(
        words,
        say("{owner} asks for more time", owner=owner_of(dossier)),
        occasion=rounds.title(follow_up_round, words),
        notice=notice,
        sentences=[_asked_by(dossier, words), closes(follow_up_round, words)],
        facts=_request(dossier, words),
        fields=[
            Field(
                kind=FieldKind.DATE,
                name=UNTIL,
                label=say("Last day, if you say yes. Change it to give another"),
                value=typed.until or day_value(matter.until),
                earliest=day_value(earliest),
                latest=day_value(last),
                fault=typed.faults.get(UNTIL, ""),
            ),
            reason_field(
                say("Why not? Needed only if you say no"), typed.reason, words, typed.faults.get(REASON, "")
            ),
        ],
        remark=public_record(words),
        presses=_decisions(dossier, words, kept),
    )


def _decisions(dossier: Dossier, words: Words, kept: Mapping[str, JsonValue]) -> list[Press]:
    say, data = words.say, data_of(AboutMatter(matter_id=dossier.matter.matter_id)) | dict(kept)
    back = [Press(title=say("Back"), verb=Verb.SHOW_TODO, data=dict(kept))] if kept else []
    return [
        Press(title=say("Yes, give more time"), verb=Verb.GRANT_TIME, data=data, sends=True, is_main=True),
        Press(title=say("No"), verb=Verb.REFUSE_TIME, data=data, sends=True),
        *back,
    ]


def _request(dossier: Dossier, words: Words) -> list[tuple[str, str]]:
    say, matter = words.say, dossier.matter
    wanted = words.day(matter.until) if matter.until else ""
    left = words.count("{n} activity", "{n} activities", dossier.outstanding)
    return [
        (say("Wants to answer by"), wanted),
        (say("The last day for everybody"), words.day(dossier.follow_up_round.deadline)),
        (say("Left to answer"), left if dossier.outstanding else say("Nothing; everything is answered")),
        (say("Why"), matter.reason),
    ]


def _asked_by(dossier: Dossier, words: Words) -> str:
    matter = dossier.matter
    if matter.asked_by == matter.person_id:
        return ""
    return words.say(
        "{name} stands in and asks for {owner}.",
        name=matter_facts.name(dossier, matter.asked_by),
        owner=owner_of(dossier),
    )


def _heading(dossier: Dossier, words: Words, *, is_own: bool) -> str:
    say, state, owner = words.say, dossier.matter.state, owner_of(dossier)
    match state:
        case MatterState.GRANTED:
            return say("You have got more time") if is_own else say("{owner} has got more time", owner=owner)
        case MatterState.REFUSED:
            return (
                say("You did not get more time") if is_own else say("{owner} gets no more time", owner=owner)
            )
        case _:
            return say("More time has been asked for")


def _outcome(dossier: Dossier, words: Words) -> list[str]:
    say, matter = words.say, dossier.matter
    deadline = words.day(dossier.follow_up_round.deadline)
    if matter.state is MatterState.GRANTED and matter.until:
        last = say("The last day is {day}. The reminders follow it.", day=words.day(matter.until))
        return [last, decided_by(dossier, words)]
    if matter.state is MatterState.REFUSED:
        return [say("The last day is still {day}.", day=deadline), decided_by(dossier, words)]
    if not dossier.follow_up_round.is_open:
        return [say("The follow-up closed before the environment office had decided.")]
    if matter.until is None or not matter.is_open:
        return [say("The request does not apply any longer.")]
    return [
        say("Until {day}. The environment office has not decided yet.", day=words.day(matter.until)),
        say("Until it has, the same last day applies."),
    ]


def _reasons(dossier: Dossier, words: Words) -> list[tuple[str, str]]:
    facts = [*matter_facts.why(dossier, words), *matter_facts.reply(dossier, words)]
    return [(term, meaning) for term, meaning in facts if meaning]


def _longer(extension: Extension, words: Words) -> str:
    return words.count(
        "{n} working day more, until {day}",
        "{n} working days more, until {day}",
        extension.days,
        day=words.day(extension.until),
    )
