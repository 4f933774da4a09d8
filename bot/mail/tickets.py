"""What stands hidden in a form: signed, for one letter, one plan activity and one submission."""

from dataclasses import dataclass
from datetime import timedelta

from bot.pages.links import LinkFault, Links, Pass, Purpose
from cards.payloads import LONGEST_ASKED, AboutItem
from dialogs.by_mail.guest import Guest
from domain.worklist import WorkItem

PARTS = 4
# A form may stand open over a holiday; whether it can still be saved is another question.
LIFETIME = timedelta(days=30)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tickets:
    """Makes tickets for a guest's forms and reads them again."""

    links: Links
    guest: Guest

    def new(self, about: AboutItem) -> str:
        """A ticket for one submission."""
        turn = self.guest.turn
        what = f"{self.guest.letter_id}:{about.plan_activity_id}:{about.based_on}:{about.key}"
        admitted = Pass(
            tenant_id=turn.contact.tenant_id,
            person_id=turn.person.person_id,
            what=what,
            until=turn.at + LIFETIME,
        )
        return self.links.token(Purpose.FORM, admitted)

    def read(self, ticket: str, item: WorkItem, asked: str = "") -> AboutItem | None:
        """What it is for; None when it is nobody's, somebody else's or another plan activity's."""
        turn = self.guest.turn
        opened = self.links.opened(Purpose.FORM, ticket, turn.at)
        if isinstance(opened, LinkFault):
            return None
        whose = opened.tenant_id, opened.person_id
        parts = opened.what.split(":")
        if whose != (turn.contact.tenant_id, turn.person.person_id) or len(parts) != PARTS:
            return None
        letter_id, plan_activity_id, based_on, key = parts
        is_this = letter_id == str(self.guest.letter_id)
        if not is_this or plan_activity_id != str(item.plan_activity.plan_activity_id):
            return None
        return self.guest.about(item, based_on=int(based_on), key=key, asked=asked[:LONGEST_ASKED])
