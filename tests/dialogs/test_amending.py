"""The strategist changes one activity in the plan: checked as in a file, saved at once, and told."""

import asyncio
from collections.abc import Mapping
from datetime import date

import pytest

from cards.card import JsonValue
from cards.verbs import Verb
from dialogs.turn import Refuse, Reply, Say
from domain.plan import MeasureId
from storage.tables import AdoptionRow, PlanActivityRow
from tests.dialogs.matters import ask_to_take_over, deeds, heard, leave, make_strategist, matters_of, owner_of
from tests.dialogs.parlour import Parlour, card, text
from tests.plans import take_out
from tests.shown import typed

TITLE = "Solceller på sju skoltak"


async def stored(parlour: Parlour) -> PlanActivityRow:
    """The solar roofs as they stand in the plan."""
    async with parlour.database.reading(parlour.plan.tenant_id) as session:
        query = session.rows(PlanActivityRow).where(PlanActivityRow.id == parlour.plan.solar_roofs)
        return (await session.sql.exec(query)).one()


async def save(parlour: Parlour, inputs: Mapping[str, JsonValue], name: str = "maja") -> Reply:
    return await parlour.press(name, await parlour.say(name, "redigera 1.1"), Verb.AMEND, inputs=inputs)


async def test_an_activity_is_found_by_its_number_and_shows_what_the_plan_says(parlour: Parlour) -> None:
    form = await parlour.say("maja", "Redigera 1.1")

    assert "Ändra i planen" in text(form)
    assert "1.1 Solceller på fem skoltak" in text(form)
    assert "Ny ansvarig. Lämna tomt om Karin Ek är kvar" in text(form)


async def test_title_and_dates_are_stored_with_what_they_were(on_each: Parlour) -> None:
    receipt = await save(on_each, {"title": f"  {TITLE} ", "end": "2024-06-30"})

    row = await stored(on_each)
    assert (row.title, row.end, row.owner_id) == (TITLE, date(2024, 6, 30), on_each.plan.karin)
    assert f"Solceller på fem skoltak → {TITLE}" in text(receipt)
    assert await deeds(on_each) == ["plan_activity.amended"]
    [event] = (await on_each.everything())["audit_event"]
    assert '"title_before": "Solceller på fem skoltak"' in str(event)


async def test_a_list_that_shows_the_activity_shows_what_it_is_called_now(parlour: Parlour) -> None:
    await save(parlour, {"title": TITLE})

    assert TITLE in text(await parlour.say("karin", "mina aktiviteter"))


async def test_a_new_owner_takes_over_at_once_and_both_are_told(on_each: Parlour) -> None:
    receipt = await save(on_each, {"person": str(on_each.plan.johan)})
    await on_each.deliver()

    assert await owner_of(on_each, on_each.plan.solar_roofs) == on_each.plan.johan
    assert "Karin Ek → Johan Åkerlund" in text(receipt)
    assert "Maja Strand" in heard(on_each, "johan")
    assert "Nu ansvarar Johan Åkerlund" in heard(on_each, "karin")
    assert "plan_activity.handed_over" in await deeds(on_each)


async def test_an_open_question_of_who_takes_over_is_settled_by_it(parlour: Parlour) -> None:
    await ask_to_take_over(parlour, successor="johan")

    await save(parlour, {"person": str(parlour.plan.amina)})

    assert await owner_of(parlour, parlour.plan.solar_roofs) == parlour.plan.amina
    assert [(each.state, each.counterpart_id) for each in await matters_of(parlour)] == [
        ("decided", parlour.plan.amina)
    ]


async def test_a_double_press_is_one_deed(on_each: Parlour) -> None:
    form = await on_each.say("maja", "edit 1.1")
    inputs = {"title": TITLE, "person": str(on_each.plan.johan)}

    replies = await asyncio.gather(
        *(on_each.press("maja", form, Verb.AMEND, inputs=inputs) for _ in range(2))
    )

    assert sorted(await deeds(on_each)) == ["plan_activity.amended", "plan_activity.handed_over"]
    assert sorted(text(reply).partition("\n")[0] for reply in replies) == [
        "Inget ändrades",
        "Planen är ändrad",
    ]


async def test_whoever_is_second_is_told_who_was_first_and_keeps_what_was_typed(on_each: Parlour) -> None:
    await make_strategist(on_each, "johan")
    late = await on_each.say("johan", "redigera 1.1")
    await save(on_each, {"title": TITLE})

    reply = await on_each.press("johan", late, Verb.AMEND, inputs={"title": "Solceller på tio skoltak"})

    assert "Maja Strand ändrade aktiviteten" in text(reply)
    assert TITLE in text(reply)
    assert (await stored(on_each)).title == TITLE
    again = await on_each.press("johan", reply, Verb.AMEND)
    assert (await stored(on_each)).title == "Solceller på tio skoltak"
    assert "Planen är ändrad" in text(again)


