"""Whoever Teams cannot reach gets a letter instead: once, in working hours, and only while it is wanted."""

from datetime import datetime, timedelta

import pytest
from sqlmodel import col

from domain.contact import ContactState
from domain.deliveries import Fate
from domain.mail import MailFailure, MailRules
from scheduler.mailer import Letter
from storage import contacts as contact_store
from storage import letter_claims, letters
from storage.letter_claims import LEASE
from storage.tables import AuditEventRow, PersonRow
from tests.fakes.mailer import RecordingMailer
from tests.plans import INTERIM_CLOSES, answer, contact_of
from tests.scheduler.correspondent import BUSY, NO_SUCH_USER, Post


async def test_whoever_has_removed_the_app_gets_one_letter_with_a_link_of_their_own(post: Post) -> None:
    await post.lose("karin")
    for _ in range(3):
        await post.process().run()

    (letter,) = post.mailer.letters
    (stored,) = await post.stored()
    assert letter.to == "karin@borlange.example"
    assert letter.subject == "Handlingsplanen: 2 aktiviteter väntar på ditt svar"
    assert f"/svara/{post.stage.plan.karin}.{stored.letter_id}.2023-09-05T07:00:00+00:00" in letter.text
    assert "Hej Karin!" in letter.text
    assert letter.page.count("<a href=") == 1
    assert "<img" not in letter.page
    assert (stored.fate, stored.recipient_id) == (Fate.SENT, post.stage.plan.karin)


@pytest.mark.parametrize("state", [ContactState.UNINSTALLED, ContactState.BLOCKED])
async def test_it_is_written_down_in_the_audit_trail_and_told_to_whoever_watches(
    post: Post, state: ContactState
) -> None:
    await post.lose("karin", state=state)
    await post.process().run()

    async with post.stage.database.reading(post.stage.plan.tenant_id) as session:
        found = await session.sql.exec(session.rows(AuditEventRow))
        deeds = [(each.deed, each.subject) for each in found if each.deed.startswith("letter.")]
    assert deeds == [("letter.sent", f"person:{post.stage.plan.karin}")]
    assert [each.fate for each in post.told] == [Fate.SENT]


async def test_whoever_was_reached_gets_no_letter(post: Post) -> None:
    await post.stage.put(post.stage.plan.karin, post.stage.plan.johan)
    await post.stage.deliver()
    await post.process().run()

    assert post.mailer.letters == []
    assert await post.stored() == []


async def test_what_is_answered_meanwhile_is_not_asked_for(post: Post) -> None:
    plan = post.stage.plan
    await post.lose("karin")
    async with post.stage.database.writing(plan.tenant_id) as session:
        for each in (plan.solar_roofs, plan.charging):
            await answer(session, plan, each, plan.karin)
    await post.process().run()

    assert post.mailer.letters == []
    assert [each.fate for each in await post.stored()] == [Fate.NOT_WANTED]


async def test_whoever_has_the_app_again_is_left_to_teams(post: Post) -> None:
    plan = post.stage.plan
    await post.lose("karin")
    async with post.stage.database.writing(plan.tenant_id) as session:
        await contact_store.learn(session, contact_of(plan, "karin"), post.stage.clock())
    await post.process().run()

    assert post.mailer.letters == []


async def test_nothing_leaves_at_night_and_it_leaves_the_next_working_day(post: Post) -> None:
    await post.lose("karin")
    post.stage.clock.set(datetime.fromisoformat("2023-08-25T20:00+02:00"))  # Friday evening
    await post.process().run()
    assert post.mailer.letters == []

    post.stage.clock.set(datetime.fromisoformat("2023-08-28T07:00+02:00"))  # Monday morning
    await post.process().run()
    assert len(post.mailer.letters) == 1


async def test_after_the_round_has_closed_nothing_leaves(post: Post) -> None:
    await post.lose("karin")
    post.mailer.refusing = [BUSY]
    await post.process().run()
    post.stage.clock.set(INTERIM_CLOSES)
    await post.process().run()

    assert post.mailer.letters == []
    assert [each.fate for each in await post.stored()] == [Fate.TOO_LATE]


