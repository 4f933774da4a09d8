"""The tick that asks Entra about people: whom, how often, what it keeps, and what an outage changes."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

import pytest

from domain.directory import FRESH, FRESH_FOR_PREFLIGHT, Account, Checked, DirectoryState
from domain.people import Person, PersonId, TenantId
from domain.rounds import RoundState, preflight_at
from scheduler.accounts import AT_ONCE, Census, LookedUp
from scheduler.directory import AFTER_FAILURE, DirectoryError
from storage import directory
from storage import rounds as round_store
from storage.database import Database
from tests.plans import CALENDAR, FIRST_STEP, PEOPLE, SmallPlan, entra_id, person_of, small_plan


@dataclass(kw_only=True)
class KnownAccounts:
    """A directory with these accounts, by address; `silent_about` are people it does not answer about."""

    accounts: dict[str, Account] = field(default_factory=dict)
    silent_about: set[str] = field(default_factory=set)
    error: DirectoryError | None = None
    retry_after: timedelta | None = None
    asked: list[list[str]] = field(default_factory=list)

    async def look_up(self, people: Sequence[Person]) -> LookedUp:
        """Whoever it knows."""
        self.asked.append([each.email for each in people])
        if self.error is not None:
            raise self.error
        found = {
            each.person_id: self.accounts.get(each.email)
            for each in people
            if each.email not in self.silent_about
        }
        return LookedUp(accounts=found, retry_after=self.retry_after)


@dataclass(kw_only=True)
class Watch:
    """A clock that is set by hand."""

    at: datetime = FIRST_STEP

    def __call__(self) -> datetime:
        return self.at


@pytest.fixture
async def plan(database: Database, tenant_id: TenantId) -> SmallPlan:
    return await small_plan(database, tenant_id, contacts=("karin", "maja"))


def email(name: str) -> str:
    return f"{name}@borlange.example"


def everybody() -> KnownAccounts:
    return KnownAccounts(
        accounts={
            email(name): Account(entra_object_id=entra_id(name), addresses=(email(name),)) for name in PEOPLE
        }
    )


def census(database: Database, plan: SmallPlan, accounts: KnownAccounts, watch: Watch) -> Census:
    return Census(
        tenant_id=plan.tenant_id, database=database, accounts=accounts, calendar=CALENDAR, clock=watch
    )


async def checked(database: Database, plan: SmallPlan) -> dict[PersonId, Checked]:
    async with database.reading(plan.tenant_id) as session:
        return await directory.checked(session)


async def test_everybody_is_asked_about_and_what_was_said_is_kept_with_when(
    database: Database, plan: SmallPlan
) -> None:
    accounts = everybody()
    del accounts.accounts[email("karin")], accounts.accounts[email("amina")]
    accounts.accounts[email("johan")] = replace(accounts.accounts[email("johan")], is_enabled=False)

    await census(database, plan, accounts, Watch()).run()

    said = {each: kept.state for each, kept in (await checked(database, plan)).items()}
    assert said == {
        plan.karin: DirectoryState.GONE,
        plan.amina: DirectoryState.UNKNOWN,
        plan.johan: DirectoryState.DISABLED,
        plan.maja: DirectoryState.MEMBER,
        plan.henrik: DirectoryState.MEMBER,
    }
    assert {kept.at for kept in (await checked(database, plan)).values()} == {FIRST_STEP}


async def test_somebody_known_by_address_alone_is_known_by_id_from_then_on(
    database: Database, plan: SmallPlan
) -> None:
    before = await person_of(database, plan, "henrik")

    await census(database, plan, everybody(), Watch()).run()

    assert before.entra_object_id is None
    assert (await person_of(database, plan, "henrik")).entra_object_id == entra_id("henrik")


async def test_the_account_of_somebody_who_has_left_or_is_a_guest_is_not_taken_for_theirs(
    database: Database, plan: SmallPlan
) -> None:
    accounts = everybody()
    accounts.accounts[email("henrik")] = replace(accounts.accounts[email("henrik")], is_enabled=False)
    accounts.accounts[email("amina")] = replace(accounts.accounts[email("amina")], is_guest=True)

    await census(database, plan, accounts, Watch()).run()

    assert (await person_of(database, plan, "henrik")).entra_object_id is None
    assert (await person_of(database, plan, "amina")).entra_object_id is None


async def test_an_account_that_is_somebodys_already_is_not_given_to_another(
    database: Database, plan: SmallPlan
) -> None:
    accounts = everybody()
    accounts.accounts[email("henrik")] = accounts.accounts[email("karin")]

    await census(database, plan, accounts, Watch()).run()

    assert (await person_of(database, plan, "henrik")).entra_object_id is None
    assert (await person_of(database, plan, "karin")).entra_object_id == entra_id("karin")


async def test_nobody_is_asked_about_twice_a_day(database: Database, plan: SmallPlan) -> None:
    accounts, watch = everybody(), Watch()
    ticks = census(database, plan, accounts, watch)
    await ticks.run()
    watch.at += FRESH - timedelta(minutes=1)
    await ticks.run()
    in_a_day = len(accounts.asked)
    watch.at += timedelta(minutes=1)

    await ticks.run()

    assert (in_a_day, len(accounts.asked)) == (1, 2)


async def test_another_process_does_not_ask_again(database: Database, plan: SmallPlan) -> None:
    accounts = everybody()
    await census(database, plan, accounts, Watch()).run()

    await census(database, plan, accounts, Watch()).run()

    assert len(accounts.asked) == 1


async def test_everybody_is_asked_about_anew_before_a_preflight(database: Database, plan: SmallPlan) -> None:
    async with database.writing(plan.tenant_id) as session:
        await round_store.change_state(session, plan.follow_up_round, RoundState.PLANNED)
    due = preflight_at(plan.follow_up_round, CALENDAR)
    accounts, watch = everybody(), Watch(at=due - FRESH_FOR_PREFLIGHT - timedelta(hours=1))
    ticks = census(database, plan, accounts, watch)
    await ticks.run()
    watch.at = due - timedelta(minutes=30)

    await ticks.run()
    await ticks.run()

    assert len(accounts.asked) == 2
    assert {kept.at for kept in (await checked(database, plan)).values()} == {watch.at}


async def test_an_outage_leaves_what_was_last_known(database: Database, plan: SmallPlan) -> None:
    accounts, watch = everybody(), Watch()
    ticks = census(database, plan, accounts, watch)
    await ticks.run()
    before = await checked(database, plan)
    accounts.error, watch.at = DirectoryError("503"), watch.at + FRESH

    await ticks.run()

    assert await checked(database, plan) == before


@pytest.mark.parametrize(
    ("asked_to_wait", "waited"),
    [(None, AFTER_FAILURE), (timedelta(seconds=1), AFTER_FAILURE), (timedelta(hours=1), timedelta(hours=1))],
)
async def test_a_directory_that_is_down_is_left_alone_for_a_while(
    database: Database, plan: SmallPlan, asked_to_wait: timedelta | None, waited: timedelta
) -> None:
    accounts, watch = KnownAccounts(error=DirectoryError("429", retry_after=asked_to_wait)), Watch()
    ticks = census(database, plan, accounts, watch)
    await ticks.run()
    watch.at += waited - timedelta(seconds=1)
    await ticks.run()
    too_early = len(accounts.asked)
    watch.at += timedelta(seconds=1)

    await ticks.run()

    assert (too_early, len(accounts.asked)) == (1, 2)


async def test_who_was_not_answered_about_is_asked_about_again_later_and_the_others_are_kept(
    database: Database, plan: SmallPlan
) -> None:
    accounts, watch = everybody(), Watch()
    accounts.silent_about = {email("johan")}
    ticks = census(database, plan, accounts, watch)
    await ticks.run()
    first = set(await checked(database, plan))
    accounts.silent_about, watch.at = set(), watch.at + AFTER_FAILURE

    await ticks.run()

    assert first == {plan.karin, plan.amina, plan.maja, plan.henrik}
    assert accounts.asked[1:] == [[email("johan")]]


async def test_no_more_are_asked_about_at_once_than_the_directory_takes(
    database: Database, plan: SmallPlan
) -> None:
    accounts = everybody()

    await census(database, plan, accounts, Watch()).run()

    assert max(map(len, accounts.asked)) <= AT_ONCE


async def test_nothing_is_asked_before_there_is_a_plan(database: Database) -> None:
    accounts = everybody()
    ticks = Census(
        tenant_id=TenantId("99999999-2222-4333-8444-555555555555"),
        database=database,
        accounts=accounts,
        calendar=CALENDAR,
        clock=Watch(),
    )

    await ticks.run()

    assert accounts.asked == []
