"""A hand-over as everybody who has a part in it sees it, as it stands now."""

from datetime import date

from cards import matter_facts
from cards.asking import Press, asking
from cards.card import Card
from cards.handover import keep, public_record
from cards.handover_question import asked
from cards.handover_seen import Seen, decided_by, my_list, overtaken, owner_of, stays, still, until
from cards.payloads import AboutMatter, Decision, data_of
from cards.verbs import Verb
from cards.words import Words
from domain.matters import Dossier, MatterState, Part


def handover(
    dossier: Dossier,
    part: Part,
    words: Words,
    *,
    on: date,
    is_own: bool,
    notice: str = "",
    reply: str = "",
    fault: str = "",
) -> Card:
    """The card on a day. `is_own`: the reader is the owner. `reply` is what was typed, with its `fault`."""
    match part:
        case Part.ASKED:
            seen = asked(dossier, words, on=on, reply=reply, fault=fault)
        case Part.ASKER:
            seen = _asker(dossier, words, is_own=is_own)
        case Part.STRATEGIST | Part.BYSTANDER:
            seen = _strategist(dossier, words, may_decide=part is Part.STRATEGIST)
    facts = [
        *matter_facts.about_item(dossier, words),
        *matter_facts.why(dossier, words),
        *matter_facts.reply(dossier, words),
    ]
    return asking(
        words,
        seen.heading,
        notice=notice,
        sentences=seen.sentences,
        facts=facts,
        fields=seen.fields,
        remark=public_record(words) if seen.fields else "",
        presses=seen.presses,
    )


def _asker(dossier: Dossier, words: Words, *, is_own: bool) -> Seen:
    say, matter = words.say, dossier.matter
    other = matter_facts.name(dossier, matter.counterpart_id)
    match matter.state:
        case MatterState.ACCEPTED:
            return Seen(
                heading=say("{name} has taken over", name=other), sentences=_let_go(words, is_own=is_own)
            )
        case MatterState.DECIDED:
            return Seen(
                heading=say("{name} is responsible now", name=other),
                sentences=[decided_by(dossier, words), *_let_go(words, is_own=is_own)],
            )
        case _:
            return _still_responsible(dossier, words, is_own=is_own)


def _still_responsible(dossier: Dossier, words: Words, *, is_own: bool) -> Seen:
    say, matter = words.say, dossier.matter
    other = matter_facts.name(dossier, matter.counterpart_id)
    remains = say("You are still responsible.") if is_own else still(dossier, words)
    match matter.state:
        case MatterState.ASKED:
            return Seen(
                heading=say("The question has been sent"),
                sentences=[sent(dossier, words, is_own=is_own), *until(dossier, words)],
                presses=[_withdraw(dossier, words), my_list(words)],
            )
        case MatterState.WITH_STRATEGIST:
            silent = say("{name} has not answered, so the environment office decides.", name=other)
            return Seen(
                heading=say("The environment office decides"),
                sentences=[silent, remains],
                presses=[_withdraw(dossier, words), my_list(words)],
            )
        case MatterState.DECLINED:
            again = say("You can ask somebody else: choose the activity in your list.")
            return Seen(
                heading=say("{name} declined", name=other),
                sentences=[remains, again],
                presses=[my_list(words)],
            )
        case _:
            return overtaken(dossier, words)


def _withdraw(dossier: Dossier, words: Words) -> Press:
    return Press(
        title=words.say("Take the question back"),
        verb=Verb.WITHDRAW_HANDOVER,
        data=data_of(AboutMatter(matter_id=dossier.matter.matter_id)),
    )


def sent(dossier: Dossier, words: Words, *, is_own: bool) -> str:
    """To whom the question has gone, and who is responsible meanwhile."""
    other = matter_facts.name(dossier, dossier.matter.counterpart_id)
    if is_own:
        return words.say(
            "The question has gone to {name}. You are responsible until {name} has said yes.", name=other
        )
    return words.say(
        "The question has gone to {name}. {owner} is responsible until {name} has said yes.",
        name=other,
        owner=owner_of(dossier),
    )


def _let_go(words: Words, *, is_own: bool) -> list[str]:
    follows = words.say("All earlier answers go along with the activity.")
    return [words.say("You are no longer responsible."), follows] if is_own else [follows]


def _strategist(dossier: Dossier, words: Words, *, may_decide: bool) -> Seen:
    say, matter = words.say, dossier.matter
    other = matter_facts.name(dossier, matter.counterpart_id)
    match matter.state:
        case MatterState.ASKED | MatterState.WITH_STRATEGIST:
            return _undecided(dossier, words, may_decide=may_decide)
        case MatterState.ACCEPTED:
            taken = say("{name} has taken over after {owner}.", name=other, owner=owner_of(dossier))
            return Seen(heading=say("An activity has a new owner"), sentences=[taken])
        case MatterState.DECIDED:
            given = say("{name} is responsible after {owner}.", name=other, owner=owner_of(dossier))
            return Seen(
                heading=say("An activity has a new owner"), sentences=[given, decided_by(dossier, words)]
            )
        case MatterState.DECLINED:
            declined = say("{name} does not take over.", name=other)
            return Seen(heading=say("A hand-over was declined"), sentences=[declined, still(dossier, words)])
        case MatterState.KEPT:
            return Seen(heading=stays(dossier, words), sentences=[decided_by(dossier, words)])
        case _:
            return overtaken(dossier, words)


def _undecided(dossier: Dossier, words: Words, *, may_decide: bool) -> Seen:
    say, matter = words.say, dossier.matter
    other = matter_facts.name(dossier, matter.counterpart_id)
    asked = say("{owner} has asked {name} to take over.", owner=owner_of(dossier), name=other)
    is_late = matter.state is MatterState.WITH_STRATEGIST
    waiting = [_who_decides(words, may_decide=may_decide)] if is_late else until(dossier, words)
    choose = Press(
        title=say("Choose a new owner"),
        verb=Verb.DECIDE_HANDOVER,
        data=data_of(AboutMatter(matter_id=matter.matter_id, decision=Decision.CHOOSE)),
        is_main=True,
    )
    return Seen(
        heading=say("Who is to be responsible?") if is_late else say("A hand-over is waiting for an answer"),
        sentences=[asked, *waiting, still(dossier, words)],
        presses=[choose, keep(dossier, words)] if may_decide and is_late else [],
    )


def _who_decides(words: Words, *, may_decide: bool) -> str:
    if may_decide:
        return words.say("There has been no answer, so you decide.")
    return words.say("There has been no answer, so the environment office decides.")
