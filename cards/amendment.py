"""The form in which a strategist amends one plan activity, and the receipt with what was changed."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from cards import matter_facts, people_choice
from cards.asking import Choice, Fact, Field, FieldKind, Press, asking, day_value, typed
from cards.card import Card, JsonValue
from cards.fields import number_of, short_of
from cards.message import Button, message
from cards.plain_text import LONGEST_NAME, excerpt
from cards.verbs import Verb
from cards.words import Words
from domain.amendments import MARK_LENGTH, AmendedField, AmendmentFault, mark_of
from domain.people import OrgUnitId, Person, PersonId
from domain.plan import PlanActivity, PlanActivityId
from domain.plan_file.parsing import LONGEST_TITLE
from domain.worklist import WorkItem

LONGEST_DAY = 10
MOST_UNITS = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class AboutAmendment:
    """Which plan activity, and how it stood when the card was drawn; "" from elsewhere."""

    plan_activity_id: PlanActivityId
    mark: str = ""

    @property
    def data(self) -> dict[str, JsonValue]:
        """What a button carries."""
        return {"item": self.plan_activity_id, "mark": self.mark}


def about_amendment(data: Mapping[str, JsonValue]) -> AboutAmendment:
    """Parse it; a row of a list has an item and no mark."""
    return AboutAmendment(
        plan_activity_id=PlanActivityId(number_of(data, "item")), mark=short_of(data, "mark", MARK_LENGTH)
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class AmendmentForm:
    """What stands in the fields, as text; `faults` are told at the fields, by name."""

    title: str
    start: str
    end: str
    unit: str
    person: str = ""
    searched: str = ""
    faults: Mapping[str, str] = field(default_factory=dict)


def form_of(plan_activity: PlanActivity) -> AmendmentForm:
    """The form as it opens."""
    return AmendmentForm(
        title=plan_activity.title,
        start=day_value(plan_activity.start),
        end=day_value(plan_activity.end),
        unit=str(plan_activity.org_unit_id),
    )


def ask_amend(
    item: WorkItem,
    form: AmendmentForm,
    words: Words,
    *,
    people: Collection[Person],
    units: Mapping[OrgUnitId, str],
    choosable: Collection[OrgUnitId],
    notes: Mapping[PersonId, str],
    notice: str = "",
) -> Card:
    """Title, dates, unit among those that have adopted the measure, and perhaps a new owner."""
    say = words.say
    owner = excerpt(item.owner_name, LONGEST_NAME)
    return asking(
        words,
        say("Change in the plan"),
        occasion=matter_facts.title(item, words),
        notice=notice,
        sentences=[
            say("The change applies at once. A new owner and the one before are both told."),
            say("Answers that have been given stay with the activity."),
        ],
        facts=_now(item, words) if notice else [],
        fields=[
            *_fields(item, form, words, units, choosable),
            *people_choice.fields(
                words,
                people,
                units,
                label=say("New owner. Leave empty to keep {name}", name=owner),
                nearest=item.plan_activity.org_unit_id,
                notes=notes,
                chosen=form.person,
                searched=form.searched,
                fault=form.faults.get(people_choice.PERSON, ""),
            ),
        ],
        presses=_presses(item, words, is_searched=people_choice.is_searched(people)),
    )


def _presses(item: WorkItem, words: Words, *, is_searched: bool) -> list[Press]:
    activity = item.plan_activity
    data = AboutAmendment(plan_activity_id=activity.plan_activity_id, mark=mark_of(activity)).data
    say = words.say
    search = [Press(title=say("Search"), verb=Verb.ASK_AMEND, data=data, sends=True)] if is_searched else []
    return [
        Press(title=say("Save"), verb=Verb.AMEND, data=data, sends=True, is_main=True),
        *search,
        Press(title=say("To the overview"), verb=Verb.OVERVIEW),
    ]


def _fields(
    item: WorkItem,
    form: AmendmentForm,
    words: Words,
    units: Mapping[OrgUnitId, str],
    choosable: Collection[OrgUnitId],
) -> list[Field]:
    say, faults = words.say, form.faults
    offered = sorted({item.plan_activity.org_unit_id, *choosable} & set(units), key=lambda each: units[each])
    choices = [
        Choice(title=excerpt(units[each], LONGEST_NAME), value=str(each)) for each in offered[:MOST_UNITS]
    ]
    return [
        Field(
            kind=FieldKind.TEXT,
            name=AmendedField.TITLE.value,
            label=say("Title"),
            value=typed(form.title),
            longest=LONGEST_TITLE,
            fault=faults.get(AmendedField.TITLE, ""),
        ),
        _day(AmendedField.START, say("Starts"), form.start, faults),
        _day(AmendedField.END, say("Ends"), form.end, faults),
        Field(
            kind=FieldKind.CHOICE,
            name=AmendedField.UNIT.value,
            label=say("Unit"),
            choices=choices,
            value=form.unit if form.unit in {each.value for each in choices} else "",
            fault=faults.get(AmendedField.UNIT, ""),
        ),
    ]


def _day(name: AmendedField, label: str, value: str, faults: Mapping[str, str]) -> Field:
    return Field(
        kind=FieldKind.DATE,
        name=name.value,
        label=label,
        value=value[:LONGEST_DAY],
        fault=faults.get(name.value, ""),
    )


def _now(item: WorkItem, words: Words) -> list[Fact]:
    activity = item.plan_activity
    days = f"{words.full_day(activity.start)} – {words.full_day(activity.end)}"
    return [
        (words.say("In the plan now"), excerpt(activity.title, LONGEST_TITLE)),
        (words.say("Dates"), days),
        (words.say("Unit"), excerpt(item.org_unit.name, LONGEST_NAME)),
        (words.say("Owner"), excerpt(item.owner_name, LONGEST_NAME)),
    ]


def fault_words(fault: AmendmentFault, words: Words) -> str:
    """What to do about it."""
    match fault:
        case AmendmentFault.NO_TITLE:
            return words.say("Write a title.")
        case AmendmentFault.TITLE_TOO_LONG:
            limit = words.number(LONGEST_TITLE)
            return words.say("Shorten the text to at most {limit} characters.", limit=limit)
        case AmendmentFault.NO_DAY:
            return words.say("Choose a day.")
        case AmendmentFault.REVERSED:
            return words.say("It cannot end before it starts.")
        case AmendmentFault.NOT_ADOPTED:
            return words.say("Choose a unit that has adopted the measure.")


def amended(before: WorkItem, after: WorkItem, words: Words) -> Card:
    """The receipt: what it was and what it is, only what was changed."""
    differences = [
        (term, f"{was} → {now}")
        for (term, was), (_, now) in zip(_all(before, words), _all(after, words), strict=True)
        if was != now
    ]
    heading = words.say("The plan is changed") if differences else words.say("Nothing was changed")
    about = AboutAmendment(plan_activity_id=after.plan_activity.plan_activity_id)
    return message(
        words,
        heading,
        [matter_facts.title(after, words)],
        facts=differences,
        buttons=[
            Button(title=words.say("Change more"), verb=Verb.ASK_AMEND, data=about.data),
            Button(title=words.say("To the overview"), verb=Verb.OVERVIEW),
        ],
    )


def _all(item: WorkItem, words: Words) -> list[Fact]:
    activity = item.plan_activity
    return [
        (words.say("Title"), excerpt(activity.title, LONGEST_TITLE)),
        (words.say("Starts"), words.full_day(activity.start)),
        (words.say("Ends"), words.full_day(activity.end)),
        (words.say("Unit"), excerpt(item.org_unit.name, LONGEST_NAME)),
        (words.say("Owner"), excerpt(item.owner_name, LONGEST_NAME)),
    ]
