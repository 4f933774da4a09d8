from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from domain.contact import ContactState
from domain.deliveries import DeliveryId, DeliveryKind, FailureReason
from domain.people import Language, PersonId
from domain.reminders import NotWanted, WaitUntil
from scheduler.drawing import Artist, Drawn, words_for
from scheduler.judging import Unreachable
from scheduler.scene import Scene, scenes
from storage.claims import Delivery
from tests.plans import CALENDAR, contact_of, person_of
from tests.plans import FIRST_STEP as AT
from tests.scheduler.stage import Stage, text_of

EVENING, MORNING = AT + timedelta(hours=11), AT + timedelta(hours=22)
ARTIST = Artist(calendar=CALENDAR)

# These are for managers and strategists alone, and have tests of their own.
TO_FEW = {DeliveryKind.ESCALATION, DeliveryKind.PREFLIGHT, DeliveryKind.INQUIRY}
# Whom a message about a matter goes to is known from the matter; its own tests have one.
WITH_MATTER = {DeliveryKind.MATTER}


def delivery(
    stage: Stage, person_id: PersonId, kind: DeliveryKind = DeliveryKind.REMINDER, **fields: object
) -> Delivery:
    return Delivery(
        delivery_id=DeliveryId(1),
        kind=kind,
        follow_up_round_id=stage.plan.follow_up_round_id,
        person_id=person_id,
        page=0,
        attempts=0,
        lease="",
        **{"message_id": "", **fields},  # type: ignore[arg-type]
    )


async def scene_of(stage: Stage, *deliveries: Delivery) -> Scene:
    async with stage.database.reading(stage.plan.tenant_id) as session:
        return (await scenes(session, deliveries))[stage.plan.follow_up_round_id]


async def drawn_of(stage: Stage, asked: Delivery, at: datetime = AT) -> Drawn:
    drawn = ARTIST.draw(asked, await scene_of(stage, asked), at)
    assert isinstance(drawn, Drawn)
    return drawn


async def test_a_scene_has_only_the_plan_activities_that_its_messages_need(stage: Stage) -> None:
    reminder = delivery(stage, stage.plan.johan)
    summary = delivery(stage, stage.plan.henrik, DeliveryKind.SUMMARY)
    escalation = delivery(stage, stage.plan.henrik, DeliveryKind.ESCALATION)

    assert len((await scene_of(stage, reminder)).items) == 1
    assert len((await scene_of(stage, reminder, summary)).items) == 1
    assert len((await scene_of(stage, reminder, escalation)).items) == 4


async def test_a_scene_has_the_whole_rounds_counts_when_a_summary_is_among_its_messages(stage: Stage) -> None:
    reminder = delivery(stage, stage.plan.johan)
    summary = delivery(stage, stage.plan.henrik, DeliveryKind.SUMMARY)

    counted = (await scene_of(stage, reminder, summary)).summary

    assert counted is not None
    assert counted.whole.total == 4
    assert (await scene_of(stage, reminder)).summary is None


async def test_a_reminder_is_a_new_message_to_its_owner(stage: Stage) -> None:
    drawn = await drawn_of(stage, delivery(stage, stage.plan.karin))

    assert (drawn.recipient.person_id, drawn.message_id) == (stage.plan.karin, "")
    assert drawn.card.summary


async def test_a_deputy_reads_whose_list_it_is_in_the_deputy_s_own_language(stage: Stage) -> None:
    drawn = await drawn_of(stage, delivery(stage, stage.plan.amina))

    assert drawn.recipient.person_id == stage.plan.johan
    assert "Amina" in text_of(drawn.card)
    assert "Uppdatera" in text_of(drawn.card)


async def test_a_nudge_says_who_asked_for_it(stage: Stage) -> None:
    drawn = await drawn_of(
        stage, delivery(stage, stage.plan.karin, reminder_key="nudge:1", requested_by=stage.plan.maja)
    )

    assert "Maja Strand" in text_of(drawn.card)


async def test_an_update_replaces_the_message_of_whoever_got_it(stage: Stage) -> None:
    asked = delivery(
        stage,
        stage.plan.amina,
        DeliveryKind.CARD_UPDATE,
        message_id="message-1",
        recipient_id=stage.plan.johan,
    )

    drawn = await drawn_of(stage, asked, EVENING)

    assert (drawn.recipient.person_id, drawn.message_id) == (stage.plan.johan, "message-1")
    assert "En växtbaserad rätt varje dag" in text_of(drawn.card)


async def test_a_summary_counts_everything_in_the_round(stage: Stage) -> None:
    drawn = await drawn_of(stage, delivery(stage, stage.plan.henrik, DeliveryKind.SUMMARY))

    assert drawn.recipient.person_id == stage.plan.henrik
    assert "0 av 4" in text_of(drawn.card)


async def test_a_summary_waits_for_the_morning(stage: Stage) -> None:
    asked = delivery(stage, stage.plan.henrik, DeliveryKind.SUMMARY)

    assert ARTIST.draw(asked, await scene_of(stage, asked), EVENING) == WaitUntil(MORNING)


@pytest.mark.parametrize(
    ("state", "reason"),
    [
        (None, FailureReason.NOT_INSTALLED),
        (ContactState.UNINSTALLED, FailureReason.NOT_INSTALLED),
        (ContactState.BLOCKED, FailureReason.BLOCKED),
    ],
)
@pytest.mark.parametrize("kind", [each for each in DeliveryKind if each not in TO_FEW | WITH_MATTER])
async def test_somebody_who_cannot_be_reached_gets_nothing(
    stage: Stage, kind: DeliveryKind, state: ContactState | None, reason: FailureReason
) -> None:
    name = "henrik" if kind is DeliveryKind.SUMMARY else "karin"
    person_id = getattr(stage.plan, name)
    asked = delivery(stage, person_id, kind)
    scene = await scene_of(stage, asked)
    contacts = {} if state is None else {person_id: replace(contact_of(stage.plan, name), state=state)}

    assert ARTIST.draw(asked, replace(scene, contacts=contacts), AT) == Unreachable(reason)


async def test_somebody_who_is_director_no_longer_gets_no_summary(stage: Stage) -> None:
    asked = delivery(stage, stage.plan.karin, DeliveryKind.SUMMARY)

    assert ARTIST.draw(asked, await scene_of(stage, asked), AT) == NotWanted()


@pytest.mark.parametrize("kind", DeliveryKind)
async def test_somebody_who_has_left_the_plan_gets_nothing(stage: Stage, kind: DeliveryKind) -> None:
    asked = delivery(stage, stage.plan.karin, kind)
    scene = await scene_of(stage, asked)

    assert ARTIST.draw(asked, replace(scene, people={}), AT) == NotWanted()


async def test_a_card_of_a_deputy_who_has_left_the_plan_is_not_redrawn(stage: Stage) -> None:
    asked = delivery(stage, stage.plan.amina, DeliveryKind.CARD_UPDATE, recipient_id=stage.plan.johan)
    scene = await scene_of(stage, asked)
    people = {number: each for number, each in scene.people.items() if number != stage.plan.johan}

    assert ARTIST.draw(asked, replace(scene, people=people), AT) == NotWanted()


async def test_people_are_spoken_to_in_the_language_of_their_teams(stage: Stage) -> None:
    amina = await person_of(stage.database, stage.plan, "amina")
    contact = contact_of(stage.plan, "amina")

    assert words_for(amina, replace(contact, language=Language.SWEDISH)).language is Language.SWEDISH
    assert words_for(amina, contact).language is Language.ENGLISH
    assert words_for(amina, None).language is Language.ENGLISH
