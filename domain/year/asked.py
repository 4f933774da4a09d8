"""“planera nämnd 20 februari”: the committee's day in a sentence, and the accounts that it is for."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from domain.days_in_words import day_of
from domain.plan import Plan
from domain.rounds import REFERENCE_DAYS, Occasion

ASKED_FOR = re.compile(
    r"(?:planera|plan)\s+"
    r"(?:(?:inför|från|till|for|from)\s+)?"
    r"(?:(?:miljö)?nämnd(?:en|ens)?\s+|(?:the\s+)?committee(?:[’']s)?\s+)?"
    r"(?:(?:möte|mötet|sammanträde|sammanträdet|meeting)\s+)?"
    r"(?P<day>[^\n]{0,30}\d[^\n]{0,30})",
    re.IGNORECASE,
)
# Nobody reports accounts to a committee more than a year after them.
LONGEST_AFTER = timedelta(days=366)


@dataclass(frozen=True, slots=True, kw_only=True)
class Accounts:
    """The accounts of a plan that a committee is to hear of."""

    plan: Plan
    occasion: Occasion
    reference_date: date


def asks_to_plan(text: str) -> bool:
    """Whether a text asks to plan for a day, be it one that cannot be made out."""
    return ASKED_FOR.fullmatch(text.strip()) is not None


def meeting_asked_for(text: str, on: date) -> date | None:
    """The committee's day in a text that asks to plan for it, said on a day; None when it does not."""
    found = ASKED_FOR.fullmatch(text.strip())
    return day_of(found["day"].casefold().strip(" .,!?"), on) if found else None


def accounts_before(meeting: date, plans: Iterable[Plan]) -> Accounts | None:
    """The last accounts before the meeting for which there is a plan; None when they are too long ago."""
    found = [
        Accounts(plan=plan, occasion=occasion, reference_date=date(plan.year, month, day))
        for plan in plans
        for occasion, (month, day) in REFERENCE_DAYS.items()
    ]
    near = [each for each in found if each.reference_date < meeting <= each.reference_date + LONGEST_AFTER]
    return max(near, key=lambda each: each.reference_date, default=None)