@pytest.mark.parametrize(
    ("inputs", "fault"),
    [
        ({"title": "  "}, "Skriv en rubrik."),
        ({"title": "x" * 201}, "högst 200 tecken"),
        ({"start": ""}, "Välj en dag."),
        ({"end": "2022-12-31"}, "Slutdagen kan inte vara före startdagen."),
        ({"end": "nyår"}, "Välj en dag."),
        ({"unit": "999"}, "Välj en enhet som har antagit åtgärden."),
        ({"person": "999"}, "inte i handlingsplanen"),
        ({"search": "Karin"}, "Välj en person."),
    ],
)
async def test_what_a_file_would_be_refused_for_is_refused_here_too(
    parlour: Parlour, inputs: dict[str, JsonValue], fault: str
) -> None:
    before = await parlour.everything()

    reply = await save(parlour, {"title": TITLE, **inputs})

    assert fault in text(reply)
    assert await parlour.everything() == before


async def test_a_unit_that_has_not_adopted_the_measure_cannot_be_chosen(parlour: Parlour) -> None:
    reply = await save(parlour, {"unit": str(parlour.plan.company_id)})

    assert "Välj en enhet som har antagit åtgärden." in text(reply)


async def test_a_unit_that_has_adopted_the_measure_can(parlour: Parlour) -> None:
    measure_id = MeasureId((await stored(parlour)).measure_id)
    async with parlour.database.writing(parlour.plan.tenant_id) as session:
        row = {"measure_id": measure_id, "org_unit_id": parlour.plan.company_id}
        await session.insert_new(AdoptionRow, [row])

    reply = await save(parlour, {"unit": str(parlour.plan.company_id)})

    assert "Sektor samhällsbyggnad → Tunabyggen" in text(reply)
    assert (await stored(parlour)).org_unit_id == parlour.plan.company_id


async def test_what_was_typed_is_still_there_with_its_fault(parlour: Parlour) -> None:
    reply = await save(parlour, {"title": TITLE, "end": "2022-12-31"})

    fields = typed(card(reply).content)
    assert (fields["title"], fields["end"]) == (TITLE, "2022-12-31")


async def test_the_form_for_answering_instead_of_somebody_leads_there(parlour: Parlour) -> None:
    form = await parlour.send("maja", Verb.OPEN_FORM, parlour.about())

    reply = await parlour.press("maja", form, Verb.ASK_AMEND)

    assert "Ändra i planen" in text(reply)


async def test_a_number_that_is_not_in_the_plan_is_said_to_be_none(parlour: Parlour) -> None:
    reply = await parlour.say("maja", "redigera 9.9")

    assert text(reply) == "Det finns ingen aktivitet 9.9 i planen."


async def test_an_activity_that_has_left_the_plan_is_not_changed(parlour: Parlour) -> None:
    form = await parlour.say("maja", "redigera 1.1")
    async with parlour.database.writing(parlour.plan.tenant_id) as session:
        await take_out(session, parlour.plan.solar_roofs)

    reply = await parlour.press("maja", form, Verb.AMEND, inputs={"title": TITLE})

    assert isinstance(reply, Refuse)
    assert (await stored(parlour)).title != TITLE


async def test_somebody_who_has_left_the_plan_is_not_made_owner(parlour: Parlour) -> None:
    form = await parlour.say("maja", "redigera 1.1")
    await leave(parlour, "johan")

    reply = await parlour.press("maja", form, Verb.AMEND, inputs={"person": str(parlour.plan.johan)})

    assert "Ändra i planen" in text(reply)
    assert await owner_of(parlour, parlour.plan.solar_roofs) == parlour.plan.karin


@pytest.mark.parametrize("name", ["karin", "henrik"])
async def test_nobody_else_changes_the_plan(parlour: Parlour, name: str) -> None:
    said = await parlour.say(name, "redigera 1.1")
    sent: dict[str, JsonValue] = {"item": parlour.plan.solar_roofs, "mark": "", "title": TITLE}

    replies = [await parlour.send(name, verb, sent) for verb in (Verb.ASK_AMEND, Verb.AMEND)]

    assert isinstance(said, Say)
    assert all(isinstance(reply, Refuse) for reply in replies)
    assert (await stored(parlour)).title != TITLE
    assert "role.refused" in await deeds(parlour)


@pytest.mark.parametrize(
    "data", [{}, {"item": "x"}, {"item": 1, "mark": "x" * 17}, {"item": 1, "title": {}}, {"item": -1}]
)
async def test_a_payload_that_no_card_sends_changes_nothing(
    parlour: Parlour, data: dict[str, JsonValue]
) -> None:
    before = await parlour.everything()

    await parlour.send("maja", Verb.AMEND, data)

    assert await parlour.everything() == before
