"""What the form asks for and wonders about: the promise, a new end, empty phrases and personal data."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

import pytest
from sqlmodel import col

from cards.card import JsonValue
from cards.verbs import Verb
from dialogs.turn import Reply
from storage.tables import PlanActivityRow
from tests.dialogs.parlour import FORM, Parlour, card, text
from tests.shown import after, said, typed
from tests.stored import answers

DELAYED: Mapping[str, JsonValue] = {
    "progress": "delayed",
    "obstacle_kind": "procurement",
    "obstacle_text": "Upphandlingen är överklagad.",
    "new_end": "2024-03-01",
}


async def open_form(parlour: Parlour, name: str = "karin") -> Reply:
    return await parlour.press(name, await parlour.list_of(name), Verb.OPEN_FORM)


async def give_indicator(parlour: Parlour) -> None:
    async with parlour.database.writing(parlour.plan.tenant_id) as session:
        await session.change(
            PlanActivityRow,
            col(PlanActivityRow.id) == parlour.plan.solar_roofs,
            indicator_name="Levererad solel",
            indicator_unit="MWh",
            indicator_target=Decimal(400),
            indicator_target_year=2026,
        )


async def test_last_times_promise_has_to_be_answered(on_each: Parlour) -> None:
    form = await on_each.press("amina", await on_each.list_of("amina"), Verb.OPEN_FORM)
    asked = await on_each.press("amina", form, Verb.SAVE_ANSWER, inputs=FORM)

    await on_each.press("amina", asked, Verb.SAVE_ANSWER, inputs={"promise": "moved"})

    assert "Last time you planned: “Ny upphandling i oktober”. How did it go?" in text(form)
    assert "Choose how it went" in said(after(card(asked).content, "promise"))
    assert [row.promise for row in await answers(on_each.database, on_each.plan.tenant_id)][-1] == "moved"


async def test_a_delay_is_saved_with_its_new_end(on_each: Parlour) -> None:
    form = await open_form(on_each)

    reply = await on_each.press("karin", form, Verb.SAVE_ANSWER, inputs=DELAYED)

    assert [row.new_end for row in await answers(on_each.database, on_each.plan.tenant_id)][-1] == date(
        2024, 3, 1
    )
    assert "Nytt slutdatum: 1 mars 2024" in text(reply)


async def test_indicator_and_link_are_saved_as_they_were_meant(on_each: Parlour) -> None:
    await give_indicator(on_each)
    form = await open_form(on_each)

    await on_each.press(
        "karin",
        form,
        Verb.SAVE_ANSWER,
        inputs={**FORM, "indicator_value": "1 312,5 MWh", "evidence": "www.borlange.se/solel"},
    )

    saved = (await answers(on_each.database, on_each.plan.tenant_id))[-1]
    again = await on_each.send("karin", Verb.OPEN_FORM, on_each.about(based=saved.id))
    assert "Nyckeltal: Levererad solel · mål 400 MWh 2026" in text(form)
    assert saved.evidence == "https://www.borlange.se/solel"
    assert typed(card(again).content)["indicator_value"] == "1312,5"


async def test_an_empty_phrase_gets_one_friendly_question(on_each: Parlour) -> None:
    form = await open_form(on_each)
    asked = await on_each.press("karin", form, Verb.SAVE_ANSWER, inputs={**FORM, "comment": "Enligt plan."})
    assert "Vad har hänt sedan sist? En mening räcker." in said(after(card(asked).content, "comment"))
    assert await on_each.saved() == []

    await on_each.press("karin", asked, Verb.SAVE_ANSWER)

    assert [row[1] for row in await on_each.saved()] == ["Enligt plan."]


@pytest.mark.parametrize(
    ("written", "seen"),
    [("Anna 850709-9805 är sjuk.", "ett personnummer"), ("Ring 070-123 45 67.", "ett telefonnummer")],
)
async def test_personal_data_are_pointed_out_before_they_are_saved(
    parlour: Parlour, written: str, seen: str
) -> None:
    form = await open_form(parlour)

    asked = await parlour.press("karin", form, Verb.SAVE_ANSWER, inputs={**FORM, "next_step": written})

    told = said(after(card(asked).content, "next_step"))
    assert f"Svar är allmän handling. I fältet ”Vad är nästa steg?” står något som ser ut som {seen}." in told
    assert typed(card(asked).content)["next_step"] == written
    assert await parlour.saved() == []


async def test_what_was_changed_after_the_question_is_saved_at_once(parlour: Parlour) -> None:
    form = await open_form(parlour)
    asked = await parlour.press("karin", form, Verb.SAVE_ANSWER, inputs={**FORM, "comment": "850709-9805"})

    await parlour.press("karin", asked, Verb.SAVE_ANSWER, inputs={"comment": "Tre tak är klara."})

    assert [row[1] for row in await parlour.saved()] == ["Tre tak är klara."]


async def test_saving_anyway_is_for_what_was_asked_and_nothing_else(parlour: Parlour) -> None:
    form = await open_form(parlour)
    asked = await parlour.press("karin", form, Verb.SAVE_ANSWER, inputs={**FORM, "comment": "ok"})

    again = await parlour.press("karin", asked, Verb.SAVE_ANSWER, inputs={"next_step": "Ring 070-123 45 67."})
    assert "ett telefonnummer" in text(again)
    assert "Vad har hänt sedan sist?" not in text(again)
    assert await parlour.saved() == []

    await parlour.press("karin", again, Verb.SAVE_ANSWER)

    assert len(await parlour.saved()) == 1


async def test_a_fault_is_told_before_a_question(parlour: Parlour) -> None:
    form = await open_form(parlour)

    reply = await parlour.press(
        "karin", form, Verb.SAVE_ANSWER, inputs={**FORM, "comment": "ok", "percent_other": "101"}
    )

    assert "Skriv ett helt tal" in text(reply)
    assert "Vad har hänt sedan sist?" not in text(reply)


@pytest.mark.parametrize("asked", ["x" * 401, "comment:phrase\x00", ["comment:phrase"]])
async def test_a_card_that_claims_to_have_asked_strange_things_is_refused(
    parlour: Parlour, asked: JsonValue
) -> None:
    before = await parlour.everything()

    reply = await parlour.send("karin", Verb.SAVE_ANSWER, parlour.about(asked=asked, **FORM))

    assert "går inte att använda längre" in text(reply)
    assert await parlour.everything() == before
