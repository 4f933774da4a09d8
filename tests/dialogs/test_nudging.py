"""A strategist reminds people: chosen ones, with own words, and nobody twice within the hour unasked."""

import asyncio
from datetime import timedelta

import pytest

from cards.card import Card, JsonValue
from cards.verbs import Verb
from dialogs.turn import Refuse, Reply
from domain.people import Role
from storage.tables import PersonRoleRow, ReminderRow
from tests.dialogs.parlour import Parlour, card, text
from tests.shown import said

OWN_WORDS = "Nämnden vill se siffrorna före den 15."


async def nudges(parlour: Parlour) -> list[int]:
    """Whom somebody has asked us to remind, by person."""
    async with parlour.database.reading(parlour.plan.tenant_id) as session:
        rows = (await session.sql.exec(session.rows(ReminderRow))).all()
    return sorted(row.person_id for row in rows if row.kind == "nudge")


async def make_strategist(parlour: Parlour, name: str) -> None:
    async with parlour.database.writing(parlour.plan.tenant_id) as session:
        session.sql.add(
            PersonRoleRow(
                tenant_id=parlour.plan.tenant_id,
                person_id=parlour.plan.person_id(name),
                role=Role.STRATEGIST.value,
            )
        )


async def question(parlour: Parlour, name: str = "maja") -> Reply:
    return await parlour.press(name, await parlour.say(name, "läge"), Verb.ASK_NUDGE)


async def send(parlour: Parlour, asked: Reply, name: str = "maja", **inputs: JsonValue) -> Reply:
    return await parlour.press(name, asked, Verb.NUDGE, inputs=inputs)


def came(parlour: Parlour, name: str) -> str:
    """All that the person's only card says."""
    [shown] = parlour.came(name)
    assert isinstance(shown, Card)
    return said(shown.content)


async def carried(parlour: Parlour) -> None:
    parlour.at += timedelta(minutes=5)
    await parlour.deliver()


async def test_own_words_are_seen_before_they_are_sent_and_stand_first_in_the_card(on_each: Parlour) -> None:
    seen = await send(on_each, await question(on_each), sentence=f"  {OWN_WORDS}\n")
    assert f"Maja Strand på miljökontoret skriver: {OWN_WORDS}" in text(seen)
    assert await nudges(on_each) == []

    await send(on_each, seen)
    await carried(on_each)

    assert f"Hej Karin! Maja Strand på miljökontoret skriver: {OWN_WORDS}" in came(on_each, "karin")


async def test_words_that_are_changed_after_they_were_seen_are_shown_again(parlour: Parlour) -> None:
    seen = await send(parlour, await question(parlour), sentence=OWN_WORDS)

    again = await send(parlour, seen, sentence="Något helt annat.")

    assert "skriver: Något helt annat." in text(again)
    assert await nudges(parlour) == []


async def test_only_spaces_are_no_words(parlour: Parlour) -> None:
    receipt = await send(parlour, await question(parlour), sentence=" \n \n ")

    assert "3 personer får en påminnelse" in text(receipt)


async def test_too_many_words_are_sent_to_nobody_and_given_back(parlour: Parlour) -> None:
    long = "a" * 301

    refused = await send(parlour, await question(parlour), sentence=long)

    assert "Korta texten till 300 tecken. Nu är den 301." in text(refused)
    assert long.encode() in card(refused).json
    assert await nudges(parlour) == []


async def test_what_looks_like_a_personal_identity_number_is_questioned_once(parlour: Parlour) -> None:
    seen = await send(parlour, await question(parlour), sentence="Gäller 640823-3234.")

    assert "Det ser ut som ett personnummer." in text(seen)
    assert await nudges(parlour) == []


async def test_markup_in_own_words_reaches_people_as_it_was_written(parlour: Parlour) -> None:
    hostile = '**[Klicka](https://example.com)** "}]'
    seen = await send(parlour, await question(parlour), sentence=hostile)
    await send(parlour, seen)

    await carried(parlour)

    assert hostile in came(parlour, "karin")


async def test_those_who_are_chosen_and_nobody_else_are_reminded(parlour: Parlour) -> None:
    plan = parlour.plan
    people = await parlour.press("maja", await question(parlour), Verb.CHOOSE_PEOPLE)
    asked = await parlour.press(
        "maja", people, Verb.ASK_NUDGE, inputs={"chosen": f"{plan.karin},{plan.johan}"}
    )
    assert "Påminna 2 personer?" in text(asked)

    await send(parlour, asked)

    assert await nudges(parlour) == sorted([plan.karin, plan.johan])


async def test_when_nobody_is_chosen_nobody_is_meant(parlour: Parlour) -> None:
    people = await parlour.press("maja", await question(parlour), Verb.CHOOSE_PEOPLE)

    again = await parlour.press("maja", people, Verb.ASK_NUDGE, inputs={"chosen": ""})

    assert "Välj minst en person." in text(again)


async def test_a_list_of_people_cannot_name_somebody_who_has_nothing_left(parlour: Parlour) -> None:
    plan = parlour.plan
    about: dict[str, JsonValue] = {"round": plan.follow_up_round_id, "once": "k", "to": f"{plan.henrik}"}

    receipt = await parlour.send("maja", Verb.NUDGE, about)

    assert "Ingen påmindes" in text(receipt)
    assert await nudges(parlour) == []


