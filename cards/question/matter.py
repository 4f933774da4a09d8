"""A question as everybody who has a part in it sees it, as it stands now."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from cards import matter_facts
from cards.asking import Fact, Field, FieldKind, Press, asking, typed
from cards.card import Card, JsonValue
from cards.handover import public_record
from cards.handover_seen import Seen, my_list
from cards.payloads import AboutItem, AboutMatter, AboutWorklist, data_of
from cards.plain_text import LONGEST_NAME, excerpt
from cards.question import asker
from cards.question.back import ways_back
from cards.question.payloads import REPLY, WARNED
from cards.verbs import Verb
from cards.words import Words
from domain.matters import Dossier, MatterState, Part
from domain.people import Person
from domain.questions import LONGEST_REPLY, part_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """How one reader looks at the question.

    `in_place_of` is the owner whom the reader stands in for. `reply` stands in the field, with its `fault`;
    with `warned` the `notice` says what to think about once more. `kept` leads back to a list.
    """

    reader: Person
    on: date
    in_place_of: Person | None = None
    notice: str = ""
    reply: str = ""
    fault: str = ""
    warned: bool = False
    kept: Mapping[str, JsonValue] = field(default_factory=dict)

    @property
    def acts_as(self) -> Person:
        """Whose part it is."""
        return self.in_place_of or self.reader


def question(dossier: Dossier, look: Look, words: Words) -> Card:
    """The card: the question first, then what it is about."""
    seen = _seen(dossier, look, words)
    return asking(
        words,
        seen.heading,
        notice=look.notice,
        sentences=seen.sentences,
        facts=[*_said(dossier, words), *_lost(look, seen, words), *matter_facts.about_item(dossier, words)],
        fields=seen.fields,
        remark=public_record(words) if seen.fields else "",
        presses=[*seen.presses, *ways_back(look.kept, words)],
        notification=f"{seen.heading}: {dossier.matter.reply or dossier.matter.reason}",
    )


def _seen(dossier: Dossier, look: Look, words: Words) -> Seen:
    match part_of(dossier, look.acts_as):
        case Part.ASKER:
            return asker.seen(dossier, words, look.kept)
        case Part.ASKED if dossier.matter.is_open:
            return _asked(dossier, look, words)
        case Part.STRATEGIST if dossier.matter.is_open:
            return _strategist(dossier, look, words)
        case Part.BYSTANDER if dossier.matter.is_open:
            return _no_longer(dossier, words)
        case part:
            return _settled(dossier, look, words, may_correct=part is Part.ASKED)


def _asked(dossier: Dossier, look: Look, words: Words) -> Seen:
    say, matter = words.say, dossier.matter
    name = matter_facts.name(dossier, matter.asked_by)
    has_waited = matter.until is not None and look.on >= matter.until
    return Seen(
        heading=say("{name} waits for your reply", name=name)
        if has_waited
        else say("{name} has a question for you", name=name),
        sentences=[
            _stands_in(look, words),
            say("{name} gets your reply at once. It is kept with the activity’s earlier answers.", name=name),
        ],
        fields=[_field(say("Your reply"), look, words)],
        presses=[_send(dossier, look, words)],
    )


def _strategist(dossier: Dossier, look: Look, words: Words) -> Seen:
    say, matter = words.say, dossier.matter
    owner = matter_facts.name(dossier, matter.counterpart_id)
    name = matter_facts.name(dossier, matter.asked_by)
    return Seen(
        heading=say("{owner} has not replied to {name}", owner=owner, name=name),
        sentences=[
            asker.why_it_is_with_strategists(dossier, words),
            say("You can reply instead, if you know the answer or have asked {owner}.", owner=owner),
        ],
        fields=[_field(say("Reply instead of {owner}", owner=owner), look, words)],
        presses=[_send(dossier, look, words)],
    )


def _no_longer(dossier: Dossier, words: Words) -> Seen:
    owner = matter_facts.name(dossier, dossier.matter.counterpart_id)
    return Seen(
        heading=words.say("The question has gone to {owner}", owner=owner),
        sentences=[words.say("{owner} is responsible now. You need not do anything.", owner=owner)],
        presses=[my_list(words)],
    )


def _settled(dossier: Dossier, look: Look, words: Words, *, may_correct: bool) -> Seen:
    say, matter = words.say, dossier.matter
    name = matter_facts.name(dossier, matter.asked_by)
    if matter.state is not MatterState.REPLIED:
        return Seen(heading=asker.taken_back(dossier, words), sentences=[say("You need not do anything.")])
    if matter.settled_by == look.reader.person_id:
        heading = say("You have replied to {name}", name=name)
    else:
        replied_by = matter_facts.name(dossier, matter.settled_by)
        heading = say("{other} has replied to {name}", other=replied_by, name=name)
    correct = _correct(dossier, look, words) if may_correct else []
    return Seen(heading=heading, presses=[*correct, my_list(words)])


def _correct(dossier: Dossier, look: Look, words: Words) -> list[Press]:
    """The form of the plan activity, while the round takes answers: the reply may have changed the state."""
    item, follow_up_round = dossier.item, dossier.follow_up_round
    if item is None or not follow_up_round.is_open:
        return []
    about = AboutItem(
        worklist=AboutWorklist(
            follow_up_round_id=follow_up_round.follow_up_round_id, owner_id=look.acts_as.person_id
        ),
        plan_activity_id=item.plan_activity.plan_activity_id,
        based_on=item.answer.answer_id if item.answer else 0,
    )
    title = words.say("Change the answer") if item.answer else words.say("Answer for the activity")
    return [Press(title=title, verb=Verb.OPEN_FORM, data=data_of(about))]


def _said(dossier: Dossier, words: Words) -> list[Fact]:
    matter = dossier.matter
    asked = words.say(
        "Question from {name}, {when}",
        name=matter_facts.name(dossier, matter.asked_by),
        when=words.moment(matter.asked_at),
    )
    if matter.state is not MatterState.REPLIED or matter.settled_at is None:
        return [(asked, matter.reason)]
    replied = words.say(
        "Reply from {name}, {when}",
        name=matter_facts.name(dossier, matter.settled_by),
        when=words.moment(matter.settled_at),
    )
    return [(asked, matter.reason), (replied, matter.reply)]


def _lost(look: Look, seen: Seen, words: Words) -> list[Fact]:
    """What somebody wrote when another was first, so that it can be copied."""
    return [(words.say("What you wrote"), look.reply)] if look.reply and not seen.fields else []


def _stands_in(look: Look, words: Words) -> str:
    if look.in_place_of is None:
        return ""
    return words.say("You stand in for {name}.", name=excerpt(look.in_place_of.name, LONGEST_NAME))


def _field(label: str, look: Look, words: Words) -> Field:
    return Field(
        kind=FieldKind.LONG_TEXT,
        name=REPLY,
        label=label,
        value=typed(look.reply),
        longest=LONGEST_REPLY,
        fault=look.fault,
        if_missing=words.say("Write a reply."),
    )


def _send(dossier: Dossier, look: Look, words: Words) -> Press:
    return Press(
        title=words.say("Send anyway") if look.warned else words.say("Reply"),
        verb=Verb.REPLY_QUESTION,
        data={**data_of(AboutMatter(matter_id=dossier.matter.matter_id)), **_again(look), **look.kept},
        sends=True,
        is_main=True,
    )


def _again(look: Look) -> dict[str, JsonValue]:
    return {WARNED: True} if look.warned else {}
