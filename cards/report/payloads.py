"""What the buttons about a report send back: which data were shown, and which document is wanted."""

from collections.abc import Mapping
from dataclasses import dataclass

from cards.card import JsonValue
from cards.fields import PayloadError, number_of, short_of, text_of
from domain.people import Language
from domain.report.formats import Format
from domain.rounds import FollowUpRoundId

REASON, DIARY_NUMBER = "reason", "diary"
KIND, VERSION, LANGUAGE = "kind", "version", "language"
LENGTH_OF_CHECKSUM = 64
LONGEST_REASON, LONGEST_DIARY_NUMBER = 300, 60


@dataclass(frozen=True, slots=True, kw_only=True)
class AboutReport:
    """A round's report as it was shown: the version that approving makes, and the checksum of the data.

    `diary_number` is the one that stood in the card when it was drawn.
    """

    follow_up_round_id: FollowUpRoundId
    version: int = 0
    shown: str = ""
    diary_number: str = ""

    @property
    def data(self) -> dict[str, JsonValue]:
        """What a button carries."""
        return {
            "round": self.follow_up_round_id,
            "next": self.version,
            "shown": self.shown,
            "was": self.diary_number,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class AboutDocument:
    """A document that is wanted. Version 0 is a draft of the data as they are now."""

    follow_up_round_id: FollowUpRoundId
    kind: Format
    version: int
    language: Language

    @property
    def data(self) -> dict[str, JsonValue]:
        """What a button carries."""
        return {
            "round": self.follow_up_round_id,
            KIND: self.kind.value,
            VERSION: self.version,
            LANGUAGE: self.language.value,
        }


def report_of(data: Mapping[str, JsonValue]) -> AboutReport:
    """Parse it; a button from another card knows only the round."""
    return AboutReport(
        follow_up_round_id=FollowUpRoundId(number_of(data, "round")),
        version=number_of(data, "next", default=0),
        shown=short_of(data, "shown", LENGTH_OF_CHECKSUM),
        diary_number=short_of(data, "was", LONGEST_DIARY_NUMBER),
    )


def document_of(data: Mapping[str, JsonValue]) -> AboutDocument:
    """Parse it, from a button or from the form with the same fields."""
    try:
        return AboutDocument(
            follow_up_round_id=FollowUpRoundId(number_of(data, "round")),
            kind=Format(text_of(data, KIND)),
            version=number_of(data, VERSION),
            language=Language(text_of(data, LANGUAGE)),
        )
    except ValueError as error:
        raise PayloadError(str(error)) from error
