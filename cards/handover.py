"""Choosing who is to own a plan activity instead of its owner, or together with them."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from cards import matter_facts, people_choice
from cards.asking import Field, FieldKind, Press, asking, typed
from cards.card import Card
from cards.payloads import AboutItem, AboutMatter, Decision, data_of
from cards.plain_text import LONGEST_NAME, excerpt
from cards.verbs import Verb
from cards.words import Words
from domain.matters import LONGEST_REASON, Dossier
from domain.people import OrgUnitId, Person, PersonId
from domain.worklist import WorkItem

# Not "reason", which is a field of the answer form.
REASON = "why"


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidates:
    """Everybody who may be chosen, what the units are called, and what has been typed and chosen so far.

    `notes` are what is good to know about somebody; `faults` are told at the fields, by name.
    """

    people: Collection[Person]
    units: Mapping[OrgUnitId, str]
    chosen: str = ""
    searched: str = ""
    reason: str = ""
    notes: Mapping[PersonId, str] = field(default_factory=dict)
    faults: Mapping[str, str] = field(default_factory=dict)

    def fields(self, words: Words, label: str, nearest: OrgUnitId) -> list[Field]:
        """Close colleagues, one press each; then all, with a search field when they are many."""
        near = people_choice.near_field(
            self.people, label=label, nearest=nearest, notes=self.notes, chosen=self.chosen
        )
        others = people_choice.fields(
            words,
            self.people,
            self.units,
            label=words.say("Somebody else") if near else label,
            nearest=nearest,
            notes=self.notes,
            chosen="" if near and near.value else self.chosen,
            searched=self.searched,
            fault=self.faults.get(people_choice.PERSON, ""),
            # The client must not hold the question back because the choice was made among the close ones.
            is_needed=near is None,
        )
        return [near, *others] if near else others

    @property
    def is_searched(self) -> bool:
        """Whether there are too many people for one list."""
        return people_choice.is_searched(self.people)


def ask_handover(
    item: WorkItem,
    candidates: Candidates,
    words: Words,
    *,
    about: AboutItem,
    respond_by: datetime,
    is_own: bool,
    notice: str = "",
) -> Card:
    """Who is to take over, and why. `is_own` is false for whoever stands in for the owner."""
    say = words.say
    return asking(
        words,
        say("Who is to take over?"),
        occasion=matter_facts.title(item, words),
        notice=notice,
        sentences=[
            _meanwhile(item, words, is_own=is_own),
            say("Without an answer by {when} the environment office decides.", when=words.moment(respond_by)),
        ],
        fields=[
            *candidates.fields(words, say("New owner"), item.plan_activity.org_unit_id),
            _why(candidates, words),
        ],
        remark=public_record(words),
        presses=[
            _main(say("Send the question"), Verb.HAND_OVER, about),
            *_search(candidates, Verb.ASK_HANDOVER, about, words),
            _back(about, words),
        ],
    )


def _why(candidates: Candidates, words: Words) -> Field:
    field = reason_field(
        words.say("Why?"),
        candidates.reason,
        words,
        candidates.faults.get(REASON, ""),
        is_needed=not candidates.is_searched,
    )
    return replace(field, placeholder=words.say("For example: she has led the project since May"))


def _meanwhile(item: WorkItem, words: Words, *, is_own: bool) -> str:
    if is_own:
        return words.say("Whoever you choose gets a question. You are responsible until they have said yes.")
    return words.say(
        "Whoever you choose gets a question. {owner} is responsible until they have said yes.",
        owner=excerpt(item.owner_name, LONGEST_NAME),
    )


def _main(title: str, verb: Verb, about: AboutItem) -> Press:
    return Press(title=title, verb=verb, data=data_of(about), sends=True, is_main=True)


def ask_co_owner(
    item: WorkItem, candidates: Candidates, words: Words, *, about: AboutItem, notice: str = ""
) -> Card:
    """Who owns the plan activity too."""
    say = words.say
    return asking(
        words,
        say("Who are you doing it with?"),
        occasion=matter_facts.title(item, words),
        notice=notice,
        sentences=[
            say("Whoever you choose becomes co-owner at once and is told so."),
            say("You both get the reminders, and one answer is enough. Everybody sees who answered."),
        ],
        fields=candidates.fields(words, say("Co-owner"), item.plan_activity.org_unit_id),
        presses=[
            _main(say("Add as co-owner"), Verb.ADD_CO_OWNER, about),
            *_search(candidates, Verb.ASK_CO_OWNER, about, words),
            _back(about, words),
        ],
    )


def choose_owner(dossier: Dossier, candidates: Candidates, words: Words) -> Card:
    """The strategist's own choice of a new owner."""
    say, matter = words.say, dossier.matter
    give = data_of(AboutMatter(matter_id=matter.matter_id, decision=Decision.GIVE))
    search = data_of(AboutMatter(matter_id=matter.matter_id, decision=Decision.CHOOSE))
    nearest = dossier.item.plan_activity.org_unit_id if dossier.item else OrgUnitId(0)
    owner = matter_facts.name(dossier, matter.person_id)
    presses = [
        Press(title=say("Hand over"), verb=Verb.DECIDE_HANDOVER, data=give, sends=True, is_main=True),
    ]
    if candidates.is_searched:
        presses.append(Press(title=say("Search"), verb=Verb.DECIDE_HANDOVER, data=search, sends=True))
    return asking(
        words,
        say("Who is to be responsible?"),
        sentences=[
            say("{owner} is responsible now. The change applies at once, and both are told.", owner=owner)
        ],
        facts=matter_facts.about_item(dossier, words),
        fields=candidates.fields(words, say("New owner"), nearest),
        presses=[*presses, keep(dossier, words)],
    )


def keep(dossier: Dossier, words: Words) -> Press:
    """The strategist's button for leaving things as they are."""
    data = data_of(AboutMatter(matter_id=dossier.matter.matter_id, decision=Decision.KEEP))
    # Without the name: a client does not wrap a button, and the card has the name above.
    return Press(title=words.say("Keep the present owner"), verb=Verb.DECIDE_HANDOVER, data=data)


def reason_field(label: str, value: str, words: Words, fault: str = "", *, is_needed: bool = False) -> Field:
    """Where somebody says why; `is_needed` unless it depends on which button is pressed."""
    return Field(
        kind=FieldKind.LONG_TEXT,
        name=REASON,
        label=label,
        value=typed(value),
        longest=LONGEST_REASON,
        fault=fault,
        if_missing=words.say("Tell briefly why.") if is_needed else "",
    )


def public_record(words: Words) -> str:
    """What to bear in mind when giving a reason."""
    return words.say(
        "What you write is a public record. Do not write about anybody's health or private life."
    )


def _search(candidates: Candidates, verb: Verb, about: AboutItem, words: Words) -> list[Press]:
    if not candidates.is_searched:
        return []
    return [Press(title=words.say("Search"), verb=verb, data=data_of(about), sends=True)]


def _back(about: AboutItem, words: Words) -> Press:
    return Press(title=words.say("Back"), verb=Verb.OPEN_FORM, data=data_of(about))
