"""“Vi är fler om den här”: somebody becomes co-owner at once; the first answer counts for all of them."""

import asyncio

from cards.verbs import Verb
from dialogs.turn import Refuse, Reply
from tests.dialogs.matters import co_owners_of, deeds, heard, newest, question_to, roles_of
from tests.dialogs.parlour import FORM, Parlour, text
from tests.shown import said


async def add(parlour: Parlour, name: str = "johan", *, by: str = "karin", **about: int) -> Reply:
    """Somebody becomes co-owner of the solar roofs."""
    form = await parlour.send(by, Verb.ASK_CO_OWNER, parlour.about(**about))
    inputs = {"person": str(parlour.plan.person_id(name))}
    return await parlour.press(by, form, Verb.ADD_CO_OWNER, inputs=inputs)


async def test_a_co_owner_is_told_and_has_it_on_the_list(on_each: Parlour) -> None:
    added = await add(on_each, "henrik")
    told = await question_to(on_each, "henrik")

    assert "Henrik Norling är nu medansvarig." in text(added)
    assert "Du är medansvarig för en aktivitet" in said(told.content)
    assert "Karin Ek har lagt till dig." in said(told.content)
    assert "Solceller" in said((await on_each.list_of("henrik")).content)
    assert "owner" in await roles_of(on_each, "henrik")
    assert "plan_activity.shared" in await deeds(on_each)


async def test_the_first_answer_counts_and_the_other_sees_whose_it_was(parlour: Parlour) -> None:
    await add(parlour)
    form = await parlour.press("johan", await parlour.list_of("johan"), Verb.OPEN_FORM)
    await parlour.press("johan", form, Verb.SAVE_ANSWER, inputs=FORM)

    shown = said((await parlour.list_of("karin")).content)

    assert "Johan Åkerlund" in shown


async def test_adding_twice_or_at_once_is_adding_once(on_each: Parlour) -> None:
    form = await on_each.send("karin", Verb.ASK_CO_OWNER, on_each.about())
    inputs = {"person": str(on_each.plan.johan)}

    replies = await asyncio.gather(
        *(on_each.press("karin", form, Verb.ADD_CO_OWNER, inputs=inputs) for _ in range(3))
    )
    await on_each.deliver()

    assert {text(reply).count("Johan Åkerlund är nu medansvarig.") for reply in replies} == {1}
    assert await co_owners_of(on_each, on_each.plan.solar_roofs) == {on_each.plan.johan}
    assert len(on_each.came("johan")) == 1
    assert (await deeds(on_each)).count("plan_activity.shared") == 1


async def test_the_owner_is_told_when_a_co_owner_adds_one_more(parlour: Parlour) -> None:
    await add(parlour)
    await add(parlour, "henrik", by="johan", owner=parlour.plan.johan)
    await parlour.deliver()

    assert "Johan Åkerlund har lagt till Henrik Norling." in heard(parlour, "karin")
    assert "Johan Åkerlund har lagt till dig." in said(newest(parlour, "henrik").content)


async def test_nobody_is_co_owner_with_themselves(parlour: Parlour) -> None:
    refused = await add(parlour, "karin")

    assert "Det går inte att välja Karin Ek" in text(refused)
    assert await co_owners_of(parlour, parlour.plan.solar_roofs) == set()


async def test_somebody_has_to_be_chosen(parlour: Parlour) -> None:
    form = await parlour.send("karin", Verb.ASK_CO_OWNER, parlour.about())

    assert "Välj en person." in text(await parlour.press("karin", form, Verb.ADD_CO_OWNER))


async def test_a_stranger_to_the_activity_adds_nobody(parlour: Parlour) -> None:
    before = await parlour.everything(but="audit_event")

    for verb in (Verb.ASK_CO_OWNER, Verb.ADD_CO_OWNER):
        reply = await parlour.send("johan", verb, parlour.about(person=str(parlour.plan.johan)))
        assert isinstance(reply, Refuse)

    assert await parlour.everything(but="audit_event") == before


async def test_in_a_closed_round_nobody_is_added(parlour: Parlour) -> None:
    form = await parlour.send("karin", Verb.ASK_CO_OWNER, parlour.about())
    await parlour.close()

    late = await parlour.press("karin", form, Verb.ADD_CO_OWNER, inputs={"person": str(parlour.plan.johan)})

    assert "Uppföljningen stängde" in text(late)
    assert await co_owners_of(parlour, parlour.plan.solar_roofs) == set()