@pytest.mark.parametrize("to", ["1;2", "-1", "x", "1," * 4000, [1], {"a": 1}])
async def test_a_hostile_list_of_people_changes_nothing(parlour: Parlour, to: JsonValue) -> None:
    before = await parlour.everything()

    reply = await parlour.send(
        "maja", Verb.NUDGE, {"round": parlour.plan.follow_up_round_id, "once": "k", "to": to}
    )

    assert isinstance(reply, Refuse)
    assert await parlour.everything() == before


async def test_one_measure_alone_can_be_reminded_about(parlour: Parlour) -> None:
    by_measure = await parlour.press("maja", await parlour.say("maja", "läge"), Verb.SHOW_OVERVIEW, nth=2)
    names = await parlour.press("maja", by_measure, Verb.SHOW_MEASURE)

    asked = await parlour.press("maja", names, Verb.ASK_NUDGE)

    assert "om åtgärd" in text(asked)


async def test_a_measure_that_has_left_the_plan_does_not_mean_everybody(parlour: Parlour) -> None:
    about: dict[str, JsonValue] = {"round": parlour.plan.follow_up_round_id, "once": "k", "measure": 999}

    replies = [await parlour.send("maja", verb, about) for verb in (Verb.ASK_NUDGE, Verb.NUDGE)]

    assert all(isinstance(reply, Refuse) for reply in replies)
    assert await nudges(parlour) == []


async def test_the_second_strategist_sees_whom_the_first_has_just_reminded(parlour: Parlour) -> None:
    await make_strategist(parlour, "johan")
    await send(parlour, await question(parlour))

    asked = await question(parlour, "johan")

    assert "Påminna 0 personer?" in text(asked)
    assert "Maja Strand påminde 3 av dem kl. 09.00." in text(asked)


async def test_of_two_who_nudge_at_once_each_person_is_reminded_once(on_each: Parlour) -> None:
    await make_strategist(on_each, "johan")
    asked = {name: await question(on_each, name) for name in ("maja", "johan")}

    receipts = await asyncio.gather(*(send(on_each, asked[name], name) for name in asked))

    plan = on_each.plan
    assert await nudges(on_each) == sorted([plan.karin, plan.amina, plan.johan])
    assert sum("De fick ingen påminnelse den här gången." in text(each) for each in receipts) == 1


async def test_those_who_were_just_reminded_are_reminded_again_when_one_says_so(parlour: Parlour) -> None:
    await send(parlour, await question(parlour))
    await carried(parlour)

    await send(parlour, await question(parlour), even_them="true")

    assert len(await nudges(parlour)) == 6


async def test_what_was_undone_reminded_nobody(parlour: Parlour) -> None:
    receipt = await send(parlour, await question(parlour))
    await parlour.press("maja", receipt, Verb.UNDO_NUDGE)

    asked = await question(parlour)

    assert "Påminna 3 personer?" in text(asked)


async def test_when_the_round_has_closed_the_words_are_given_back(parlour: Parlour) -> None:
    asked = await question(parlour)
    await parlour.close()

    reply = await send(parlour, asked, sentence=OWN_WORDS)

    assert isinstance(reply, Refuse)
    assert OWN_WORDS in text(reply)


@pytest.mark.parametrize("name", ["karin", "henrik"])
@pytest.mark.parametrize(
    "verb", [Verb.NUDGE, Verb.ASK_NUDGE, Verb.CHOOSE_PEOPLE, Verb.SEARCH, Verb.SHOW_MEASURE]
)
async def test_whoever_is_no_strategist_is_refused_and_nobody_reminded(
    parlour: Parlour, name: str, verb: Verb
) -> None:
    reply = await parlour.send(name, verb, {"round": parlour.plan.follow_up_round_id, "once": "k"})

    assert isinstance(reply, Refuse)
    assert await nudges(parlour) == []


async def test_people_and_activities_are_found_by_a_part_of_their_names(parlour: Parlour) -> None:
    field = await parlour.press("maja", await parlour.say("maja", "läge"), Verb.ASK_SEARCH)

    person = await parlour.press("maja", field, Verb.SEARCH, inputs={"find": "  kARIN e"})
    nothing = await parlour.press("maja", field, Verb.SEARCH, inputs={"find": "xyzzy"})

    assert "Hittade 1 person och 0 aktiviteter" in text(person)
    assert "Karin Ek\n2 av 2 kvar" in text(person)
    assert "Inget hittades." in text(nothing)


async def test_a_card_that_fetches_itself_changes_nothing(parlour: Parlour) -> None:
    overview = await parlour.say("maja", "läge")
    before = await parlour.everything()
    parlour.at += timedelta(minutes=3)

    fetched = await parlour.press("maja", overview, Verb.SHOW_OVERVIEW)

    assert "Läget kl. 09.03" in text(fetched)
    assert await parlour.everything() == before


async def test_what_is_found_can_be_changed_in_the_plan(parlour: Parlour) -> None:
    field = await parlour.press("maja", await parlour.say("maja", "läge"), Verb.ASK_SEARCH)
    found = await parlour.press("maja", field, Verb.SEARCH, inputs={"find": "tunabyggen"})

    form = await parlour.press("maja", found, Verb.ASK_AMEND, nth=1)

    assert "2.1 En växtbaserad rätt varje dag" in text(found)
    assert "Cykelpool för tjänsteresor" in text(form)
