"""A matter's card for one reader, drawn from how the matter stands now."""

from collections.abc import Mapping
from datetime import date

from cards import handover_matter, matter_notice
from cards import more_time as more_time_card
from cards.card import Card, JsonValue
from cards.handover import REASON
from cards.more_time import NOTHING_KEPT, NOTHING_TYPED, Typed
from cards.question import matter as question_card
from cards.question.matter import Look
from cards.report.approved import approved
from cards.words import Words
from domain.matters import Dossier, MatterKind, Part, part_of
from domain.people import Person


def matter(
    dossier: Dossier,
    reader: Person,
    words: Words,
    *,
    on: date,
    last: date,
    notice: str = "",
    typed: Typed = NOTHING_TYPED,
    kept: Mapping[str, JsonValue] = NOTHING_KEPT,
    in_place_of: Person | None = None,
) -> Card:
    """The card. `on` is today, `last` when the round closes, `typed` its fields, `kept` leads to the list.

    `in_place_of` is the owner whom the reader stands in for.
    """
    part, is_own = part_of(dossier.matter, reader), reader.person_id == dossier.matter.person_id
    match dossier.matter.kind:
        case MatterKind.HANDOVER:
            fault = typed.faults.get(REASON, "")
            return handover_matter.handover(
                dossier, part, words, on=on, is_own=is_own, notice=notice, reply=typed.reason, fault=fault
            )
        case MatterKind.MORE_TIME:
            return more_time_card.more_time(
                dossier, part, words, on=on, last=last, is_own=is_own, notice=notice, typed=typed, kept=kept
            )
        case MatterKind.QUESTION:
            look = Look(
                reader=reader, on=on, in_place_of=in_place_of, notice=notice, reply=typed.reason, kept=kept
            )
            return question_card.question(dossier, look, words)
        case _:
            return _notice(dossier, part, words)


def _notice(dossier: Dossier, part: Part, words: Words) -> Card:
    """What somebody is only told."""
    match dossier.matter.kind:
        case MatterKind.ANSWERED_FOR:
            return matter_notice.answered_for(dossier, words)
        case MatterKind.STANDS_IN:
            return matter_notice.stands_in(dossier, words)
        case MatterKind.RECOGNISED:
            return matter_notice.recognised(dossier, words)
        case MatterKind.REOPENED:
            return matter_notice.reopened(dossier, words)
        case MatterKind.APPROVED:
            return approved(dossier, words)
        case _:
            return matter_notice.co_owner(dossier, part, words)
