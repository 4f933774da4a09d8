"""Amending one plan activity while the plan is followed up: its title, dates, unit and owner."""

import re
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from hashlib import sha256

from domain.people import OrgUnitId, PersonId
from domain.plan import PlanActivity
from domain.plan_file.parsing import LONGEST_NUMBER, LONGEST_TITLE

MARK_LENGTH = 16
ASKED_FOR = re.compile(rf"(?:redigera|edit)\s+(\S{{1,{LONGEST_NUMBER}}})", re.IGNORECASE)


class AmendedField(StrEnum):
    """What can be amended, as the form's fields are named."""

    TITLE = "title"
    START = "start"
    END = "end"
    UNIT = "unit"


class AmendmentFault(StrEnum):
    """Why a field cannot be stored as it was typed: the same rules as when a plan is read from a file."""

    NO_TITLE = "no_title"
    TITLE_TOO_LONG = "title_too_long"
    NO_DAY = "no_day"
    REVERSED = "reversed"
    NOT_ADOPTED = "not_adopted"


@dataclass(frozen=True, slots=True, kw_only=True)
class Amendment:
    """What somebody wants a plan activity to say; None where what was typed is no day or no unit."""

    title: str
    start: date | None
    end: date | None
    org_unit_id: OrgUnitId | None
    owner_id: PersonId


def number_to_amend(text: str) -> str | None:
    """The number of the plan activity that a text asks to amend: `redigera 1.2`; None when it is no such."""
    found = ASKED_FOR.fullmatch(text.strip())
    return found[1] if found else None


def faults_of(
    amendment: Amendment, plan_activity: PlanActivity, adopters: Collection[OrgUnitId]
) -> dict[AmendedField, AmendmentFault]:
    """What is wrong, by field. A new unit must have adopted the measure."""
    found: dict[AmendedField, AmendmentFault] = {}
    if not amendment.title:
        found[AmendedField.TITLE] = AmendmentFault.NO_TITLE
    elif len(amendment.title) > LONGEST_TITLE:
        found[AmendedField.TITLE] = AmendmentFault.TITLE_TOO_LONG
    if amendment.start is None:
        found[AmendedField.START] = AmendmentFault.NO_DAY
    if amendment.end is None:
        found[AmendedField.END] = AmendmentFault.NO_DAY
    elif amendment.start is not None and amendment.end < amendment.start:
        found[AmendedField.END] = AmendmentFault.REVERSED
    if amendment.org_unit_id not in {plan_activity.org_unit_id, *adopters}:
        found[AmendedField.UNIT] = AmendmentFault.NOT_ADOPTED
    return found


def amended(plan_activity: PlanActivity, amendment: Amendment) -> PlanActivity:
    """The plan activity as it is to be; nothing that the amendment leaves out is changed."""
    return replace(
        plan_activity,
        title=amendment.title,
        start=amendment.start or plan_activity.start,
        end=amendment.end or plan_activity.end,
        org_unit_id=amendment.org_unit_id or plan_activity.org_unit_id,
        owner_id=amendment.owner_id,
    )


def mark_of(plan_activity: PlanActivity) -> str:
    """A short mark of how the plan activity stands: another one when somebody has amended it."""
    parts = (
        plan_activity.title,
        plan_activity.start.isoformat(),
        plan_activity.end.isoformat(),
        str(plan_activity.org_unit_id),
        str(plan_activity.owner_id),
    )
    return sha256("\n".join(parts).encode(errors="surrogatepass")).hexdigest()[:MARK_LENGTH]
