from domain.answers import Progress
from domain.others import others
from domain.people import OrgUnitId
from domain.worklist import WorkItem
from tests.cards import givens

OWN = OrgUnitId(1)


def item(number: int, unit: int, name: str, progress: Progress | None = None) -> WorkItem:
    said = givens.statement(progress) if progress else None
    return givens.item(number, said, unit=givens.org_unit(unit, name))


def test_the_others_are_told_by_unit_without_one_s_own() -> None:
    told = others(
        [
            item(1, 1, "Tunabyggen", Progress.DONE),
            item(2, 2, "Ungdomsektorn", Progress.DELAYED),
            item(3, 3, "Borlänge Energi", Progress.ON_TRACK),
        ],
        OWN,
    )

    assert [unit.org_unit.name for unit in told.units] == ["Borlänge Energi", "Ungdomsektorn"]
    assert told.silent == 0


def test_units_without_any_answer_are_only_counted() -> None:
    told = others([item(1, 2, "Energi"), item(2, 2, "Energi"), item(3, 3, "Vatten", Progress.DONE)], OWN)

    assert [unit.org_unit.name for unit in told.units] == ["Vatten"]
    assert told.silent == 1


def test_what_a_unit_has_not_answered_yet_is_counted_beside_what_it_has() -> None:
    [unit] = others([item(1, 2, "Energi", Progress.DONE), item(2, 2, "Energi")], OWN).units

    assert [each.plan_activity.plan_activity_id for each in unit.answered] == [1]
    assert unit.missing == 1


def test_one_s_own_unit_is_not_counted_as_silent() -> None:
    assert others([item(1, 1, "Tunabyggen")], OWN).silent == 0
