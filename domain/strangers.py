"""People who write to the bot and are not known, until a strategist has said who they are."""

from dataclasses import dataclass
from datetime import datetime
from typing import NewType

ContactPointId = NewType("ContactPointId", int)
LONGEST_NAME = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Stranger:
    """Somebody in the tenant whom nobody in the plan matches; `name` is what Teams calls them, perhaps ""."""

    contact_point_id: ContactPointId
    name: str
    heard_at: datetime
