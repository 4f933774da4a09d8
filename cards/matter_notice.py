"""Short messages that tell somebody what has been done: a co-owner, an answer, a deputy, a round."""

from datetime import timedelta

from cards import matter_facts, rounds
from cards.card import Card
from cards.message import Button, message
from cards.verbs import Verb
from cards.words import Words
from domain.matters import Dossier, MatterState, Part


def co_owner(dossier: Dossier, part: Part, words: Words) -> Card:
    """Somebody has become co-owner: told to them, and to the owner when somebody else did it."""
    say, matter = words.say, dossier.matter
    asker = matter_facts.name(dossier, matter.asked_by)
    if part is Part.ASKED:
        heading = say("You are co-owner of an activity")
        sentence = say("{name} has added you.", name=asker)
    else:
        heading = say("An activity has a new co-owner")
        other = matter_facts.name(dossier, matter.counterpart_id)
        sentence = say("{name} has added {other}.", name=asker, other=other)
    return message(
        words,
        heading,
        [
            sentence,
            say("All who own it get the reminders, and one answer is enough. Everybody sees who answered."),
        ],
        facts=_facts(dossier, words),
        buttons=[matter_facts.to_my_list(words)],
    )


def answered_for(dossier: Dossier, words: Words) -> Card:
    """A strategist has answered instead of the reader, about one activity or several."""
    say = words.say
    is_about_one = dossier.matter.plan_activity_id is not None
    closing = words.moment(dossier.follow_up_round.closes_at)
    several = say("Several of your activities have been answered. Your list shows which, and why.")
    change = say("If something is wrong you can change the answer until {closing}.", closing=closing)
    return message(
        words,
        say("{name} has answered for you", name=matter_facts.name(dossier, dossier.matter.asked_by)),
        [*([] if is_about_one else [several]), *([change] if dossier.follow_up_round.is_open else [])],
        facts=_facts(dossier, words) if is_about_one else [],
        buttons=[matter_facts.to_my_list(words)],
    )


def stands_in(dossier: Dossier, words: Words) -> Card:
    """Somebody is or will be away, and the reader answers meanwhile."""
    say, matter = words.say, dossier.matter
    name = matter_facts.name(dossier, matter.asked_by)
    if matter.state is MatterState.WITHDRAWN or matter.until is None:
        return message(
            words,
            say("This no longer applies"),
            [say("{name} is back, or has changed the days or who stands in.", name=name)],
            buttons=[matter_facts.to_my_list(words)],
        )
    first = words.day(matter.until - timedelta(days=(matter.days or 1) - 1))
    days = say(
        "{name} is away from {first} through {last}.", name=name, first=first, last=words.day(matter.until)
    )
    return message(
        words,
        say("You stand in for {name}", name=name),
        [
            days,
            say(
                "Meanwhile you get the reminders and can answer. "
                "You find the activities with “my activities” too."
            ),
            say("Can you not do it? Tell {name}, who can choose somebody else.", name=name),
        ],
        buttons=[matter_facts.to_my_list(words)],
    )


def reopened(dossier: Dossier, words: Words) -> Card:
    """A round whose summary the reader has takes answers again."""
    say, follow_up_round = words.say, dossier.follow_up_round
    name = matter_facts.name(dossier, dossier.matter.asked_by)
    closing = words.moment(follow_up_round.closes_at)
    new = (
        say("A new summary replaces the one you have when it closes again, {closing}.", closing=closing)
        if follow_up_round.is_open
        else say("It has closed again, and the new summary replaces the earlier one.")
    )
    return message(
        words,
        say("The follow-up is open again"),
        [say("{name} has opened {round} again.", name=name, round=rounds.title(follow_up_round, words)), new],
        facts=matter_facts.why(dossier, words),
        buttons=[Button(title=say("Summary"), verb=Verb.SUMMARY)],
    )


def recognised(dossier: Dossier, words: Words) -> Card:
    """The reader was not known here until a strategist said who they are."""
    say = words.say
    name = matter_facts.name(dossier, dossier.matter.asked_by)
    return message(
        words,
        say("Now I know who you are"),
        [
            say("{name} at the environment office has found you in the action plan.", name=name),
            say("Here you see and answer your activities."),
            say("Is it wrong? Tell {name}.", name=name),
        ],
        buttons=[matter_facts.to_my_list(words)],
    )


def _facts(dossier: Dossier, words: Words) -> list[tuple[str, str]]:
    facts = [*matter_facts.about_item(dossier, words), *matter_facts.why(dossier, words)]
    return [(term, meaning) for term, meaning in facts if meaning]
