"""“Jag behöver mer tid”: the owner asks, a strategist says yes, no or another day; the first one counts."""

import asyncio
from collections.abc import Mapping
from datetime import date, timedelta

import pytest

from cards.card import Card, JsonValue
from cards.verbs import Verb
from dialogs.turn import Refuse, Reply
from storage import deadlines
from tests import plans
from tests.dialogs.matters import deeds, heard, make_strategist, matters_of, newest, question_to, tick
from tests.dialogs.parlour import FORM, Parlour, text
from tests.shown import said, typed

WHY = "Jag väntar på siffror från leverantören."
UNTIL = "2023-09-14"


def about(parlour: Parlour, name: str = "karin") -> Mapping[str, JsonValue]:
    """What the list's button carries."""
    return {"round": parlour.plan.follow_up_round_id, "owner": parlour.plan.person_id(name), "page": 0}


async def ask(
    parlour: Parlour,
    by: str = "karin",
    owner: str = "karin",
    inputs: Mapping[str, JsonValue] | None = None,
) -> Reply:
    """The owner asks for two days more."""
    form = await parlour.send(by, Verb.ASK_MORE_TIME, about(parlour, owner))
    return await parlour.press(
        by, form, Verb.REQUEST_TIME, inputs={"until": UNTIL, "why": WHY, **(inputs or {})}
    )


async def asked(parlour: Parlour) -> Card:
    """The owner has asked; gives the strategist's card."""
    await ask(parlour)
    return await question_to(parlour, "maja")


async def deadline_of(parlour: Parlour, name: str) -> date | None:
    """The person's own last day."""
    async with parlour.database.reading(parlour.plan.tenant_id) as session:
        found = await deadlines.own(session, parlour.plan.follow_up_round)
    own = found.get(parlour.plan.person_id(name))
    return own.day if own else None


async def test_each_choice_says_which_day_it_is_and_the_last_is_the_closing_day(parlour: Parlour) -> None:
    form = text(await parlour.send("karin", Verb.ASK_MORE_TIME, about(parlour)))

    assert "Sista dagen är nu tisdag 12 september." in form
    assert "2 arbetsdagar till, alltså torsdag 14 september" in form
    assert "5 arbetsdagar till, alltså tisdag 19 september" in form
    assert "10 arbetsdagar" not in form
    assert "Uppföljningen stänger tisdag 19 september kl. 16.00. Längre tid går inte att få." in form


async def test_the_request_goes_to_the_strategist_with_the_reason(on_each: Parlour) -> None:
    sent = await ask(on_each)
    question = await question_to(on_each, "maja")

    assert "Du har bett om tid till torsdag 14 september." in text(sent)
    assert "Karin Ek ber om mer tid" in said(question.content)
    assert "2 aktiviteter" in said(question.content)
    assert WHY in said(question.content)
    assert typed(question.content)["until"] == UNTIL
    assert await deadline_of(on_each, "karin") is None


async def test_a_yes_gives_the_day_that_was_asked_for_and_tells_the_owner(on_each: Parlour) -> None:
    granted = await on_each.press("maja", await asked(on_each), Verb.GRANT_TIME)
    await on_each.deliver()

    assert "Karin Ek har fått mer tid" in text(granted)
    assert await deadline_of(on_each, "karin") == date(2023, 9, 14)
    assert "Du har fått mer tid" in said(newest(on_each, "karin").content)
    assert "Sista dagen är torsdag 14 september." in said(newest(on_each, "karin").content)
    assert "torsdag 14 september" in said((await on_each.list_of("karin")).content)
    assert "time.granted" in await deeds(on_each)


async def test_another_day_may_be_given(parlour: Parlour) -> None:
    await parlour.press("maja", await asked(parlour), Verb.GRANT_TIME, inputs={"until": "2023-09-18"})
    await parlour.deliver()

    assert await deadline_of(parlour, "karin") == date(2023, 9, 18)
    assert "Sista dagen är måndag 18 september." in heard(parlour, "karin")


@pytest.mark.parametrize(
    "until", ["", "2023-09-12", "2023-08-01", "2023-09-20", "2024-09-14", "snart", "19/9"]
)
async def test_a_day_that_nobody_can_have_is_refused_at_its_field(parlour: Parlour, until: str) -> None:
    refused = await parlour.press("maja", await asked(parlour), Verb.GRANT_TIME, inputs={"until": until})

    assert "Välj en dag efter tisdag 12 september, men senast tisdag 19 september." in text(refused)
    assert await deadline_of(parlour, "karin") is None


