"""“Att göra”: everything that waits for a strategist in one list, each settled from it in one press."""

import asyncio
from datetime import timedelta

import pytest
from sqlmodel import col

from cards.card import JsonValue
from cards.verbs import Verb
from dialogs.turn import Refuse, Reply, Say
from storage.tables import ContactPointRow, PersonRow
from tests.dialogs.matters import ask_to_take_over, deeds, heard, make_strategist, matters_of, tick
from tests.dialogs.parlour import Parlour, text

WHY = "Jag väntar på siffror från leverantören."


async def ask_for_time(parlour: Parlour) -> None:
    about: dict[str, JsonValue] = {
        "round": parlour.plan.follow_up_round_id,
        "owner": parlour.plan.karin,
        "page": 0,
    }
    form = await parlour.send("karin", Verb.ASK_MORE_TIME, about)
    await parlour.press("karin", form, Verb.REQUEST_TIME, inputs={"until": "2023-09-14", "why": WHY})


async def stranger(parlour: Parlour, name: str = "Eva Öst") -> None:
    """Somebody whose address is not in the plan writes to the bot."""
    parlour.newcomer(name, "eva.ost@annan.example")
    await parlour.say(name, "hej")


async def todo(parlour: Parlour, name: str = "maja") -> Reply:
    return await parlour.say(name, "att göra")


async def test_all_that_waits_stands_in_one_list(parlour: Parlour) -> None:
    await ask_for_time(parlour)
    await ask_to_take_over(parlour)
    parlour.at += timedelta(days=10)
    await tick(parlour)
    await stranger(parlour)

    shown = text(await todo(parlour))

    assert "Karin Ek ber om mer tid" in shown
    assert "Solceller på fem skoltak" in shown
    assert "Vem är Eva Öst?" in shown
    assert "3 " in text(await parlour.say("maja", "läge"))


async def test_time_is_granted_with_one_press_and_the_list_comes_back(on_each: Parlour) -> None:
    await ask_for_time(on_each)

    reply = await on_each.press("maja", await todo(on_each), Verb.GRANT_TIME)

    assert "Inget väntar på dig" in text(reply)
    assert "torsdag 14 september" in text(reply)
    assert [each.state for each in await matters_of(on_each)] == ["granted"]


@pytest.mark.parametrize(
    ("verb", "inputs", "state", "said"),
    [
        (Verb.REFUSE_TIME, {"why": "Nämnden har sitt möte den 20."}, "refused", "Karin Ek får inte mer tid"),
        (Verb.GRANT_TIME, {"until": "2023-09-15"}, "granted", "fredag 15 september"),
    ],
)
async def test_another_answer_about_time_leads_back_to_the_list(
    on_each: Parlour, verb: Verb, inputs: dict[str, JsonValue], state: str, said: str
) -> None:
    await ask_for_time(on_each)
    await stranger(on_each)
    opened = await on_each.press("maja", await todo(on_each), Verb.SHOW_TODO)

    reply = await on_each.press("maja", opened, verb, inputs=inputs)

    assert "1 ärende väntar på dig" in text(reply)
    assert said in text(reply)
    assert [each.state for each in await matters_of(on_each)] == [state]


async def test_what_is_wrong_with_a_refusal_is_told_at_its_field_and_the_list_comes_after(
    parlour: Parlour,
) -> None:
    await ask_for_time(parlour)
    opened = await parlour.press("maja", await todo(parlour), Verb.SHOW_TODO)

    again = await parlour.press("maja", opened, Verb.REFUSE_TIME)
    reply = await parlour.press("maja", again, Verb.REFUSE_TIME, inputs={"why": "Det går inte i år."})

    assert "Berätta kort varför" in text(again)
    assert "Inget väntar på dig" in text(reply)


async def test_a_request_that_is_opened_can_be_left_for_the_list(parlour: Parlour) -> None:
    await ask_for_time(parlour)
    opened = await parlour.press("maja", await todo(parlour), Verb.SHOW_TODO)

    assert "1 ärende väntar på dig" in text(await parlour.press("maja", opened, Verb.SHOW_TODO))


async def test_of_two_strategists_the_second_is_told_who_was_first(on_each: Parlour) -> None:
    await make_strategist(on_each, "johan")
    await ask_for_time(on_each)
    mine, theirs = await todo(on_each), await todo(on_each, "johan")

    await on_each.press("maja", mine, Verb.GRANT_TIME)
    reply = await on_each.press("johan", theirs, Verb.GRANT_TIME)

    assert "Maja Strand" in text(reply)
    assert (await deeds(on_each)).count("time.granted") == 1


async def test_a_hand_over_is_left_as_it_is_with_one_press(parlour: Parlour) -> None:
    await ask_to_take_over(parlour)
    parlour.at += timedelta(days=10)
    await tick(parlour)

    reply = await parlour.press("maja", await todo(parlour), Verb.DECIDE_HANDOVER, nth=1)

    assert "Inget väntar på dig" in text(reply)
    assert [each.state for each in await matters_of(parlour)] == ["kept"]


