"""Help names what one may do, and nothing else."""

import pytest
from sqlalchemy import delete

from bot.demo.chat import buttons
from bot.phrases import TEXT_COMMANDS
from cards.verbs import Verb
from domain.people import Role
from domain.permissions import EVERYBODY
from storage.database import table_of
from storage.tables import PersonRoleRow
from tests.dialogs.parlour import Parlour, card, text

OWNERS = {Verb.MY_ACTIVITIES}
STRATEGISTS = {Verb.OVERVIEW, Verb.SUMMARY}
DIRECTORS = {Verb.SUMMARY}


@pytest.mark.parametrize(
    ("name", "offered"), [("karin", OWNERS), ("maja", STRATEGISTS), ("henrik", DIRECTORS)]
)
@pytest.mark.parametrize("words", ["hjälp", "Hej!", "vad är klockan?"])
async def test_everybody_is_offered_what_they_may_do(
    parlour: Parlour, name: str, offered: set[Verb], words: str
) -> None:
    shown = card(await parlour.say(name, words))

    assert {button.verb for button in buttons(shown.content)} == offered


async def test_what_was_not_understood_is_said_to_be(parlour: Parlour) -> None:
    assert "förstod jag inte" in text(await parlour.say("karin", "vad är klockan?"))


@pytest.mark.parametrize("name", ["karin", "maja", "henrik"])
async def test_every_button_of_the_help_works(parlour: Parlour, name: str) -> None:
    shown = await parlour.say(name, "hjälp")

    for button in buttons(card(shown).content):
        assert card(await parlour.press(name, shown, Verb(button.verb)))


async def test_an_owner_learns_how_to_stop_reminders_and_to_answer_in_words(parlour: Parlour) -> None:
    shown = text(await parlour.say("karin", "hjälp"))

    assert "pausa påminnelser" in shown
    assert "jag är borta till fredag" in shown
    assert "alla utom 2 oförändrade" in shown


@pytest.mark.parametrize("name", ["maja", "henrik"])
async def test_who_owns_nothing_is_not_told_of_reminders(parlour: Parlour, name: str) -> None:
    assert "påminnelser" not in text(await parlour.say(name, "hjälp"))


role_table = table_of(PersonRoleRow)
PEOPLE = {"karin": {Role.OWNER}, "maja": {Role.STRATEGIST}, "henrik": {Role.DIRECTOR}, "johan": {Role.ADMIN}}


@pytest.mark.parametrize("name", PEOPLE)
async def test_every_command_that_one_may_use_is_named_and_no_other(parlour: Parlour, name: str) -> None:
    await only(parlour, name, *PEOPLE[name])
    told = text(await parlour.say(name, "hjälp")).casefold()
    written = told.splitlines()

    for command in set(TEXT_COMMANDS.values()):
        phrases = [phrase for phrase, each in TEXT_COMMANDS.items() if each is command]
        is_theirs = bool(command.roles & PEOPLE[name])
        if is_theirs and (command.roles != EVERYBODY or name == "karin"):
            assert any(phrase in told for phrase in phrases), phrases
        assert is_theirs or not set(phrases) & set(written)


async def test_a_strategist_learns_what_can_be_written_with_a_number_or_a_day(parlour: Parlour) -> None:
    told = text(await parlour.say("maja", "hjälp"))

    assert "redigera 1.2" in told
    assert "planera nämnd 20 februari" in told


async def test_a_manager_learns_that_they_are_told(parlour: Parlour) -> None:
    await only(parlour, "karin", Role.MANAGER)

    assert "För enhetschefen" in text(await parlour.say("karin", "hjälp"))


async def test_somebody_with_two_roles_has_both(parlour: Parlour) -> None:
    await only(parlour, "maja", Role.OWNER, Role.STRATEGIST)

    told = text(await parlour.say("maja", "hjälp"))

    assert told.index("mina aktiviteter") < told.index("För miljöstrategerna") < told.index("torrkörning")


async def only(parlour: Parlour, name: str, *roles: Role) -> None:
    """The person has those roles and no others."""
    async with parlour.database.writing(parlour.plan.tenant_id) as session:
        person_id = parlour.plan.person_id(name)
        await session.execute(
            delete(role_table).where(
                role_table.c.tenant_id == session.tenant_id, role_table.c.person_id == person_id
            )
        )
        await session.insert_new(
            PersonRoleRow, [{"person_id": person_id, "role": role.value} for role in roles]
        )
