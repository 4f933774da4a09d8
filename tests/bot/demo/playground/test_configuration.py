"""A window's configuration has what the Playground insists on, and the person sitting at it."""

from pathlib import Path
from typing import Any

import yaml

from bot.demo.playground.configuration import FILE_NAME, write_configuration
from tests.bot.demo.playground.people import ANNA, BO, BOT, JANE, TENANT, person


def _written(folder: Path) -> dict[str, Any]:
    contents: dict[str, Any] = yaml.safe_load((folder / FILE_NAME).read_text(encoding="utf-8"))
    return contents


def test_the_person_at_the_window_is_the_current_user(tmp_path: Path) -> None:
    write_configuration(tmp_path, ANNA, bot=BOT)

    written = _written(tmp_path)
    assert written["tenantId"] == TENANT
    assert written["bot"] == {"id": "28:bot", "name": "Lägeskoll"}
    assert written["personalChat"] == {"id": f"a:{ANNA.entra_object_id}"}
    assert written["currentUser"] == {
        "id": "29:1",
        "name": "Anna Lind",
        "userPrincipleName": "anna.lind@borlange.example",
        "aadObjectId": ANNA.entra_object_id,
        "givenName": "Anna",
        "surname": "Lind",
        "email": "anna.lind@borlange.example",
    }


def test_there_are_five_others_and_nobody_twice(tmp_path: Path) -> None:
    write_configuration(tmp_path, ANNA, bot=BOT, colleagues=[ANNA, BO, JANE])

    written = _written(tmp_path)
    ids = [user["aadObjectId"] for user in written["users"]]
    assert ids[:2] == [BO.entra_object_id, JANE.entra_object_id]
    assert len({ANNA.entra_object_id, *ids}) == 6


def test_a_people_picker_sends_what_teams_does(tmp_path: Path) -> None:
    write_configuration(tmp_path, ANNA, bot=BOT, colleagues=[BO])

    others = _written(tmp_path)["users"]
    assert [other["id"] for other in others] == [other["aadObjectId"] for other in others]


def test_more_than_five_others_are_too_many_for_the_playground(tmp_path: Path) -> None:
    everybody = [person(f"Person {number}", number) for number in range(9)]

    write_configuration(tmp_path, everybody[0], bot=BOT, colleagues=everybody)

    assert len(_written(tmp_path)["users"]) == 5


def test_a_person_with_a_single_name_has_no_surname(tmp_path: Path) -> None:
    write_configuration(tmp_path, person("Cher", 4), bot=BOT)

    assert _written(tmp_path)["currentUser"]["surname"] == ""
