"""The pre-flight with one text wherever people and the plan fill in."""

from dataclasses import replace

from cards import preflight
from cards.card import Card
from cards.words import Words
from domain.installations import InstallationState, Refusal
from domain.preflight import Finding, FindingKind, Preflight
from domain.rounds import RoundState
from domain.white_spots import WhiteSpot, WhiteSpotKind
from tests.cards import givens
from tests.cards.installing_gallery import installation

KEY = "0123456789abcdef"


def cards_about_preflight(words: Words, text: str, many: int) -> dict[str, Card]:
    """Much to mend, its last page, and nothing at all."""
    findings = tuple(_finding(kind, text) for kind in FindingKind for _ in range(many))
    planned = givens.follow_up_round(RoundState.PLANNED)
    view = Preflight(
        follow_up_round=planned,
        owners=many,
        reachable=0,
        findings=findings,
        checked_at=planned.opens_at,
        unchecked=many,
        installable=tuple(givens.person(number, text) for number in range(1, many + 1)),
    )
    ready = Preflight(
        follow_up_round=planned, owners=many, reachable=many, findings=(), checked_at=planned.opens_at
    )
    unasked = replace(ready, checked_at=None, unchecked=many)
    return {
        "preflight": preflight.preflight(view, words, key=KEY, receipt=text),
        "preflight, last page": preflight.preflight(view, words, key=KEY, page=99),
        "preflight, all ready": preflight.preflight(ready, words, key=KEY),
        "preflight, directory never asked": preflight.preflight(unasked, words, key=KEY),
    }


def _finding(kind: FindingKind, text: str) -> Finding:
    unit = givens.org_unit(1, text)
    match kind:
        case FindingKind.NO_OWNER:
            spot = WhiteSpot(kind=WhiteSpotKind.NO_OWNER, item=givens.item(1, text=text), org_unit=unit)
            return Finding(kind=kind, org_unit=unit, spot=spot)
        case FindingKind.NO_PLAN_ACTIVITY:
            spot = WhiteSpot(
                kind=WhiteSpotKind.NO_PLAN_ACTIVITY, measure=givens.measure(1, text), org_unit=unit
            )
            return Finding(kind=kind, org_unit=unit, spot=spot)
        case FindingKind.NO_MANAGER:
            return Finding(kind=kind, org_unit=unit)
        case FindingKind.NO_DIRECTOR:
            return Finding(kind=kind)
        case _:
            person = givens.person(1, text)
            refused = installation(person.person_id, InstallationState.REFUSED, Refusal.OTHER, "Forbidden")
            return Finding(kind=kind, person=person, org_unit=unit, activities=3, installation=refused)
