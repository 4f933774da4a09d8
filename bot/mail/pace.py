"""How often one letter's link may be used: plenty for a person, and little for a program."""

from collections import OrderedDict, deque
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from domain.people import TenantId

IN_A_MINUTE = 60
A_MINUTE = timedelta(minutes=1)
# As many links are kept in mind; the one that was used longest ago is forgotten first.
MOST_LINKS = 5000

Whose = tuple[TenantId, int]


@dataclass(slots=True)
class LinkPace:
    """Counts in this process alone."""

    _used: OrderedDict[Whose, deque[datetime]] = field(default_factory=OrderedDict)

    def lets(self, whose: Whose, at: datetime) -> bool:
        """Whether the link may be used once more."""
        used = self._used.setdefault(whose, deque())
        self._used.move_to_end(whose)
        if len(self._used) > MOST_LINKS:
            self._used.popitem(last=False)
        while used and used[0] <= at - A_MINUTE:
            used.popleft()
        if len(used) >= IN_A_MINUTE:
            return False
        used.append(at)
        return True
