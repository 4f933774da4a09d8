"""“Att göra”: everything that waits for a strategist, each with what settles it in one press."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from cards import matter_facts
from cards.card import Card, JsonValue
from cards.fields import number_of, text_of
from cards.message import Button
from cards.paging import page_of
from cards.payloads import AboutMatter, AboutUnit, Decision, data_of
from cards.plain_text import LONGEST_NAME, cut_to_fit, excerpt
from cards.render import render
from cards.strangers import name_of, stranger_data
from cards.turning import page_words, turn_buttons
from cards.verbs import Verb
from cards.words import Words
from domain.mail import Bounced
from domain.matters import Dossier, MatterKind
from domain.strangers import Stranger

# One button each stands open, and three more under the list make six with those that turn the page.
ROWS_ON_A_PAGE = 3
LONGEST_NOTICE = 400
LONGEST_WHY = 300
# A button that is pressed here, so that what comes back is this list again.
FROM_HERE = "todo"

Waiting = Dossier | Stranger | Bounced


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One thing to do: what it is about, and its buttons, the first of which stands open."""

    heading: str
    lines: Sequence[str]
    buttons: Sequence[Button]


def page_in(data: Mapping[str, JsonValue]) -> int:
    """Which page of the list a button asks for."""
    return number_of(data, "page", default=0)


def waits(number: int, words: Words) -> str:
    """How many matters a strategist has to decide."""
    return words.count("{n} matter waits for you", "{n} matters wait for you", number)


def kept(data: Mapping[str, JsonValue]) -> dict[str, JsonValue]:
    """What the buttons of a matter's own card carry on when it was opened from the list; else nothing."""
    return _here(page_in(data)) if text_of(data, FROM_HERE) == "true" else {}


def todo(waiting: Sequence[Waiting], words: Words, *, page: int = 0, notice: str = "") -> Card:
    """The oldest first; `notice` is what has just become of one of them."""
    shown = page_of(waiting, page, ROWS_ON_A_PAGE)
    heading = waits(len(waiting), words) if waiting else words.say("Nothing waits for you")
    home = Button(title=words.say("To the overview"), verb=Verb.OVERVIEW)
    return render(
        "todo",
        words,
        summary=excerpt(f"{notice} {heading}".strip(), LONGEST_NOTICE),
        occasion=words.say("To do"),
        heading=heading,
        notice=cut_to_fit(notice, LONGEST_NOTICE),
        rows=[_row(each, shown.number, words) for each in shown.items],
        page_of=page_words(shown, words),
        buttons=[*turn_buttons(shown, Verb.SHOW_TODO, words, _here), home],
    )


def _row(each: Waiting, page: int, words: Words) -> Row:
    if isinstance(each, Stranger):
        return _stranger(each, page, words)
    if isinstance(each, Bounced):
        return _bounced(each, words)
    if each.matter.kind is MatterKind.MORE_TIME:
        return _more_time(each, page, words)
    if each.matter.kind is MatterKind.QUESTION:
        return _question(each, page, words)
    return _handover(each, page, words)


def _stranger(stranger: Stranger, page: int, words: Words) -> Row:
    say, data = words.say, stranger_data(stranger)
    return Row(
        heading=say("Who is {name}?", name=name_of(stranger, words)),
        lines=[say("Wrote {when}, and is not in the plan.", when=words.moment(stranger.heard_at))],
        buttons=[
            Button(title=say("Say who it is"), verb=Verb.ASK_WHO, data=data),
            Button(title=say("Not in the plan"), verb=Verb.IGNORE_STRANGER, data={**data, **_here(page)}),
        ],
    )


def _bounced(bounced: Bounced, words: Words) -> Row:
    """It goes by itself when the address is another, or the round closes."""
    name = excerpt(bounced.name, LONGEST_NAME)
    about = AboutUnit(follow_up_round_id=bounced.follow_up_round_id)
    return Row(
        heading=words.say("The e-mail address of {name} does not work", name=name),
        lines=[
            excerpt(bounced.address, LONGEST_WHY),
            words.say(
                "Teams cannot reach {name} either. Mend the address in the plan and import it.", name=name
            ),
        ],
        buttons=[
            Button(title=words.say("Show the deliveries"), verb=Verb.SHOW_DELIVERIES, data=data_of(about))
        ],
    )


def _more_time(dossier: Dossier, page: int, words: Words) -> Row:
    say, matter = words.say, dossier.matter
    data, owner = (
        data_of(AboutMatter(matter_id=matter.matter_id)),
        matter_facts.name(dossier, matter.person_id),
    )
    give = []
    if matter.until is not None:
        until: dict[str, JsonValue] = {**data, "until": matter.until.isoformat(), **_here(page)}
        title = say("Give until {day}", day=words.short_day(matter.until))
        give = [Button(title=title, verb=Verb.GRANT_TIME, data=until)]
    left = words.count("{n} activity left to answer", "{n} activities left to answer", dossier.outstanding)
    wish = say("Wants to answer by {day}", day=words.day(matter.until)) if matter.until else ""
    return Row(
        heading=say("{owner} asks for more time", owner=owner),
        lines=_told(wish, left, matter.reason),
        buttons=[
            *give,
            Button(title=say("Another day, or no"), verb=Verb.SHOW_TODO, data={**data, **_here(page)}),
        ],
    )


def _handover(dossier: Dossier, page: int, words: Words) -> Row:
    say, matter = words.say, dossier.matter
    owner = matter_facts.name(dossier, matter.person_id)
    keep = data_of(AboutMatter(matter_id=matter.matter_id, decision=Decision.KEEP))
    choose = data_of(AboutMatter(matter_id=matter.matter_id, decision=Decision.CHOOSE))
    return Row(
        heading=say("Who is to be responsible after {owner}?", owner=owner),
        lines=_told(matter_facts.title(dossier.item, words), matter.reason, matter.reply),
        buttons=[
            Button(title=say("Choose a new owner"), verb=Verb.DECIDE_HANDOVER, data=choose),
            Button(
                title=say("Keep {owner}", owner=excerpt(owner, LONGEST_NAME // 2)),
                verb=Verb.DECIDE_HANDOVER,
                data={**keep, **_here(page)},
            ),
        ],
    )


def _question(dossier: Dossier, page: int, words: Words) -> Row:
    say, matter = words.say, dossier.matter
    data = {**data_of(AboutMatter(matter_id=matter.matter_id)), **_here(page)}
    owner = matter_facts.name(dossier, matter.counterpart_id)
    asker = matter_facts.name(dossier, matter.asked_by)
    # One that could not be delivered has nobody who is to reply by any day.
    heading = (
        say("{owner} could not be reached with a question from {name}", owner=owner, name=asker)
        if matter.respond_by is None
        else say("{owner} has not replied to {name}", owner=owner, name=asker)
    )
    return Row(
        heading=heading,
        lines=_told(matter_facts.title(dossier.item, words), matter.reason),
        buttons=[Button(title=say("Open the question"), verb=Verb.SHOW_TODO, data=data)],
    )


def _told(*lines: str) -> list[str]:
    return [excerpt(each, LONGEST_WHY) for each in lines if each]


def _here(page: int) -> dict[str, JsonValue]:
    return {FROM_HERE: True, "page": page}
