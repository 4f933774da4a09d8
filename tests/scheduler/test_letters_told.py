"""What a strategist reads of letters, and does about them: the ledger, the overview and what waits."""

from datetime import timedelta

from sqlmodel import col

from cards.payloads import AboutUnit, AboutWorklist
from cards.verbs import Verb
from dialogs import letter_links, overview, todo
from dialogs.turn import Show
from domain.deliveries import Fate
from storage import ledger
from storage.tables import AuditEventRow, PersonRow
from tests.scheduler.correspondent import BUSY, NO_SUCH_USER, Post, ledger_of, press, turn_of
from tests.scheduler.stage import text_of


async def test_the_ledger_says_that_an_e_mail_was_sent_or_bounced(post: Post) -> None:
    await post.lose("karin", "johan")
    post.mailer.refusing = [NO_SUCH_USER]
    await post.process().run()

    told = await ledger_of(post)
    assert "1 nåddes inte · 1 med e-post" in told
    assert "E-post studsade" in told
    assert "E-post skickad kl. 09.00." in told


async def test_an_address_that_bounces_waits_for_a_strategist_until_it_is_mended(post: Post) -> None:
    plan = post.stage.plan
    await post.lose("karin")
    post.mailer.refusing = [NO_SUCH_USER]
    await post.process().run()
    turn = await turn_of(post, "maja")

    waiting = await todo.asked(turn)
    assert isinstance(waiting, Show)
    assert "E-postadressen till Karin Ek fungerar inte" in text_of(waiting.card)
    assert "karin@borlange.example" in text_of(waiting.card)

    async with post.stage.database.writing(plan.tenant_id) as session:
        assert await todo.number(session) == 1
        await session.change(PersonRow, col(PersonRow.id) == plan.karin, email="karin.ek@borlange.example")
        assert await todo.number(session) == 0


async def test_whoever_a_letter_has_reached_is_told_of_as_reached_and_not_as_lost(post: Post) -> None:
    plan = post.stage.plan
    await post.lose("karin")
    before = await ledger_of(post, overview.show)
    await post.process().run()
    after = await ledger_of(post, overview.show)

    assert "1 person går inte att nå" in before
    assert "går inte att nå" not in after
    assert "1 med e-post" in after
    unit = AboutUnit(follow_up_round_id=plan.follow_up_round_id, org_unit_id=plan.sector_id)
    names = text_of(await press(post, overview.show_unit, Verb.SHOW_UNIT, unit))
    assert "Nås med e-post. Har tagit bort appen." in names
    async with post.stage.database.reading(plan.tenant_id) as session:
        assert await ledger.not_reached(session, plan.follow_up_round) == {}


async def test_a_strategist_withdraws_a_link_once_and_the_next_reminder_brings_another(post: Post) -> None:
    plan = post.stage.plan
    await post.lose("karin")
    await post.process().run()
    about = AboutWorklist(follow_up_round_id=plan.follow_up_round_id, owner_id=plan.karin)
    assert "Dra tillbaka länken ›" in await ledger_of(post)

    asked = await press(post, letter_links.ask, Verb.ASK_WITHDRAW_LINK, about)
    first, again = [
        text_of(await press(post, letter_links.withdraw, Verb.WITHDRAW_LINK, about)) for _ in range(2)
    ]
    assert "Dra tillbaka länken till Karin Ek?" in text_of(asked)
    assert "✔ Länken till Karin Ek är tillbakadragen" in first
    assert "Den är redan tillbakadragen" in again
    told = await ledger_of(post)
    assert "Länken i e-posten drogs tillbaka kl. 09.00." in told
    assert "1 nåddes inte" in told
    assert "Dra tillbaka länken ›" not in told
    async with post.stage.database.reading(plan.tenant_id) as session:
        events = await session.sql.exec(session.rows(AuditEventRow))
        noted = [each.actor_id for each in events if each.deed == "letter.withdrawn"]
    assert noted == [plan.maja]

    await post.stage.put(plan.karin, key="nudge:1:a")
    await post.stage.deliver()
    await post.process().run()
    assert [each.withdrawn_at is None for each in await post.stored()] == [False, True]
    assert "1 med e-post" in await ledger_of(post)


async def test_a_letter_that_has_not_gone_is_stopped_with_the_link(post: Post) -> None:
    plan = post.stage.plan
    await post.lose("karin")
    post.mailer.refusing = [BUSY]
    await post.process().run()
    about = AboutWorklist(follow_up_round_id=plan.follow_up_round_id, owner_id=plan.karin)
    await press(post, letter_links.withdraw, Verb.WITHDRAW_LINK, about)
    post.stage.clock.set(post.stage.clock() + timedelta(hours=1))
    await post.process().run()

    assert post.mailer.letters == []
    assert [each.fate for each in await post.stored()] == [Fate.CANCELLED]
