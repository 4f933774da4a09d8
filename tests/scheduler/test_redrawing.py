"""Messages that are redrawn: the living one, an old one, and one in which a form stands open."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from cards.card import Card
from domain.contact import ContactPoint
from domain.people import PersonId
from storage import drafts, living, outbox
from storage.living import LivingMessage
from tests.fakes.messenger import RecordingMessenger
from tests.plans import FIRST_STEP as AT
from tests.plans import SECOND_STEP, answer
from tests.scheduler.stage import LIMITS, Stage, text_of

SECOND = timedelta(seconds=1)
THE_LIST, THE_FORM, A_NOTE = "Uppdatera", "Hur går det?", "nyare lista längre ner"


class MeanwhileMessenger(RecordingMessenger):
    """Something happens while a redrawn card is on its way, once."""

    def __init__(self, meanwhile: Callable[[], Awaitable[None]]) -> None:
        super().__init__()
        self.meanwhile: Callable[[], Awaitable[None]] | None = meanwhile

    async def update(self, contact: ContactPoint, message_id: str, card: Card) -> None:
        meanwhile, self.meanwhile = self.meanwhile, None
        if meanwhile is not None:
            await meanwhile()
        await super().update(contact, message_id, card)


async def reminded(stage: Stage) -> None:
    """Karin has got two reminders, in message-1 and message-2."""
    await stage.put(stage.plan.karin)
    await stage.deliver()
    await stage.put(stage.plan.karin, key="-5")
    await stage.deliver(SECOND_STEP)


async def open_form(stage: Stage, message_id: str, comment: str = "") -> None:
    plan = stage.plan
    async with stage.database.writing(plan.tenant_id) as session:
        of_place = {
            "person_id": plan.karin,
            "follow_up_round_id": plan.follow_up_round_id,
            "plan_activity_id": plan.solar_roofs,
            "message_id": message_id,
            "page": 0,
            "at": stage.clock(),
        }
        if comment:
            await drafts.keep(session, fields={"comment": comment}, **of_place)  # type: ignore[arg-type]
        else:
            await drafts.open_in(session, **of_place)  # type: ignore[arg-type]


async def close_form(stage: Stage, message_id: str) -> None:
    async with stage.database.writing(stage.plan.tenant_id) as session:
        await drafts.close(session, stage.plan.karin, message_id)
        await outbox.resume_card_update(session, stage.plan.karin, message_id, stage.clock())


async def living_of(stage: Stage, *people: PersonId) -> list[str]:
    async with stage.database.reading(stage.plan.tenant_id) as session:
        found = await living.of(session, stage.plan.follow_up_round_id, people)
        return sorted(each.message_id for each in found)


def shown(stage: Stage, name: str = "karin") -> list[str]:
    """What each of the person's messages shows, in a word."""
    words = (THE_FORM, THE_LIST, A_NOTE)
    return [next(word for word in words if word in text_of(card)) for card in stage.shown_to(name)]


async def test_a_reminder_is_the_living_message_when_it_has_been_sent(stage: Stage) -> None:
    await stage.put(stage.plan.karin)
    before = await living_of(stage, stage.plan.karin)

    await stage.deliver()

    assert (before, await living_of(stage, stage.plan.karin)) == ([], ["message-1"])


async def test_a_new_reminder_takes_the_place_of_the_former_which_shrinks_to_a_line(stage: Stage) -> None:
    await reminded(stage)

    assert await living_of(stage, stage.plan.karin) == ["message-2"]
    assert shown(stage) == [A_NOTE, THE_LIST]


async def test_a_line_has_nothing_to_press(stage: Stage) -> None:
    await reminded(stage)

    note = stage.shown_to("karin")[0]
    assert "Action." not in text_of(note)


async def test_an_owner_and_who_stands_in_keep_a_message_each(stage: Stage) -> None:
    await stage.put(stage.plan.amina, stage.plan.johan)

    await stage.deliver()

    assert len(await living_of(stage, stage.plan.amina, stage.plan.johan)) == 2
    assert shown(stage, "johan") == [THE_LIST, THE_LIST]


async def test_many_who_are_reminded_again_at_once_all_get_one_list_and_one_line(stage: Stage) -> None:
    people = stage.plan.karin, stage.plan.amina, stage.plan.johan
    await stage.put(*people)
    await stage.duties(limits=replace(LIMITS, in_flight=3)).deliver()
    await stage.put(*people, key="-5")
    stage.clock.set(SECOND_STEP)

    await stage.duties(limits=replace(LIMITS, in_flight=3)).deliver()

    assert sorted(shown(stage)) == sorted([A_NOTE, THE_LIST])
    assert sorted(shown(stage, "johan")) == sorted([A_NOTE, A_NOTE, THE_LIST, THE_LIST])


async def test_a_former_message_that_is_gone_hinders_nothing(stage: Stage) -> None:
    await stage.put(stage.plan.karin)
    await stage.deliver()
    stage.messenger.carried.clear()
    await stage.put(stage.plan.karin, key="-5")

    await stage.deliver(SECOND_STEP)

    assert shown(stage) == [THE_LIST]


async def test_nothing_takes_the_place_of_an_open_form(stage: Stage) -> None:
    await reminded(stage)
    await open_form(stage, "message-2")
    before = stage.shown_to("karin")[1]

    await stage.redraw(stage.plan.karin, "message-2")
    await stage.deliver()

    assert stage.shown_to("karin")[1] is before


