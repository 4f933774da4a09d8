"""When a letter too is given up, somebody at the unit is asked: once, in Teams or by letter."""

from datetime import timedelta

import pytest
from sqlmodel import col

from domain.contact import ContactState
from domain.deliveries import DeliveryKind, Fate
from domain.mail import LetterKind
from domain.people import PersonId, Role
from scheduler import inquiring
from scheduler.inquiring import Coordinator
from storage import contacts as contact_store
from storage import inquiries
from storage.tables import DeliveryRow, PersonRoleRow, PersonRow
from tests.plans import CALENDAR, answer, contact_of
from tests.scheduler.correspondent import COORDINATOR, NO_SUCH_USER, Post, ledger_of
from tests.scheduler.stage import text_of


async def lead(post: Post, name: str) -> PersonId:
    """That person becomes the manager of Karin's unit."""
    plan = post.stage.plan
    person_id = plan.person_id(name)
    async with post.stage.database.writing(plan.tenant_id) as session:
        await session.change(PersonRow, col(PersonRow.id) == person_id, org_unit_id=plan.sector_id)
        session.sql.add(PersonRoleRow(tenant_id=plan.tenant_id, person_id=person_id, role=Role.MANAGER.value))
    return person_id


async def bounce(post: Post, *names: str) -> None:
    """Neither Teams nor a letter reaches them; whatever is decided because of it is decided and sent."""
    await post.lose(*names)
    post.mailer.refusing = [NO_SUCH_USER for _ in names]
    await go_on(post)


async def go_on(post: Post) -> None:
    """Two beats of everything."""
    for _ in range(2):
        await post.process().run()
        await post.stage.deliver()


async def asked(post: Post) -> list[DeliveryRow]:
    async with post.stage.database.reading(post.stage.plan.tenant_id) as session:
        rows = await session.sql.exec(session.rows(DeliveryRow))
        return [each for each in rows if each.kind == DeliveryKind.INQUIRY.value]


async def test_the_unit_s_manager_is_asked_once_in_teams_about_whom_and_by_whom(post: Post) -> None:
    await lead(post, "henrik")
    await bounce(post, "karin")
    await go_on(post)

    (card,) = post.stage.shown_to("henrik")
    told = text_of(card)
    assert "Karin Ek går inte att nå" in told
    assert "2 aktiviteter utan svar" in told
    assert "solceller" not in told.lower()
    assert [each.fate for each in await asked(post)] == [Fate.SENT.value]
    assert post.mailer.letters == []
    ledger = await ledger_of(post)
    assert "E-posten studsade" in ledger or "E-post studsade" in ledger
    assert "Enheten tillfrågad kl. 09.00: Henrik Norling." in ledger


async def test_those_who_are_lost_at_once_are_asked_about_together(post: Post) -> None:
    await lead(post, "henrik")
    plan = post.stage.plan
    async with post.stage.database.writing(plan.tenant_id) as session:
        await session.change(PersonRow, col(PersonRow.id) == plan.johan, org_unit_id=plan.sector_id)
    await bounce(post, "karin", "johan")

    (card,) = post.stage.shown_to("henrik")
    assert "2 personer går inte att nå" in text_of(card)


async def test_a_manager_without_teams_gets_a_letter_that_opens_nothing(post: Post) -> None:
    await lead(post, "henrik")
    plan = post.stage.plan
    async with post.stage.database.writing(plan.tenant_id) as session:
        gone = contact_of(plan, "henrik")
        await contact_store.set_state(session, gone, ContactState.BLOCKED, post.stage.clock())
    await bounce(post, "karin")
    await go_on(post)

    (letter,) = post.mailer.letters
    assert letter.to == "henrik@borlange.example"
    assert letter.subject == "Handlingsplanen: Karin Ek går inte att nå"
    assert "Karin Ek: 2 aktiviteter utan svar" in letter.text
    assert "http" not in letter.text
    assert "<a " not in letter.page
    assert "Enheten tillfrågad med e-post kl. 09.00: Henrik Norling." in await ledger_of(post)