async def test_a_no_needs_a_reason_which_the_owner_reads(parlour: Parlour) -> None:
    question = await asked(parlour)

    without = await parlour.press("maja", question, Verb.REFUSE_TIME)
    refused = await parlour.press("maja", without, Verb.REFUSE_TIME, inputs={"why": "Nämnden möts den 13."})
    await parlour.deliver()

    assert "Berätta kort varför." in text(without)
    assert "Karin Ek får inte mer tid" in text(refused)
    assert "Du fick inte mer tid" in heard(parlour, "karin")
    assert "Nämnden möts den 13." in heard(parlour, "karin")
    assert await deadline_of(parlour, "karin") is None


async def test_the_first_strategist_decides_and_the_other_s_card_says_who_did(on_each: Parlour) -> None:
    await make_strategist(on_each, "henrik")
    await asked(on_each)
    theirs = newest(on_each, "henrik")
    await on_each.press("maja", newest(on_each, "maja"), Verb.GRANT_TIME)

    late = await on_each.press("henrik", theirs, Verb.REFUSE_TIME, inputs={"why": "Nej."})
    await on_each.deliver()

    assert "Karin Ek har fått mer tid" in text(late)
    assert "Maja Strand på miljökontoret bestämde det" in heard(on_each, "henrik")
    assert await deadline_of(on_each, "karin") == date(2023, 9, 14)


async def test_two_strategists_at_once_have_one_outcome(on_each: Parlour) -> None:
    await make_strategist(on_each, "henrik")
    question = await asked(on_each)

    await asyncio.gather(
        on_each.press("maja", question, Verb.GRANT_TIME),
        on_each.press("henrik", question, Verb.REFUSE_TIME, inputs={"why": "Nej."}),
    )

    settled = [deed for deed in await deeds(on_each) if deed in {"time.granted", "time.refused"}]
    assert len(settled) == 1
    assert [row.state for row in await matters_of(on_each)] == [settled[0].removeprefix("time.")]


async def test_asking_twice_or_at_once_asks_once(on_each: Parlour) -> None:
    form = await on_each.send("karin", Verb.ASK_MORE_TIME, about(on_each))
    inputs = {"until": UNTIL, "why": WHY}

    replies = await asyncio.gather(
        *(on_each.press("karin", form, Verb.REQUEST_TIME, inputs=inputs) for _ in range(3))
    )
    await on_each.deliver()

    assert all("Du har bett om tid till torsdag 14 september." in text(reply) for reply in replies)
    assert len(await matters_of(on_each)) == 1
    assert len(on_each.came("maja")) == 1


async def test_while_a_request_waits_no_other_is_made(parlour: Parlour) -> None:
    await ask(parlour)

    again = await parlour.send("karin", Verb.ASK_MORE_TIME, about(parlour))

    assert "Du har bett om tid till torsdag 14 september." in text(again)


async def test_after_a_yes_still_more_may_be_asked_for(parlour: Parlour) -> None:
    await parlour.press("maja", await asked(parlour), Verb.GRANT_TIME)

    form = await parlour.send("karin", Verb.ASK_MORE_TIME, about(parlour))
    await parlour.press("karin", form, Verb.REQUEST_TIME, inputs={"until": "2023-09-18", "why": WHY})
    await parlour.deliver()
    await parlour.press("maja", newest(parlour, "maja"), Verb.GRANT_TIME)

    assert "Sista dagen är nu torsdag 14 september." in text(form)
    assert await deadline_of(parlour, "karin") == date(2023, 9, 18)


@pytest.mark.parametrize(
    ("inputs", "told"),
    [
        ({"until": "", "why": WHY}, "Välj en ny sista dag."),
        ({"until": "2023-12-24", "why": WHY}, "Välj en ny sista dag."),
        ({"until": "DROP TABLE", "why": WHY}, "Välj en ny sista dag."),
        ({"until": UNTIL, "why": ""}, "Berätta kort varför."),
        ({"until": UNTIL, "why": "a" * 501}, "Korta texten till högst 500 tecken."),
    ],
)
async def test_what_is_missing_is_told_and_what_was_typed_comes_back(
    parlour: Parlour, inputs: dict[str, JsonValue], told: str
) -> None:
    refused = await ask(parlour, inputs=inputs)

    assert told in text(refused)
    assert str(inputs["why"]) in text(refused)
    assert await matters_of(parlour) == []


