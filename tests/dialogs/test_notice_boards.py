"""The overview in a channel: hung by strategists alone, without names, and redrawn when something happens."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from cards.card import Card
from cards.notice_board import chat_with
from cards.verbs import Verb
from dialogs.turn import AddedToTeam, Nothing, RemovedFromTeam, Reply, Sender
from domain.contact import ContactPoint
from domain.deliveries import FailureReason
from domain.rounds import Occasion, RoundState, usual_round
from scheduler.messenger import DeliveryError
from scheduler.notice_boards import NoticeBoards
from storage import rounds as round_store
from storage.tables.boards import NoticeBoardRow
from tests.cards.gallery import of_type
from tests.dialogs.parlour import Parlour, text
from tests.fakes.messenger import RecordingMessenger
from tests.plans import BOT_ID, CALENDAR, SERVICE_URL
from tests.shown import said

CHANNEL = "19:team@thread.tacv2"


def place(parlour: Parlour) -> ContactPoint:
    return ContactPoint(
        tenant_id=parlour.plan.tenant_id,
        entra_object_id="",
        service_url=SERVICE_URL,
        conversation_id=CHANNEL,
        bot_id=BOT_ID,
    )


async def add(parlour: Parlour, name: str) -> Reply:
    contact = parlour.contact(name)
    sender = Sender(tenant_id=contact.tenant_id, entra_object_id=contact.entra_object_id, name=name)
    return await parlour.router.answer(
        AddedToTeam(sender=sender, contact=contact, place=place(parlour), team_name="Miljö")
    )


async def remove(parlour: Parlour, name: str) -> Reply:
    contact = parlour.contact(name)
    sender = Sender(tenant_id=contact.tenant_id, entra_object_id=contact.entra_object_id, name=name)
    return await parlour.router.answer(RemovedFromTeam(sender=sender, contact=contact, place=place(parlour)))


def keeper(parlour: Parlour) -> NoticeBoards:
    return NoticeBoards(database=parlour.database, messenger=parlour.messenger, calendar=CALENDAR)


def hanging(parlour: Parlour) -> list[str]:
    """What the cards in the channel say."""
    shown = parlour.messenger.shown_to(place(parlour))
    return [said(card.content) for card in shown if isinstance(card, Card)]


async def states(parlour: Parlour) -> list[str]:
    async with parlour.database.reading(parlour.plan.tenant_id) as session:
        return [row.state for row in (await session.sql.exec(session.rows(NoticeBoardRow))).all()]


async def test_a_strategist_hangs_the_overview_in_a_channel_without_anybodys_name(on_each: Parlour) -> None:
    reply = await add(on_each, "maja")
    await keeper(on_each).run(on_each.at)

    [card] = hanging(on_each)
    assert isinstance(reply, Nothing)
    assert "0 av 4 besvarade" in card
    assert "Tunabyggen\n0 av 2 besvarade" in card
    assert not any(name in card for name in ("Karin", "Amina", "Johan", "Maja"))


async def test_nobody_else_hangs_anything(parlour: Parlour) -> None:
    before = await parlour.everything()

    for name in ("karin", "henrik"):
        assert "Bara miljöstrategerna" in text(await add(parlour, name))

    assert await parlour.everything() == before


async def test_adding_twice_hangs_one(parlour: Parlour) -> None:
    for _ in range(2):
        await add(parlour, "maja")
        await keeper(parlour).run(parlour.at)
        parlour.at += timedelta(minutes=2)

    assert len(hanging(parlour)) == 1


async def test_an_answer_is_seen_in_the_same_message_a_minute_later_and_not_before(on_each: Parlour) -> None:
    await add(on_each, "maja")
    boards = keeper(on_each)
    await boards.run(on_each.at)
    on_each.at += timedelta(seconds=30)
    await on_each.press("karin", await on_each.list_of("karin"), Verb.REPEAT_ANSWER)

    await boards.run(on_each.at)
    assert "0 av 4 besvarade" in hanging(on_each)[0]
    on_each.at += timedelta(seconds=31)
    await boards.run(on_each.at)

    [card] = hanging(on_each)
    assert "1 av 4 besvarade" in card


async def test_when_nothing_happens_nothing_is_redrawn(parlour: Parlour) -> None:
    await add(parlour, "maja")
    boards = keeper(parlour)
    await boards.run(parlour.at)

    await boards.run(parlour.at + timedelta(hours=1))

    [carried] = [each for each in parlour.messenger.carried if each.contact.conversation_id == CHANNEL]
    assert carried.earlier == []


async def test_a_round_that_closes_is_seen(parlour: Parlour) -> None:
    await add(parlour, "maja")
    boards = keeper(parlour)
    await boards.run(parlour.at)

    await parlour.close()
    await boards.run(parlour.at)

    assert "Så blev svaren" in hanging(parlour)[-1]


async def test_what_fails_for_a_while_is_tried_again(parlour: Parlour) -> None:
    await add(parlour, "maja")
    boards = keeper(parlour)
    parlour.messenger.fail_next(DeliveryError(FailureReason.UNAVAILABLE, permanent=False, code="502"))
    await boards.run(parlour.at)

    await boards.run(parlour.at + timedelta(minutes=2))

    assert len(hanging(parlour)) == 1


async def test_a_channel_that_is_gone_is_left_alone(parlour: Parlour) -> None:
    await add(parlour, "maja")
    boards = keeper(parlour)
    parlour.messenger.fail_next(DeliveryError(FailureReason.CONVERSATION_GONE, permanent=True, code="404"))

    await boards.run(parlour.at)

    assert await states(parlour) == ["gone"]


async def test_after_the_bot_has_been_removed_the_channel_is_left_alone(parlour: Parlour) -> None:
    await add(parlour, "maja")

    await remove(parlour, "maja")
    await keeper(parlour).run(parlour.at)

    assert hanging(parlour) == []


async def test_two_processes_hang_one_card(on_each: Parlour) -> None:
    await add(on_each, "maja")

    for boards in (keeper(on_each), keeper(on_each)):
        await boards.run(on_each.at)

    assert len(hanging(on_each)) == 1


class Survivor(RecordingMessenger):
    """Gives no id that a message has already, whoever carried that."""

    async def send(self, contact: ContactPoint, card: Card) -> str:
        await super().send(contact, card)
        self.carried[-1].message_id = f"second-{len(self.carried)}"
        return self.carried[-1].message_id


class Mortal(RecordingMessenger):
    """Carries a card, and then the process dies before anybody has heard how it went."""

    async def send(self, contact: ContactPoint, card: Card) -> str:
        await super().send(contact, card)
        raise SystemError


async def test_everybody_in_the_channel_can_open_their_own_chat(parlour: Parlour) -> None:
    await add(parlour, "maja")
    await keeper(parlour).run(parlour.at)

    [carried] = [each for each in parlour.messenger.carried if each.contact.conversation_id == CHANNEL]

    assert isinstance(carried.content, Card)
    [link] = of_type(carried.content, "Action.OpenUrl")
    assert link["title"] == "Öppna i chatten"
    assert link["url"] == "https://teams.microsoft.com/l/chat/0/0?users=28:lageskoll"


@pytest.mark.parametrize("bot_id", ["", "29:someone", "28:", "28:x&users=29:y", "28:" + "x" * 90])
def test_nothing_but_a_bots_id_becomes_a_link(bot_id: str) -> None:
    assert chat_with(bot_id) == ""


async def test_after_a_crash_between_sending_and_saving_it_is_posted_once_more(on_each: Parlour) -> None:
    await add(on_each, "maja")
    on_each.messenger = Mortal()
    await keeper(on_each).run(on_each.at)
    on_each.messenger = survivor(on_each)
    on_each.at += timedelta(minutes=2)

    await keeper(on_each).run(on_each.at)
    await on_each.press("karin", await on_each.list_of("karin"), Verb.REPEAT_ANSWER)
    on_each.at += timedelta(minutes=2)
    await keeper(on_each).run(on_each.at)

    first, second = hanging(on_each)
    assert "0 av 4 besvarade" in first
    assert "1 av 4 besvarade" in second


async def test_however_often_it_crashes_two_stand_there_at_the_most(on_each: Parlour) -> None:
    await add(on_each, "maja")
    on_each.messenger = Mortal()

    for _ in range(4):
        await keeper(on_each).run(on_each.at)
        on_each.at += timedelta(minutes=2)

    assert len(hanging(on_each)) == 2


async def test_what_teams_refuses_is_tried_until_it_is_taken(parlour: Parlour) -> None:
    await add(parlour, "maja")
    refused = DeliveryError(FailureReason.UNAVAILABLE, permanent=False, code="503")
    parlour.messenger.fail_next(*[refused] * 5)

    for _ in range(7):
        await keeper(parlour).run(parlour.at)
        parlour.at += timedelta(minutes=2)

    assert len(hanging(parlour)) == 1


async def test_the_next_round_is_posted_although_the_one_before_crashed(parlour: Parlour) -> None:
    await add(parlour, "maja")
    parlour.messenger = Mortal()
    for _ in range(3):
        await keeper(parlour).run(parlour.at)
        parlour.at += timedelta(minutes=2)
    parlour.messenger = survivor(parlour)
    later = usual_round(parlour.plan.plan_id, Occasion.ANNUAL_ACCOUNTS, date(2023, 12, 31), CALENDAR)
    async with parlour.database.writing(parlour.plan.tenant_id) as session:
        await round_store.add(session, replace(later, state=RoundState.OPEN))
    await parlour.close()
    parlour.at = later.opens_at + timedelta(days=1)

    await keeper(parlour).run(parlour.at)

    assert "Årsbokslut 2023" in hanging(parlour)[-1]


def survivor(parlour: Parlour) -> RecordingMessenger:
    """What has been carried stands there still, and the next process lives."""
    messenger = Survivor()
    messenger.carried = parlour.messenger.carried
    return messenger
