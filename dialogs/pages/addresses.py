"""Addresses of pages that are good for one person and a while, for the cards of whoever asks for one."""

from datetime import datetime
from typing import Protocol

from domain.people import PersonId, TenantId
from domain.report.formats import Format
from domain.rounds import FollowUpRoundId


class PageAddresses(Protocol):
    """Makes such addresses; "" where the service has none that browsers can reach."""

    def of(self, tenant_id: TenantId, person_id: PersonId, place: str, at: datetime) -> str:
        """The address that opens `place` for that person from `at` on."""


class NoPageAddresses:
    """There are no pages."""

    def of(
        self,
        tenant_id: TenantId,  # noqa: ARG002 - as all who make addresses are called
        person_id: PersonId,  # noqa: ARG002 - as above
        place: str,  # noqa: ARG002 - as above
        at: datetime,  # noqa: ARG002 - as above
    ) -> str:
        """None."""
        return ""


NO_PAGES = NoPageAddresses()


def of_overview(follow_up_round_id: FollowUpRoundId) -> str:
    """The overview of a round."""
    return f"overview?round={follow_up_round_id}"


def of_report(follow_up_round_id: FollowUpRoundId, version: int) -> str:
    """A version of a round’s report to read; 0 is a draft."""
    return f"report/{follow_up_round_id}/{version}"


def of_document(follow_up_round_id: FollowUpRoundId, version: int, kind: Format) -> str:
    """The same as a document of that kind."""
    return f"{of_report(follow_up_round_id, version)}/{kind.value}"