async def test_the_coordinator_is_asked_where_nobody_leads_the_unit_or_is_reached_either(post: Post) -> None:
    post.coordinator = COORDINATOR
    await bounce(post, "karin")
    (first,) = post.mailer.letters
    assert first.to == COORDINATOR
    assert "Samordnaren tillfrågad med e-post kl. 09.00." in await ledger_of(post)

    await lead(post, "henrik")
    plan = post.stage.plan
    async with post.stage.database.writing(plan.tenant_id) as session:
        await contact_store.set_state(
            session, contact_of(plan, "henrik"), ContactState.BLOCKED, post.stage.clock()
        )
        await session.change(PersonRow, col(PersonRow.id) == plan.karin, email="karin.ek@borlange.example")
    await post.stage.put(plan.karin, key="nudge:1:a")
    await post.stage.deliver()
    post.mailer.letters.clear()
    post.mailer.refusing = [NO_SUCH_USER, NO_SUCH_USER]
    await go_on(post)
    await go_on(post)

    assert [each.to for each in post.mailer.letters] == [COORDINATOR]
    assert "Karin Ek: 2 aktiviteter utan svar" in post.mailer.letters[0].text
    ledger = await ledger_of(post)
    assert "Henrik Norling på enheten går inte heller att nå." in ledger
    assert "Samordnaren tillfrågad med e-post" in ledger


async def test_nobody_is_asked_about_whoever_has_answered_meanwhile_or_is_reached_again(post: Post) -> None:
    await lead(post, "henrik")
    plan = post.stage.plan
    await post.lose("karin")
    post.mailer.refusing = [NO_SUCH_USER]
    for _ in range(2):
        await post.process().run()
    assert len(await asked(post)) == 1
    async with post.stage.database.writing(plan.tenant_id) as session:
        for each in (plan.solar_roofs, plan.charging):
            await answer(session, plan, each, plan.karin)
    await post.stage.deliver()

    assert post.stage.shown_to("henrik") == []
    assert [each.fate for each in await asked(post)] == [Fate.NOT_WANTED.value]


async def test_whoever_leads_nothing_any_longer_is_told_of_nobody(post: Post) -> None:
    manager = await lead(post, "henrik")
    await post.lose("karin")
    post.mailer.refusing = [NO_SUCH_USER]
    for _ in range(2):
        await post.process().run()
    async with post.stage.database.writing(post.stage.plan.tenant_id) as session:
        is_manager = col(PersonRoleRow.role) == Role.MANAGER.value
        await session.change(
            PersonRoleRow, col(PersonRoleRow.person_id) == manager, is_manager, role=Role.ADMIN.value
        )
    await post.stage.deliver()

    assert post.stage.shown_to("henrik") == []


async def test_a_process_that_dies_between_deciding_and_sending_loses_nobody_and_asks_once(
    post: Post,
) -> None:
    await lead(post, "henrik")
    await post.lose("karin")
    post.mailer.refusing = [NO_SUCH_USER]
    await post.process().run()

    class Killed(BaseException):
        """As by kill -9."""

    tenant_id, at = post.stage.plan.tenant_id, post.stage.clock()

    async def die() -> None:
        async with post.stage.database.writing(tenant_id) as session:
            assert await inquiring.plan(session, at, CALENDAR, Coordinator()) == 1
            raise Killed

    with pytest.raises(Killed):
        await die()
    assert await asked(post) == []

    for _ in range(2):
        await go_on(post)
    assert len(post.stage.shown_to("henrik")) == 1
    post.stage.clock.set(at + timedelta(minutes=5))
    async with post.stage.database.reading(tenant_id) as session:
        assert await inquiries.unasked(session) == []
    assert [each.kind for each in await post.stored()] == [LetterKind.FORM]
