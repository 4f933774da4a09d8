"""A hand-over as whoever is asked to take over sees it."""

from datetime import date

from cards import matter_facts
from cards.asking import Press
from cards.handover import reason_field
from cards.handover_seen import Seen, my_list, overtaken, owner_of
from cards.payloads import AboutMatter, data_of
from cards.verbs import Verb
from cards.words import Words
from domain.matters import Dossier, MatterState


def asked(dossier: Dossier, words: Words, *, on: date, reply: str, fault: str) -> Seen:
    """What whoever is asked reads, and may answer."""
    say = words.say
    match dossier.matter.state:
        case MatterState.ASKED | MatterState.WITH_STRATEGIST:
            return _question(dossier, words, reply, fault)
        case MatterState.ACCEPTED:
            told = say("{owner} and the environment office have been told.", owner=owner_of(dossier))
            return Seen(
                heading=say("You are responsible now"),
                sentences=[told, *_what_is_left(dossier, words, on)],
                presses=[my_list(words)],
            )
        case MatterState.DECIDED:
            return _given(dossier, words, on)
        case MatterState.DECLINED:
            still = say("{owner} is still responsible and has been told.", owner=owner_of(dossier))
            return Seen(heading=say("You declined"), sentences=[still])
        case _:
            return overtaken(dossier, words)


def _question(dossier: Dossier, words: Words, reply: str, fault: str) -> Seen:
    say, matter = words.say, dossier.matter
    asker = matter_facts.name(dossier, matter.asked_by)
    suggestion = (
        say("{name} suggests that you take over the responsibility.", name=asker)
        if matter.asked_by == matter.person_id
        else say("{name} suggests that you take over from {owner}.", name=asker, owner=owner_of(dossier))
    )
    data = data_of(AboutMatter(matter_id=matter.matter_id))
    return Seen(
        heading=say("Will you take over an activity?"),
        sentences=[suggestion, _time_left(dossier, words)],
        fields=[reason_field(say("Why not? Needed only if you decline"), reply, words, fault)],
        presses=[
            Press(title=say("I take over"), verb=Verb.ACCEPT_HANDOVER, data=data, is_main=True),
            Press(title=say("No, thank you"), verb=Verb.DECLINE_HANDOVER, data=data, sends=True),
        ],
    )


def _time_left(dossier: Dossier, words: Words) -> str:
    matter = dossier.matter
    if matter.state is MatterState.WITH_STRATEGIST or matter.respond_by is None:
        return words.say("The environment office is about to decide, but you can still take over.")
    return words.say(
        "Please answer by {when}. After that the environment office decides.",
        when=words.moment(matter.respond_by),
    )


def _given(dossier: Dossier, words: Words, on: date) -> Seen:
    given = words.say(
        "{strategist} at the environment office has given you the activity after {owner}.",
        strategist=matter_facts.name(dossier, dossier.matter.settled_by),
        owner=owner_of(dossier),
    )
    return Seen(
        heading=words.say("You are responsible now"),
        sentences=[given, *_what_is_left(dossier, words, on)],
        presses=[my_list(words)],
    )


def _what_is_left(dossier: Dossier, words: Words, on: date) -> list[str]:
    item, follow_up_round = dossier.item, dossier.follow_up_round
    if item is None:
        return []
    if not follow_up_round.is_open:
        return [words.say("No follow-up is under way for it now.")]
    if item.is_answered:
        return [words.say("It has been answered in this follow-up; you may change the answer.")]
    if on > follow_up_round.deadline:
        closing = words.moment(follow_up_round.closes_at)
        return [words.say("The last day has passed, but you can answer until {closing}.", closing=closing)]
    return [words.say("Answer by {day}", day=words.day(follow_up_round.deadline)) + "."]
