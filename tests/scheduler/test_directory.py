"""The tick that reads who is in which group: what it gives, what it takes, and when it asks again."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import pytest

from domain.people import Role, TenantId
from scheduler.directory import EVERY, DirectoryError, NoDirectory, Roster
from storage import group_roles
from storage.database import Database
from tests.plans import FIRST_STEP, SmallPlan, entra_id, person_of, small_plan

GROUP, OTHER = "the-strategists", "the-managers"


@dataclass(kw_only=True)
class KnownGroups:
    """A directory that knows these groups, or is down; `asked` are the questions."""

    groups: dict[str, frozenset[str]] = field(default_factory=dict)
    error: DirectoryError | None = None
    asked: list[str] = field(default_factory=list)

    async def members(self, group_id: str) -> frozenset[str]:
        """Those who are in it."""
        self.asked.append(group_id)
        if self.error is not None:
            raise self.error
        return self.groups.get(group_id, frozenset())


@dataclass(kw_only=True)
class Watch:
    """A clock that is set by hand."""

    at: datetime = FIRST_STEP

    def __call__(self) -> datetime:
        return self.at


@pytest.fixture
async def plan(database: Database, tenant_id: TenantId) -> SmallPlan:
    return await small_plan(database, tenant_id)


def roster(
    database: Database,
    plan: SmallPlan,
    directory: KnownGroups | NoDirectory,
    watch: Watch,
    groups: Mapping[Role, str] | None = None,
) -> Roster:
    named = {Role.STRATEGIST: GROUP} if groups is None else groups
    return Roster(tenant_id=plan.tenant_id, database=database, directory=directory, groups=named, clock=watch)


async def roles(database: Database, plan: SmallPlan, name: str) -> frozenset[Role]:
    return (await person_of(database, plan, name)).roles


async def test_members_get_the_role_and_lose_it_when_they_leave(database: Database, plan: SmallPlan) -> None:
    directory, watch = KnownGroups(groups={GROUP: frozenset({entra_id("karin")})}), Watch()
    ticks = roster(database, plan, directory, watch)
    await ticks.run()
    as_member = await roles(database, plan, "karin")
    directory.groups[GROUP] = frozenset()
    watch.at += EVERY

    await ticks.run()

    assert as_member == {Role.OWNER, Role.STRATEGIST}
    assert await roles(database, plan, "karin") == {Role.OWNER}


async def test_it_asks_every_minute_and_not_more_often(database: Database, plan: SmallPlan) -> None:
    directory, watch = KnownGroups(), Watch()
    ticks = roster(database, plan, directory, watch)

    for _ in range(20):
        await ticks.run()
        watch.at += timedelta(seconds=10)

    assert len(directory.asked) == 4


async def test_it_leaves_a_directory_that_is_down_alone_for_a_while(
    database: Database, plan: SmallPlan
) -> None:
    directory, watch = KnownGroups(error=DirectoryError("503")), Watch()
    ticks = roster(database, plan, directory, watch)

    for _ in range(20):
        await ticks.run()
        watch.at += timedelta(minutes=1)

    assert len(directory.asked) == 2


async def test_a_directory_that_is_down_takes_no_role_away(database: Database, plan: SmallPlan) -> None:
    directory, watch = KnownGroups(groups={GROUP: frozenset({entra_id("karin")})}), Watch()
    ticks = roster(database, plan, directory, watch)
    await ticks.run()
    directory.error = DirectoryError("503")
    watch.at += EVERY

    await ticks.run()

    assert Role.STRATEGIST in await roles(database, plan, "karin")


async def test_it_waits_as_long_as_it_is_asked_to(database: Database, plan: SmallPlan) -> None:
    directory, watch = KnownGroups(error=DirectoryError("429", retry_after=timedelta(minutes=30))), Watch()
    ticks = roster(database, plan, directory, watch)
    await ticks.run()
    watch.at += timedelta(minutes=29)
    await ticks.run()
    too_early = len(directory.asked)
    watch.at += timedelta(minutes=1)

    await ticks.run()

    assert (too_early, len(directory.asked)) == (1, 2)


async def test_one_group_that_cannot_be_read_does_not_stop_another(
    database: Database, plan: SmallPlan
) -> None:
    class HalfDown(KnownGroups):
        async def members(self, group_id: str) -> frozenset[str]:
            if group_id == GROUP:
                raise DirectoryError("403")
            return await super().members(group_id)

    directory = HalfDown(groups={OTHER: frozenset({entra_id("johan")})})
    groups = {Role.STRATEGIST: GROUP, Role.MANAGER: OTHER}

    await roster(database, plan, directory, Watch(), groups).run()

    assert await roles(database, plan, "johan") == {Role.OWNER, Role.MANAGER}


async def test_a_group_that_is_not_named_any_more_gives_no_role(database: Database, plan: SmallPlan) -> None:
    async with database.writing(plan.tenant_id) as session:
        await group_roles.set_members(session, Role.ADMIN, {entra_id("karin")}, FIRST_STEP)

    await roster(database, plan, NoDirectory(), Watch(), {}).run()

    assert await roles(database, plan, "karin") == {Role.OWNER}


async def test_nothing_is_asked_before_there_is_a_plan(database: Database) -> None:
    directory = KnownGroups()
    ticks = Roster(
        tenant_id=TenantId("99999999-2222-4333-8444-555555555555"),
        database=database,
        directory=directory,
        groups={Role.STRATEGIST: GROUP},
        clock=Watch(),
    )

    await ticks.run()

    assert directory.asked == []
