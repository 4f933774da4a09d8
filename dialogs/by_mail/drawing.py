"""What the pages of a letter's link show: the same labels, choices and remarks as the card's."""

from collections.abc import Callable

from cards import answer_form as form_card
from cards import progress, rounds
from cards.answer_form import choices, last_time, marks, notice_of
from cards.field_words import labels
from cards.plain_text import LONGEST_NAME, excerpt
from cards.words import Words
from dialogs.answering import Returned
from dialogs.by_mail.guest import Guest
from domain.answer_form import UNKNOWN, FormFields, promised_in
from domain.answers import may_repeat
from domain.doubts import asked_with
from domain.worklist import WorkItem
from reports.web_page.answer_page import Choice, Field, FormPage, Group, ListPage, ListRow

TICKET, ASKED = "ticket", "asked"
# What has its place in the first part of the form; the rest stands under headings of their own.
AREAS = frozenset({"comment", "next_step", "next_year_note", "obstacle_text"})


def listing(guest: Guest, base: str, ticket: Callable[[WorkItem], str], notice: str) -> ListPage:
    """The list; it says whose it is by first name alone, since a letter may be passed on."""
    words, view = guest.turn.words, guest.view
    lines = [
        words.say("This page is for {name}.", name=excerpt(guest.turn.person.first_name, LONGEST_NAME)),
        words.say("The last day to answer is {day}.", day=words.day(view.due_by)),
    ]
    if view.owner.person_id != guest.turn.person.person_id:
        owner = excerpt(view.owner.first_name, LONGEST_NAME)
        lines.insert(1, words.say("You answer for {name}, who is away.", name=owner))
    if not view.outstanding:
        lines.append(words.say("Everything is answered. Thank you! You can close this page."))
    return ListPage(
        lines=lines,
        notice=notice,
        left=[_row(guest, each, base, ticket) for each in view.outstanding],
        answered=[_row(guest, each, base, ticket) for each in view.answered],
    )


def _row(guest: Guest, item: WorkItem, base: str, ticket: Callable[[WorkItem], str]) -> ListRow:
    words = guest.turn.words
    said = item.answer or item.previous
    state = (
        progress.label(item.answer.statement.progress, words)
        if item.answer
        else last_time(item.previous, words) or words.say("Nothing was said last time.")
    )
    form = f"{base}/{item.plan_activity.plan_activity_id}"
    repeats = not item.is_answered and said is not None and may_repeat(item.previous, guest.turn.today)
    return ListRow(
        title=title_of(item),
        state=excerpt(state, form_card.LONGEST_LAST_TIME),
        form=form,
        answer=words.say("Change the answer") if item.is_answered else words.say("Fill in the answer"),
        repeat=f"{form}/samma" if repeats else "",
        hidden=[(TICKET, ticket(item))] if repeats else [],
    )


def title_of(item: WorkItem) -> str:
    """The plan activity's number and title."""
    return excerpt(f"{item.plan_activity.number} {item.plan_activity.title}", form_card.LONGEST_TITLE)


def form(guest: Guest, returned: Returned, base: str, ticket: str) -> FormPage:
    """The form with what stands in it, and what is said about it."""
    words, place, remarks = guest.turn.words, returned.place, returned.remarks
    typed = form_card.as_typed(returned.form, guest.turn.today)
    asked = asked_with(place.about.asked, tuple(remarks.doubts))
    draft = (
        words.say("Your draft from {when}. Nothing is saved yet.", when=words.moment(remarks.typed_at))
        if remarks.typed_at
        else ""
    )
    round_title = rounds.title(place.follow_up_round, words)
    return FormPage(
        occasion=form_card.heading_of(place.item, words, round_title),
        description=excerpt(place.item.plan_activity.description, form_card.LONGEST_DESCRIPTION),
        last_time=excerpt(last_time(place.item.previous, words), form_card.LONGEST_LAST_TIME),
        notice=notice_of(remarks, words),
        draft=draft,
        groups=_groups(guest, returned, typed),
        hidden=[(TICKET, ticket), (ASKED, asked)],
        save=words.say("Save anyway") if remarks.doubts else words.say("Save"),
        back=base,
    )


def _groups(guest: Guest, returned: Returned, typed: FormFields) -> list[Group]:
    words, item = guest.turn.words, returned.place.item
    about = [*(["promise"] if promised_in(item) else []), "progress", "percent", "comment"]
    about += ["indicator_value"] if item.plan_activity.indicator else []
    about += ["next_step"]
    about += ["next_year", "next_year_note"] if returned.place.follow_up_round.asks_next_year else []
    parts = (
        ("", about),
        (
            words.say("If the activity is delayed or dropped"),
            ["obstacle_kind", "obstacle_text", "new_end", "new_end_other"],
        ),
        (words.say("More, if you like"), ["needs_decision", "evidence", "percent_other"]),
    )
    fields = _fields(guest, returned, typed)
    return [Group(heading=heading, fields=[fields(name) for name in names]) for heading, names in parts]


def _fields(guest: Guest, returned: Returned, typed: FormFields) -> Callable[[str], Field]:
    words = guest.turn.words
    titles = labels(returned.place.item, words)
    remarks = marks(returned.form, returned.remarks, words)
    offered = _offered(guest, typed)
    kinds = _kinds()

    def field(name: str) -> Field:
        return Field(
            name=name,
            kind=kinds.get(name, "text"),
            label=titles[name],
            value=getattr(typed, name),
            remark=remarks.get(name, ""),
            box=words.say("A decision from the management is needed") if name == "needs_decision" else "",
            placeholder=_placeholder(name, words),
            choices=offered.get(name, ()),
        )

    return field


def _kinds() -> dict[str, str]:
    radios = dict.fromkeys(("promise", "progress", "obstacle_kind", "new_end"), "radios")
    selects = dict.fromkeys(("percent", "next_year"), "select")
    others = {"needs_decision": "box", "new_end_other": "date", "evidence": "url"}
    return {**radios, **selects, **dict.fromkeys(AREAS, "area"), **others}


def _offered(guest: Guest, typed: FormFields) -> dict[str, list[Choice]]:
    words = guest.turn.words
    lists = choices(typed, words, guest.turn.today)
    named = {
        "promise": "promises",
        "progress": "choices",
        "percent": "steps",
        "obstacle_kind": "obstacles",
        "next_year": "next_years",
        "new_end": "ends",
    }
    found = {
        name: [Choice(value=each.value, title=each.title) for each in lists[of]] for name, of in named.items()
    }
    found["percent"].append(Choice(value=UNKNOWN, title=words.say("Cannot tell")))
    return found


def _placeholder(name: str, words: Words) -> str:
    return {
        "indicator_value": words.say("For example 12,5"),
        "next_step": words.say("What you mean to do, and when"),
        "evidence": "https://…",
        "percent_other": words.say("For example 40"),
    }.get(name, "")
