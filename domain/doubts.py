"""What the form asks about once before it saves: nothing wrong, only what somebody may want to change."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from domain.answer_form import FormFields
from domain.personal_data import has_identity_number, has_telephone_number

FREE_TEXTS = ("comment", "next_step", "obstacle_text", "reason", "next_year_note")
NOT_LETTERS = re.compile(r"[\W_]+")
# Said alone, these tell nothing that the progress has not told already.
EMPTY_PHRASES = frozenset(
    {
        "allt rullar på",
        "det går bra",
        "det rullar på",
        "enligt plan",
        "enligt planen",
        "fortlöper",
        "fortlöper enligt plan",
        "fortsätter",
        "går bra",
        "går enligt plan",
        "ingen förändring",
        "inga nyheter",
        "inget att rapportera",
        "inget nytt",
        "inget nytt att rapportera",
        "inget särskilt",
        "inget",
        "intet nytt",
        "ja",
        "jobbar på",
        "löper på",
        "nej",
        "nytt",
        "ok",
        "okej",
        "oförändrat",
        "pågår",
        "pågående",
        "på gång",
        "på väg",
        "rullar på",
        "samma",
        "samma som förra gången",
        "samma som förut",
        "samma som sist",
        "samma som tidigare",
        "se ovan",
        "se tidigare",
        "se tidigare svar",
        "som planerat",
        "vet ej",
        "vi jobbar på",
        "all good",
        "as above",
        "as before",
        "as planned",
        "fine",
        "going well",
        "in progress",
        "n a",
        "na",
        "no",
        "no change",
        "no news",
        "no update",
        "none",
        "nothing new",
        "nothing to report",
        "okay",
        "on going",
        "on plan",
        "on schedule",
        "on track",
        "ongoing",
        "same",
        "same as before",
        "same as last time",
        "see above",
        "under way",
        "unchanged",
        "yes",
    }
)


class DoubtKind(StrEnum):
    """What the form wonders about."""

    EMPTY_PHRASE = "phrase"
    IDENTITY_NUMBER = "identity"
    TELEPHONE_NUMBER = "telephone"


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """One question, at one field."""

    field: str
    kind: DoubtKind

    @property
    def name(self) -> str:
        """What the form remembers having asked."""
        return f"{self.field}:{self.kind}"


def doubts(form: FormFields, asked: str = "") -> tuple[Doubt, ...]:
    """What there is to ask about and has not been asked; `asked` are names of doubts with spaces between."""
    names = asked.split()
    return tuple(each for each in _every(form) if each.name not in names)


def asked_with(asked: str, more: tuple[Doubt, ...]) -> str:
    """What has been asked when these have been asked too."""
    return " ".join([*asked.split(), *(each.name for each in more)])


def is_empty_phrase(text: str) -> bool:
    """Whether a text is one of those phrases and nothing else: “Enligt plan.”"""
    words = NOT_LETTERS.sub(" ", text.casefold()).strip()
    # What has no letters at all says no more: “-”, “…”.
    return words in EMPTY_PHRASES or (bool(text.strip()) and not words)


def _every(form: FormFields) -> Iterator[Doubt]:
    if is_empty_phrase(form.comment):
        yield Doubt(field="comment", kind=DoubtKind.EMPTY_PHRASE)
    for name in FREE_TEXTS:
        if has_identity_number(getattr(form, name)):
            yield Doubt(field=name, kind=DoubtKind.IDENTITY_NUMBER)
        elif has_telephone_number(getattr(form, name)):
            yield Doubt(field=name, kind=DoubtKind.TELEPHONE_NUMBER)