async def test_a_new_owner_can_be_chosen_from_the_list(parlour: Parlour) -> None:
    await ask_to_take_over(parlour)
    parlour.at += timedelta(days=10)
    await tick(parlour)

    form = await parlour.press("maja", await todo(parlour), Verb.DECIDE_HANDOVER)

    assert "Ny ansvarig" in text(form)


async def test_a_stranger_who_is_recognised_is_greeted_and_answers_from_then_on(on_each: Parlour) -> None:
    await forget(on_each, "johan")
    await stranger(on_each)
    form = await on_each.press("maja", await todo(on_each), Verb.ASK_WHO)

    reply = await on_each.press("maja", form, Verb.CONNECT, inputs={"person": str(on_each.plan.johan)})
    await on_each.deliver()

    assert "Nu känner jag igen Johan Åkerlund" in text(reply)
    assert "Nu vet jag vem du är" in heard(on_each, "Eva Öst")
    assert "Cykelpool" in text(await on_each.say("Eva Öst", "mina aktiviteter"))
    assert "stranger.connected" in await deeds(on_each)


async def test_nobody_is_tied_to_two_users(parlour: Parlour) -> None:
    await forget(parlour, "johan")
    await stranger(parlour)
    form = await parlour.press("maja", await todo(parlour), Verb.ASK_WHO)
    before = await parlour.everything()

    reply = await parlour.press("maja", form, Verb.CONNECT, inputs={"person": str(parlour.plan.karin)})

    assert "Vem är Eva Öst?" in text(reply)
    assert await parlour.everything() == before


async def test_two_who_say_who_it_is_at_once_do_it_once(on_each: Parlour) -> None:
    await make_strategist(on_each, "karin")
    await forget(on_each, "johan")
    await stranger(on_each)
    forms = [await on_each.press(name, await todo(on_each, name), Verb.ASK_WHO) for name in ("maja", "karin")]
    inputs: dict[str, JsonValue] = {"person": str(on_each.plan.johan)}

    await asyncio.gather(
        on_each.press("maja", forms[0], Verb.CONNECT, inputs=inputs),
        on_each.press("karin", forms[1], Verb.CONNECT, inputs=inputs),
    )

    assert (await deeds(on_each)).count("stranger.connected") == 1


async def test_who_has_no_part_in_the_plan_is_not_asked_about_again(parlour: Parlour) -> None:
    await stranger(parlour)
    shown = await todo(parlour)

    reply = await parlour.press("maja", shown, Verb.IGNORE_STRANGER)
    again = await parlour.press("maja", shown, Verb.IGNORE_STRANGER)
    await parlour.say("Eva Öst", "hej igen")

    assert "Du får ingen mer fråga om Eva Öst." in text(reply)
    assert "Maja Strand har redan tagit hand om det" in text(again)
    assert "Inget väntar på dig" in text(await todo(parlour))
    assert (await deeds(parlour)).count("stranger.ignored") == 1


async def test_a_long_list_has_pages(parlour: Parlour) -> None:
    for number in range(5):
        parlour.newcomer(f"Eva {number}", f"eva.{number}@annan.example")
        await parlour.say(f"Eva {number}", "hej")

    first = await todo(parlour)
    second = await parlour.press("maja", first, Verb.SHOW_TODO)

    assert "Sida 1 av 2" in text(first)
    assert "Eva 4" in text(second)
    assert "Eva 4" not in text(first)


@pytest.mark.parametrize("name", ["karin", "henrik"])
async def test_nobody_else_sees_or_settles_it(parlour: Parlour, name: str) -> None:
    await stranger(parlour)
    before = await parlour.everything(but="audit_event")
    sent: dict[str, JsonValue] = {"stranger": 6, "person": str(parlour.plan.johan), "page": 0}

    said = await todo(parlour, name)
    replies = [
        await parlour.send(name, verb, sent)
        for verb in (Verb.SHOW_TODO, Verb.ASK_WHO, Verb.CONNECT, Verb.IGNORE_STRANGER)
    ]

    assert isinstance(said, Say)
    assert all(isinstance(reply, Refuse) for reply in replies)
    assert "role.refused" in await deeds(parlour)
    assert await parlour.everything(but="audit_event") == before


@pytest.mark.parametrize("data", [{}, {"stranger": "x"}, {"stranger": 999}, {"stranger": 1}])
@pytest.mark.parametrize("verb", [Verb.ASK_WHO, Verb.CONNECT, Verb.IGNORE_STRANGER])
async def test_a_stranger_who_is_none_is_left_alone(
    parlour: Parlour, verb: Verb, data: dict[str, JsonValue]
) -> None:
    before = await parlour.everything()

    await parlour.send("maja", verb, {**data, "person": str(parlour.plan.johan)})

    assert await parlour.everything() == before


async def forget(parlour: Parlour, name: str) -> None:
    """No Teams user is tied to that person."""
    async with parlour.database.writing(parlour.plan.tenant_id) as session:
        await session.change(
            PersonRow, col(PersonRow.id) == parlour.plan.person_id(name), entra_object_id=None
        )
        await session.change(
            ContactPointRow,
            col(ContactPointRow.person_id) == parlour.plan.person_id(name),
            person_id=None,
            ignored_at=parlour.at,
        )