async def test_a_busy_server_is_asked_again_later_and_for_nobody_else_until_then(post: Post) -> None:
    await post.lose("karin", "johan")
    post.mailer.refusing = [BUSY]
    await post.process().run()

    assert post.mailer.letters == []
    assert [(each.fate, each.code) for each in await post.stored()] == [
        (Fate.WAITING, "451 4.7.1"),
        (Fate.WAITING, ""),
    ]
    post.stage.clock.set(post.stage.clock() + timedelta(minutes=2))
    await post.process().run()
    assert len(post.mailer.letters) == 2


async def test_an_address_that_bounces_is_written_to_once_until_it_is_mended(post: Post) -> None:
    await post.lose("karin")
    post.mailer.refusing = [NO_SUCH_USER]
    await post.process().run()
    await post.stage.put(post.stage.plan.karin, key="nudge:1:a")
    await post.stage.deliver()
    await post.process().run()

    assert post.mailer.letters == []
    assert [(each.fate, each.failure, each.code) for each in await post.stored()] == [
        (Fate.GIVEN_UP, MailFailure.BOUNCED, "550 5.1.1"),
        (Fate.GIVEN_UP, MailFailure.BOUNCED, ""),
    ]


async def test_one_whom_two_processes_look_for_at_once_gets_one_letter(post: Post) -> None:
    await post.lose("karin")
    async with post.stage.database.writing(post.stage.plan.tenant_id) as session:
        await letters.plan(session, post.stage.clock())
        taken = await letter_claims.claim(session, post.stage.clock())
    await post.process().run()

    assert taken is not None
    assert post.mailer.letters == []


async def test_one_that_was_killed_before_it_was_settled_is_sent_again_as_the_same_letter(post: Post) -> None:
    class Killed(BaseException):
        """As by kill -9."""

    class Dying(RecordingMailer):
        async def send(self, letter: Letter) -> None:
            await super().send(letter)
            raise Killed

    await post.lose("karin")
    living, post.mailer = post.mailer, Dying()
    with pytest.raises(Killed):
        await post.process().run()
    dead, post.mailer = post.mailer, living
    await post.process().run()
    assert post.mailer.letters == []

    post.stage.clock.set(post.stage.clock() + LEASE)
    await post.process().run()
    assert [each.message_id for each in dead.letters] == [each.message_id for each in living.letters]
    assert [each.fate for each in await post.stored()] == [Fate.SENT]


async def test_no_more_leave_in_a_minute_than_the_settings_say(post: Post) -> None:
    await post.lose("karin", "johan")
    slow = MailRules(per_minute=1, link_days=14)
    await post.process(slow).run()
    await post.process(slow).run()
    assert len(post.mailer.letters) == 1

    post.stage.clock.set(post.stage.clock() + timedelta(seconds=61))
    await post.process(slow).run()
    assert len(post.mailer.letters) == 2


async def test_a_name_with_a_line_break_breaks_no_letter(post: Post) -> None:
    async with post.stage.database.writing(post.stage.plan.tenant_id) as session:
        await session.change(
            PersonRow,
            col(PersonRow.id) == post.stage.plan.karin,
            name="<b>Karin</b>\r\nBcc: alla@x.se",
        )
    await post.lose("karin")
    await post.process().run()

    (letter,) = post.mailer.letters
    assert "<b>" not in letter.page
    assert "\n" not in letter.subject


async def test_the_clock_sleeps_no_longer_than_until_a_letter_is_to_be_seen_to(post: Post) -> None:
    await post.lose("karin")
    duties = post.stage.duties()
    duties.letters = post.process()
    to_be_written = await duties.next_due()
    assert to_be_written == post.stage.clock() + timedelta(minutes=1)

    post.mailer.refusing = [BUSY]
    await post.process().run()
    (waiting,) = await post.stored()
    assert await duties.next_due() == max(waiting.not_before, to_be_written)

    post.stage.clock.set(waiting.not_before)
    await post.process().run()
    following = await duties.next_due()
    assert following is not None
    assert following > post.stage.clock() + timedelta(days=1)