async def test_when_everything_is_answered_no_time_is_needed(parlour: Parlour) -> None:
    form = await parlour.press("johan", await parlour.list_of("johan"), Verb.OPEN_FORM)
    await parlour.press("johan", form, Verb.SAVE_ANSWER, inputs=FORM)

    asked_for = await parlour.send("johan", Verb.ASK_MORE_TIME, about(parlour, "johan"))

    assert "Allt är besvarat, så du behöver inte mer tid." in text(asked_for)


async def test_a_deputy_asks_for_whoever_is_away(parlour: Parlour) -> None:
    await ask(parlour, "johan", "amina")
    question = await question_to(parlour, "maja")
    await parlour.press("maja", question, Verb.GRANT_TIME)
    await parlour.deliver()

    assert "Johan Åkerlund är ersättare och ber för Amina Yusuf." in said(question.content)
    assert await deadline_of(parlour, "amina") == date(2023, 9, 14)
    assert "Amina Yusuf har fått mer tid" in heard(parlour, "johan")


async def test_nobody_asks_for_somebody_else(parlour: Parlour) -> None:
    before = await parlour.everything(but="audit_event")

    for verb in (Verb.ASK_MORE_TIME, Verb.REQUEST_TIME):
        reply = await parlour.send("johan", verb, {**about(parlour), "until": UNTIL, "why": WHY})
        assert isinstance(reply, Refuse)

    assert await parlour.everything(but="audit_event") == before


@pytest.mark.parametrize("name", ["karin", "johan"])
async def test_only_strategists_grant(parlour: Parlour, name: str) -> None:
    question = await asked(parlour)

    for verb in (Verb.GRANT_TIME, Verb.REFUSE_TIME):
        assert isinstance(await parlour.press(name, question, verb, inputs={"why": "Ja."}), Refuse)

    assert await deadline_of(parlour, "karin") is None


@pytest.mark.parametrize("matter", [0, 999, "x", None])
async def test_a_payload_of_any_shape_grants_nothing(parlour: Parlour, matter: JsonValue) -> None:
    for verb in (Verb.GRANT_TIME, Verb.REFUSE_TIME):
        reply = await parlour.send("maja", verb, {"matter": matter, "until": UNTIL, "why": "Ja."})
        assert isinstance(reply, Refuse)


async def test_a_request_for_time_cannot_be_accepted_as_if_it_were_a_hand_over(parlour: Parlour) -> None:
    await asked(parlour)
    about_it: dict[str, JsonValue] = {"matter": (await matters_of(parlour))[0].id or 0, "decision": "keep"}

    for name, verb in (("karin", Verb.ACCEPT_HANDOVER), ("maja", Verb.DECIDE_HANDOVER)):
        assert isinstance(await parlour.send(name, verb, about_it), Refuse)

    assert [row.state for row in await matters_of(parlour)] == ["asked"]


async def test_in_a_closed_round_nothing_is_asked_or_granted(parlour: Parlour) -> None:
    form = await parlour.send("karin", Verb.ASK_MORE_TIME, about(parlour))
    question = await asked(parlour)
    await parlour.close()

    late = await parlour.press("karin", form, Verb.REQUEST_TIME, inputs={"until": UNTIL, "why": WHY})
    too_late = await parlour.press("maja", question, Verb.GRANT_TIME)

    assert "Det går inte att få mer tid." in text(late)
    assert WHY in text(late)
    assert "Uppföljningen stängde tisdag 19 september kl. 16.00. Inget ändrades." in text(too_late)
    assert await deadline_of(parlour, "karin") is None


async def test_a_request_that_nobody_decided_ends_with_the_round(parlour: Parlour) -> None:
    await asked(parlour)
    await parlour.close()

    await tick(parlour)
    await parlour.deliver()

    assert [row.state for row in await matters_of(parlour)] == ["withdrawn"]
    assert "Uppföljningen stängde innan miljökontoret hade avgjort frågan." in heard(parlour, "maja")


async def test_on_the_closing_day_there_is_no_more_time_to_give(parlour: Parlour) -> None:
    parlour.at = plans.INTERIM_CLOSES - timedelta(hours=2)

    shown = await parlour.send("karin", Verb.ASK_MORE_TIME, about(parlour))

    assert "Det finns ingen mer tid att ge" in text(shown)


async def test_the_only_strategist_decides_for_themselves_too(parlour: Parlour) -> None:
    async with parlour.database.writing(parlour.plan.tenant_id) as session:
        await plans.add_co_owner(session, parlour.plan.travel, parlour.plan.maja)
    await ask(parlour, "maja", "maja")

    question = await question_to(parlour, "maja")
    granted = await parlour.press("maja", question, Verb.GRANT_TIME)

    assert "Du har fått mer tid" in text(granted)
