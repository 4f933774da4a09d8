"""What the plan has promised that nobody does, or nobody answers for, or that nowhere goes well."""

from domain.answers import Progress
from domain.people import OrgUnitId, PersonId
from domain.plan import MeasureId
from domain.white_spots import Adoption, FocusArea, PlanOutline, WhiteSpot, WhiteSpotKind, white_spots
from tests.cards import givens

SOLAR, CARS = givens.measure(1, "Mer solel"), givens.measure(2, "Färre bilar")
COMPANY, SECTOR = givens.org_unit(1, "Tunabyggen"), givens.org_unit(2, "Skolan")
EVERYBODY = {PersonId(1)}
WORK = givens.item(1, belongs_to=SOLAR, unit=COMPANY)


def outline(*adoptions: tuple[int, int], focus_areas: tuple[FocusArea, ...] = ()) -> PlanOutline:
    return PlanOutline(
        measures=(SOLAR, CARS),
        org_units={each.org_unit_id: each for each in (COMPANY, SECTOR)},
        adoptions=tuple(
            Adoption(measure_id=MeasureId(number), org_unit_id=OrgUnitId(unit)) for number, unit in adoptions
        ),
        focus_areas=focus_areas,
    )


def of_kind(kind: WhiteSpotKind, spots: tuple[WhiteSpot, ...]) -> list[WhiteSpot]:
    return [spot for spot in spots if spot.kind is kind]


def test_a_plan_that_is_carried_out_has_no_white_spots() -> None:
    other = givens.item(2, belongs_to=CARS, unit=SECTOR)

    assert white_spots(outline((1, 1), (2, 2)), [WORK, other], EVERYBODY) == ()


def test_a_unit_that_adopted_a_measure_and_does_nothing_is_told_of() -> None:
    spots = white_spots(outline((1, 1), (1, 2), (2, 1)), [WORK], EVERYBODY)

    found = of_kind(WhiteSpotKind.NO_PLAN_ACTIVITY, spots)
    assert [(spot.measure, spot.org_unit) for spot in found] == [(SOLAR, SECTOR), (CARS, COMPANY)]


def test_another_units_activity_covers_nobodys_adoption() -> None:
    theirs = givens.item(2, belongs_to=CARS, unit=SECTOR)

    spots = white_spots(outline((1, 1), (2, 1)), [WORK, theirs], EVERYBODY)

    assert [spot.org_unit for spot in of_kind(WhiteSpotKind.NO_PLAN_ACTIVITY, spots)] == [COMPANY]


def test_a_measure_that_nobody_adopted_is_told_of() -> None:
    spots = white_spots(outline((1, 1)), [WORK], EVERYBODY)

    assert [spot.measure for spot in of_kind(WhiteSpotKind.NOT_ADOPTED, spots)] == [CARS]


def test_an_activity_whose_owner_has_left_is_told_of() -> None:
    left = givens.item(3, owner=givens.person(9), belongs_to=CARS, unit=SECTOR)

    spots = white_spots(outline((1, 1), (2, 2)), [WORK, left], EVERYBODY)

    assert [spot.item for spot in of_kind(WhiteSpotKind.NO_OWNER, spots)] == [left]


def test_a_focus_area_where_all_that_is_known_is_off_track_is_told_of() -> None:
    late = givens.item(1, givens.statement(Progress.DELAYED), belongs_to=SOLAR, unit=COMPANY)
    silent = givens.item(2, belongs_to=SOLAR, unit=COMPANY)
    areas = (FocusArea(name="Energi", measure_ids=frozenset({MeasureId(1)})),)

    spots = white_spots(outline((1, 1), (2, 2), focus_areas=areas), [late, silent], EVERYBODY)

    assert [spot.focus_area for spot in of_kind(WhiteSpotKind.NOTHING_ON_TRACK, spots)] == ["Energi"]


def test_a_focus_area_is_judged_by_the_last_round_until_this_one_has_answers() -> None:
    before = givens.item(1, previous=givens.statement(Progress.ON_TRACK), belongs_to=SOLAR, unit=COMPANY)
    areas = (FocusArea(name="Energi", measure_ids=frozenset({MeasureId(1)})),)

    spots = white_spots(outline((1, 1), focus_areas=areas), [before], EVERYBODY)

    assert of_kind(WhiteSpotKind.NOTHING_ON_TRACK, spots) == []


def test_a_focus_area_that_nobody_has_answered_about_is_not_judged() -> None:
    areas = (FocusArea(name="Energi", measure_ids=frozenset({MeasureId(1)})),)

    spots = white_spots(outline((1, 1), focus_areas=areas), [WORK], EVERYBODY)

    assert of_kind(WhiteSpotKind.NOTHING_ON_TRACK, spots) == []


def test_a_focus_area_without_activities_is_told_of() -> None:
    areas = (FocusArea(name="Vatten", measure_ids=frozenset({MeasureId(2)})),)

    spots = white_spots(outline((1, 1), focus_areas=areas), [WORK], EVERYBODY)

    assert [spot.focus_area for spot in of_kind(WhiteSpotKind.NOTHING_ON_TRACK, spots)] == ["Vatten"]
