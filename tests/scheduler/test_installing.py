"""The tick that has the app installed: once for each, through crashes, outages, refusals and rivals."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

import pytest

from domain.installations import GIVE_UP_AFTER, Installation, InstallationState, Outcome, Refusal
from domain.people import PersonId, TenantId
from scheduler.directory import AFTER_FAILURE, DirectoryError
from scheduler.installations import Installations
from storage import contacts as contact_store
from storage import installations as store
from storage import people as people_store
from storage.database import Database
from tests.plans import FIRST_STEP, SmallPlan, contact_of, entra_id, small_plan
from tests.stored import stored


@dataclass(kw_only=True)
class KnownInstaller:
    """Notes for whom it was asked; `outcomes` says what comes of it for some, `error` that nothing does."""

    outcomes: Mapping[str, Outcome] = field(default_factory=dict)
    error: DirectoryError | None = None
    asked: list[str] = field(default_factory=list)
    started: asyncio.Event = field(default_factory=asyncio.Event)
    go_on: asyncio.Event | None = None

    async def install(self, entra_object_id: str) -> Outcome:
        """What comes of it."""
        self.asked.append(entra_object_id)
        self.started.set()
        if self.go_on is not None:
            await self.go_on.wait()
        if self.error is not None:
            raise self.error
        return self.outcomes.get(entra_object_id, Outcome())


@dataclass(kw_only=True)
class Watch:
    """A clock that is set by hand."""

    at: datetime = FIRST_STEP

    def __call__(self) -> datetime:
        return self.at


@pytest.fixture
async def plan(database: Database, tenant_id: TenantId) -> SmallPlan:
    """Nobody but Maja has ever been reached; Entra knows Karin, Amina and Johan."""
    written = await small_plan(database, tenant_id, contacts=("maja",))
    async with database.writing(tenant_id) as session:
        for name in ("karin", "amina", "johan"):
            await people_store.match(session, entra_id(name), (f"{name}@borlange.example",))
    return written


def ticks(database: Database, plan: SmallPlan, installer: KnownInstaller, watch: Watch) -> Installations:
    return Installations(tenant_id=plan.tenant_id, database=database, installer=installer, clock=watch)


async def ask(
    database: Database, plan: SmallPlan, *names: str, key: str = "a-key", at: datetime = FIRST_STEP
) -> int:
    async with database.writing(plan.tenant_id) as session:
        people = [plan.person_id(name) for name in names]
        return await store.request(session, people, by=plan.maja, key=key, at=at)


async def asked(database: Database, plan: SmallPlan) -> dict[PersonId, Installation]:
    async with database.reading(plan.tenant_id) as session:
        return await store.every(session)


async def states(database: Database, plan: SmallPlan) -> dict[PersonId, InstallationState]:
    return {person_id: each.state for person_id, each in (await asked(database, plan)).items()}


async def test_it_is_installed_once_for_each_who_was_asked_for(database: Database, plan: SmallPlan) -> None:
    await ask(database, plan, "karin", "amina", "johan")
    installer = KnownInstaller()
    duty = ticks(database, plan, installer, Watch())

    await duty.run()
    await duty.run()

    assert sorted(installer.asked) == sorted(entra_id(name) for name in ("karin", "amina", "johan"))
    assert set((await states(database, plan)).values()) == {InstallationState.INSTALLED}


async def test_nobody_is_installed_for_whom_nobody_asked(database: Database, plan: SmallPlan) -> None:
    installer = KnownInstaller()

    await ticks(database, plan, installer, Watch()).run()

    assert installer.asked == []


async def test_a_refusal_is_remembered_with_its_reason_and_not_tried_again(
    database: Database, plan: SmallPlan
) -> None:
    await ask(database, plan, "karin", "johan")
    blocked = Outcome(refusal=Refusal.POLICY, code="Forbidden")
    installer, watch = KnownInstaller(outcomes={entra_id("karin"): blocked}), Watch()
    duty = ticks(database, plan, installer, watch)
    await duty.run()
    watch.at += timedelta(days=1)

    await duty.run()

    found = (await asked(database, plan))[plan.karin]
    assert (found.state, found.refusal, found.code) == (
        InstallationState.REFUSED,
        Refusal.POLICY,
        "Forbidden",
    )
    assert len(installer.asked) == 2
    deeds = (await stored(database, plan.tenant_id))["audit_event"]
    assert {each for row in deeds for each in row if str(each).startswith("app.")} == {
        "app.installed",
        "app.refused",
    }


@pytest.mark.parametrize(
    ("asked_to_wait", "waited"), [(None, AFTER_FAILURE), (timedelta(hours=1), timedelta(hours=1))]
)
async def test_an_outage_is_waited_out(
    database: Database, plan: SmallPlan, asked_to_wait: timedelta | None, waited: timedelta
) -> None:
    await ask(database, plan, "karin")
    installer, watch = KnownInstaller(error=DirectoryError("503", retry_after=asked_to_wait)), Watch()
    duty = ticks(database, plan, installer, watch)
    await duty.run()
    watch.at += waited - timedelta(seconds=1)
    await duty.run()
    too_early, installer.error = len(installer.asked), None
    watch.at += timedelta(seconds=1)

    await duty.run()

    assert too_early == 1
    assert await states(database, plan) == {plan.karin: InstallationState.INSTALLED}


async def test_an_outage_that_does_not_end_is_told_as_one(database: Database, plan: SmallPlan) -> None:
    await ask(database, plan, "karin")
    watch = Watch(at=FIRST_STEP + GIVE_UP_AFTER)

    await ticks(database, plan, KnownInstaller(error=DirectoryError("503")), watch).run()

    assert (await asked(database, plan))[plan.karin].refusal is Refusal.NO_ANSWER


async def test_a_crash_between_installing_and_writing_it_down_is_made_good(
    database: Database, plan: SmallPlan
) -> None:
    await ask(database, plan, "karin")
    async with database.writing(plan.tenant_id) as session:
        await store.claim(session, FIRST_STEP, 10)
    installer, watch = KnownInstaller(), Watch()
    await ticks(database, plan, installer, watch).run()
    while_leased = list(installer.asked)
    watch.at += store.LEASE

    await ticks(database, plan, installer, watch).run()

    assert while_leased == []
    assert await states(database, plan) == {plan.karin: InstallationState.INSTALLED}


async def test_what_is_being_installed_by_one_process_is_left_alone_by_another(
    database: Database, plan: SmallPlan
) -> None:
    await ask(database, plan, "karin", "amina", "johan")
    slow, quick = KnownInstaller(go_on=asyncio.Event()), KnownInstaller()
    assert slow.go_on is not None
    first = asyncio.create_task(ticks(database, plan, slow, Watch()).run())
    await slow.started.wait()

    await ticks(database, plan, quick, Watch()).run()
    slow.go_on.set()
    await first

    assert sorted([*slow.asked, *quick.asked]) == sorted(entra_id(n) for n in ("karin", "amina", "johan"))
    assert set((await states(database, plan)).values()) == {InstallationState.INSTALLED}


async def test_whoever_lost_the_lease_does_not_overwrite_what_the_other_found(
    database: Database, plan: SmallPlan
) -> None:
    await ask(database, plan, "karin")
    async with database.writing(plan.tenant_id) as session:
        [late] = await store.claim(session, FIRST_STEP, 10)
    await ticks(database, plan, KnownInstaller(), Watch(at=FIRST_STEP + store.LEASE)).run()

    async with database.writing(plan.tenant_id) as session:
        is_ours = await store.settle(session, late, Outcome(refusal=Refusal.OTHER), FIRST_STEP)

    assert not is_ours
    assert await states(database, plan) == {plan.karin: InstallationState.INSTALLED}


async def test_whoever_has_added_the_app_meanwhile_is_left_alone(database: Database, plan: SmallPlan) -> None:
    await ask(database, plan, "karin")
    async with database.writing(plan.tenant_id) as session:
        await contact_store.learn(session, contact_of(plan, "karin"), FIRST_STEP)
    installer = KnownInstaller()

    await ticks(database, plan, installer, Watch()).run()

    assert installer.asked == []
    assert await states(database, plan) == {plan.karin: InstallationState.NOT_WANTED}


async def test_asking_twice_with_one_press_asks_once(database: Database, plan: SmallPlan) -> None:
    assert await ask(database, plan, "karin", "johan") == 2
    assert await ask(database, plan, "karin", "johan") == 0


async def test_asking_again_after_a_refusal_is_new_and_before_it_is_not(
    database: Database, plan: SmallPlan
) -> None:
    await ask(database, plan, "karin", "johan")
    refused = KnownInstaller(outcomes={entra_id("karin"): Outcome(refusal=Refusal.POLICY)})
    await ticks(database, plan, refused, Watch()).run()

    again = await ask(database, plan, "karin", "johan", key="another-key", at=FIRST_STEP + timedelta(days=1))

    assert again == 1
    found = await asked(database, plan)
    assert replace(found[plan.karin], requested_at=FIRST_STEP) == Installation(
        person_id=plan.karin,
        state=InstallationState.WAITING,
        requested_by=plan.maja,
        requested_at=FIRST_STEP,
    )
    assert found[plan.johan].state is InstallationState.INSTALLED


async def test_two_who_ask_at_once_ask_once_together(database: Database, plan: SmallPlan) -> None:
    numbers = await asyncio.gather(
        ask(database, plan, "karin", "amina", "johan", key="one"),
        ask(database, plan, "johan", "amina", "karin", key="other"),
    )

    assert sum(numbers) == 3