async def test_what_was_held_back_by_a_form_comes_when_it_is_closed(stage: Stage) -> None:
    await reminded(stage)
    await open_form(stage, "message-2")
    async with stage.database.writing(stage.plan.tenant_id) as session:
        await answer(session, stage.plan, stage.plan.charging, stage.plan.johan)
    await stage.redraw(stage.plan.karin, "message-2")
    await stage.deliver()

    await close_form(stage, "message-2")
    await stage.deliver()

    assert "1 av 2 klara" in text_of(stage.shown_to("karin")[1])


async def test_an_old_message_with_an_open_form_is_left_alone_too(stage: Stage) -> None:
    await stage.put(stage.plan.karin)
    await stage.deliver()
    await open_form(stage, "message-1")
    await stage.put(stage.plan.karin, key="-5")

    await stage.deliver(SECOND_STEP)
    while_open = shown(stage)
    await close_form(stage, "message-1")
    await stage.deliver()

    assert (while_open, shown(stage)) == ([THE_LIST, THE_LIST], [A_NOTE, THE_LIST])


@pytest.mark.parametrize("comment", ["", "Fyra tak är klara."])
async def test_a_form_that_is_opened_while_a_list_is_on_its_way_is_brought_back(
    stage: Stage, comment: str
) -> None:
    messenger = MeanwhileMessenger(lambda: open_form(stage, "message-1", comment))
    on_its_way = replace(stage, messenger=messenger)
    await on_its_way.put(stage.plan.karin)
    await on_its_way.deliver()
    await on_its_way.redraw(stage.plan.karin, "message-1")

    await on_its_way.deliver()

    assert shown(on_its_way) == [THE_FORM]
    assert comment in text_of(on_its_way.shown_to("karin")[0])
    assert [THE_LIST in text_of(each) for each in messenger.carried[0].earlier] == [True, True]


async def test_a_form_that_was_brought_back_is_not_sent_again_and_again(stage: Stage) -> None:
    messenger = MeanwhileMessenger(lambda: open_form(stage, "message-1"))
    on_its_way = replace(stage, messenger=messenger)
    await on_its_way.put(stage.plan.karin)
    await on_its_way.deliver()
    await on_its_way.redraw(stage.plan.karin, "message-1")
    await on_its_way.deliver()
    times = len(messenger.carried[0].earlier)

    await on_its_way.deliver(AT + 10 * SECOND)

    assert len(messenger.carried[0].earlier) == times


async def test_a_form_that_was_covered_and_closed_before_it_came_back_gives_way_to_the_list(
    stage: Stage,
) -> None:
    await reminded(stage)
    async with stage.database.writing(stage.plan.tenant_id) as session:
        await outbox.put_card_update(
            session,
            follow_up_round_id=stage.plan.follow_up_round_id,
            person_id=stage.plan.karin,
            recipient_id=stage.plan.karin,
            message_id="message-2",
            at=stage.clock(),
            page=-1,
        )

    await stage.deliver()

    assert shown(stage) == [A_NOTE, THE_LIST]


async def test_a_message_that_shows_somebody_elses_list_is_no_old_one(stage: Stage) -> None:
    """Johan turns to Amina's list in the message with his own."""
    await stage.put(stage.plan.johan)
    await stage.deliver()
    async with stage.database.writing(stage.plan.tenant_id) as session:
        theirs = LivingMessage(
            person_id=stage.plan.amina, recipient_id=stage.plan.johan, message_id="another"
        )
        await living.put_all(session, stage.plan.follow_up_round_id, [theirs], AT)
        await outbox.put_card_update(
            session,
            follow_up_round_id=stage.plan.follow_up_round_id,
            person_id=stage.plan.amina,
            recipient_id=stage.plan.johan,
            message_id="message-1",
            at=AT,
        )

    await stage.deliver()

    assert "En växtbaserad rätt varje dag" in text_of(stage.shown_to("johan")[0])


async def test_a_redrawn_list_tells_of_drafts(stage: Stage) -> None:
    await reminded(stage)
    await open_form(stage, "elsewhere", "Fyra tak är klara.")
    await stage.redraw(stage.plan.karin, "message-2")

    await stage.deliver()

    assert "Utkast sparat" in text_of(stage.shown_to("karin")[1])


async def occupy(stage: Stage, message_id: str, until: datetime | None) -> None:
    plan = stage.plan
    async with stage.database.writing(plan.tenant_id) as session:
        await living.occupy(session, plan.follow_up_round_id, plan.karin, message_id, until)


async def test_a_list_waits_while_somebody_writes_in_another_card_in_its_message(stage: Stage) -> None:
    await stage.put(stage.plan.karin)
    await stage.deliver()
    await occupy(stage, "message-1", AT + 10 * SECOND)
    before = stage.shown_to("karin")[0]
    await stage.redraw(stage.plan.karin, "message-1")

    await stage.deliver()
    meanwhile = stage.shown_to("karin")[0]
    await stage.deliver(AT + 10 * SECOND)

    assert meanwhile is before
    assert stage.shown_to("karin")[0] is not before


async def test_a_message_in_which_somebody_writes_does_not_shrink_to_a_line_meanwhile(stage: Stage) -> None:
    await stage.put(stage.plan.karin)
    await stage.deliver()
    await occupy(stage, "message-1", SECOND_STEP + 10 * SECOND)
    await stage.put(stage.plan.karin, key="-5")

    await stage.deliver(SECOND_STEP)
    meanwhile = shown(stage)
    await stage.deliver(SECOND_STEP + 10 * SECOND)

    assert (meanwhile, shown(stage)) == ([THE_LIST, THE_LIST], [A_NOTE, THE_LIST])
