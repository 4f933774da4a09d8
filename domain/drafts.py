"""What somebody has typed in a form and not saved: a draft, which outlives the card it was typed in."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from domain.plan import PlanActivityId


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """One person's draft of one answer: what was typed, by the fields' names in `FormFields`.

    `message_id` is the message in which the form stands open, "" when it stands in none. `page` is that of
    the list it was opened from.
    """

    plan_activity_id: PlanActivityId
    fields: Mapping[str, str]
    updated_at: datetime
    message_id: str = ""
    page: int = 0
