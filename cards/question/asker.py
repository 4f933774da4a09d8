"""A question as whoever asked it sees it: waiting, replied to, or come to nothing."""

from collections.abc import Mapping

from cards import matter_facts
from cards.asking import Press
from cards.card import JsonValue
from cards.handover_seen import Seen
from cards.payloads import AboutMatter, data_of
from cards.question.back import all_questions
from cards.question.payloads import AboutQuestion, where_it_stands
from cards.verbs import Verb
from cards.words import Words
from domain.matters import Dossier, MatterState


def seen(dossier: Dossier, words: Words, kept: Mapping[str, JsonValue]) -> Seen:
    """What the asker reads, and may press; `kept` leads back to a list."""
    say, matter = words.say, dossier.matter
    owner = matter_facts.name(dossier, matter.counterpart_id)
    match matter.state:
        case MatterState.ASKED:
            return Seen(
                heading=say("{owner} has your question", owner=owner),
                sentences=_until(dossier, words),
                presses=[_withdraw(dossier, words, kept)],
            )
        case MatterState.WITH_STRATEGIST:
            return Seen(
                heading=_with_strategists(dossier, words),
                sentences=[
                    why_it_is_with_strategists(dossier, words),
                    say(
                        "The environment office has the question now, and {owner} can still reply.",
                        owner=owner,
                    ),
                ],
                presses=[_withdraw(dossier, words, kept)],
            )
        case MatterState.REPLIED:
            return Seen(heading=_replied(dossier, words), presses=[*_further(dossier, words)])
        case _:
            return Seen(heading=taken_back(dossier, words), sentences=_why_taken_back(dossier, words))


def why_it_is_with_strategists(dossier: Dossier, words: Words) -> str:
    """That it never arrived, or that nobody has replied in time; "" while it is neither."""
    if dossier.matter.state is not MatterState.WITH_STRATEGIST:
        return ""
    if dossier.matter.respond_by is None:
        return words.say("The question could not be delivered in Teams.")
    return words.say("Nobody has replied in five working days.")


def _withdraw(dossier: Dossier, words: Words, kept: Mapping[str, JsonValue]) -> Press:
    return Press(
        title=words.say("Take the question back"),
        verb=Verb.WITHDRAW_QUESTION,
        data={**data_of(AboutMatter(matter_id=dossier.matter.matter_id)), **kept},
    )


def taken_back(dossier: Dossier, words: Words) -> str:
    """Who took it back; or that the plan has changed, so that there is nobody to ask."""
    if dossier.matter.settled_by is None:
        return words.say("The question does not apply any longer")
    name = matter_facts.name(dossier, dossier.matter.settled_by)
    return words.say("{name} has taken the question back", name=name)


def _why_taken_back(dossier: Dossier, words: Words) -> list[str]:
    if dossier.matter.settled_by is not None:
        return []
    if dossier.item is None:
        return [words.say("The activity is not in the plan any longer, so nobody will reply.")]
    return [words.say("You are responsible for the activity yourself now.")]


def _until(dossier: Dossier, words: Words) -> list[str]:
    by = dossier.matter.respond_by
    if by is None:
        return []
    when = words.moment(by)
    return [words.say("Without a reply by {when} the environment office gets the question.", when=when)]


def _with_strategists(dossier: Dossier, words: Words) -> str:
    owner = matter_facts.name(dossier, dossier.matter.counterpart_id)
    if dossier.matter.respond_by is None:
        return words.say("{owner} could not be reached", owner=owner)
    return words.say("{owner} has not replied", owner=owner)


def _replied(dossier: Dossier, words: Words) -> str:
    return words.say(
        "{name} has replied to your question", name=matter_facts.name(dossier, dossier.matter.settled_by)
    )


def _further(dossier: Dossier, words: Words) -> list[Press]:
    """To see where it stands, to ask again, and to all questions."""
    say, matter = words.say, dossier.matter
    if matter.plan_activity_id is None or dossier.item is None:
        return [all_questions(words)]
    stands = where_it_stands(matter.follow_up_round_id, matter.plan_activity_id)
    again = AboutQuestion(summary=stands, plan_activity_id=matter.plan_activity_id)
    return [
        Press(title=say("See where it stands"), verb=Verb.LOOK_IN_SUMMARY, data=stands.data),
        Press(title=say("Ask again"), verb=Verb.ASK_QUESTION, data=again.data),
        all_questions(words),
    ]
