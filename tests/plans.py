"""A plan small enough to keep in mind, written through the real tables: five people, four plan activities.

Karin owns two plan activities, Amina and Johan one each; Johan is Amina's deputy, Maja is the strategist and
Henrik the director. The interim round of 2023 follows an earlier, closed one in which some have answered.
"""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from uuid import UUID

from sqlmodel import col

from domain.answers import Obstacle, ObstacleKind, Progress, Statement
from domain.calendar import WorkCalendar
from domain.contact import ContactPoint
from domain.people import Language, OrgUnitId, Person, PersonId, Role, TenantId
from domain.plan import MeasureId, PlanActivityId, PlanId
from domain.rounds import FollowUpRound, FollowUpRoundId, Occasion, RoundState, usual_round
from storage import answers as answer_store
from storage import contacts as contact_store
from storage import people as people_store
from storage import rounds as round_store
from storage.database import Database, TenantSession
from storage.tables import (
    CoOwnerRow,
    MeasureRow,
    MunicipalGroupRow,
    OrgUnitRow,
    PersonRoleRow,
    PersonRow,
    PlanActivityRow,
    PlanRow,
)

CALENDAR = WorkCalendar()
SERVICE_URL = "https://smba.trafficmanager.net/emea/"
BOT_ID = "28:lageskoll"
PEOPLE = ("karin", "amina", "johan", "maja", "henrik")

INTERIM_OPENS = datetime(2023, 8, 22, 6, tzinfo=UTC)  # Tuesday 08:00 in Stockholm
FIRST_STEP = datetime(2023, 8, 22, 7, tzinfo=UTC)  # Tuesday 09:00
SECOND_STEP = datetime(2023, 9, 5, 7, tzinfo=UTC)
THIRD_STEP = datetime(2023, 9, 11, 7, tzinfo=UTC)
OVERDUE_STEP = datetime(2023, 9, 14, 7, tzinfo=UTC)
ESCALATION = datetime(2023, 9, 15, 7, tzinfo=UTC)
INTERIM_CLOSES = datetime(2023, 9, 19, 14, tzinfo=UTC)  # Tuesday 16:00

AMINA_IS_AWAY_FROM = date(2023, 8, 14)
AMINA_IS_AWAY_TO = date(2023, 9, 15)
ANSWERED_EARLIER = datetime(2023, 1, 9, 9, tzinfo=UTC)

ON_TRACK = Statement(progress=Progress.ON_TRACK, percent=40, comment="Två av fem tak är klara.")
DELAYED = Statement(
    progress=Progress.DELAYED,
    percent=20,
    obstacle=Obstacle(kind=ObstacleKind.PROCUREMENT, text="Upphandlingen är överklagad."),
    next_step="Ny upphandling i oktober.",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class SmallPlan:
    """The ids of everything that was written. `solar_roofs` and `charging` are Karin's plan activities,
    `meals` is Amina's and `travel` is Johan's; only `solar_roofs` and `meals` were answered earlier."""

    tenant_id: TenantId
    plan_id: PlanId
    sector_id: OrgUnitId
    company_id: OrgUnitId
    karin: PersonId
    amina: PersonId
    johan: PersonId
    maja: PersonId
    henrik: PersonId
    solar_roofs: PlanActivityId
    charging: PlanActivityId
    meals: PlanActivityId
    travel: PlanActivityId
    earlier_round_id: FollowUpRoundId
    follow_up_round: FollowUpRound

    @property
    def follow_up_round_id(self) -> FollowUpRoundId:
        """The interim round of 2023."""
        return self.follow_up_round.follow_up_round_id

    def person_id(self, name: str) -> PersonId:
        """The person with that first name in lower case."""
        return PersonId(getattr(self, name))


async def small_plan(
    database: Database,
    tenant_id: TenantId,
    *,
    state: RoundState = RoundState.OPEN,
    contacts: Collection[str] = PEOPLE,
    answered_earlier: bool = True,
) -> SmallPlan:
    """Write the plan in one transaction. Those in `contacts` have installed the bot."""
    async with database.writing(tenant_id) as session:
        session.sql.add(MunicipalGroupRow(tenant_id=tenant_id, name="Borlänge kommunkoncern"))
        await session.sql.flush()
        units = await _units(session)
        people = await _people(session, units)
        plan_id = await _plan(session)
        activities = await _plan_activities(session, plan_id, units, people)
        earlier = usual_round(plan_id, Occasion.ANNUAL_ACCOUNTS, date(2022, 12, 31), CALENDAR)
        interim = usual_round(plan_id, Occasion.INTERIM_ACCOUNTS, date(2023, 8, 31), CALENDAR)
        interim = replace(interim, state=state)
        written = SmallPlan(
            tenant_id=tenant_id,
            plan_id=plan_id,
            earlier_round_id=await round_store.add(session, replace(earlier, state=RoundState.CLOSED)),
            follow_up_round=replace(interim, follow_up_round_id=await round_store.add(session, interim)),
            sector_id=units["sector"],
            company_id=units["company"],
            karin=people["karin"],
            amina=people["amina"],
            johan=people["johan"],
            maja=people["maja"],
            henrik=people["henrik"],
            solar_roofs=activities["solar_roofs"],
            charging=activities["charging"],
            meals=activities["meals"],
            travel=activities["travel"],
        )
        if answered_earlier:
            await _earlier_answers(session, written)
        await _install(session, written, contacts)
    return written


async def _install(session: TenantSession, plan: SmallPlan, names: Collection[str]) -> None:
    for name in names:
        await contact_store.learn(session, contact_of(plan, name), INTERIM_OPENS)
        await people_store.match(session, entra_id(name), (f"{name}@borlange.example",))


def entra_id(name: str) -> str:
    """The Entra object id of the person with that first name."""
    return str(UUID(int=(0x4000 << 64) + (0x8 << 60) + 1 + PEOPLE.index(name)))


def contact_of(plan: SmallPlan, name: str) -> ContactPoint:
    """That person's personal chat with the bot."""
    return ContactPoint(
        tenant_id=plan.tenant_id,
        entra_object_id=entra_id(name),
        service_url=SERVICE_URL,
        conversation_id=f"a:{name}",
        teams_user_id=f"29:{name}",
        bot_id=BOT_ID,
        person_id=plan.person_id(name),
    )


async def person_of(database: Database, plan: SmallPlan, name: str) -> Person:
    """That person as the database has them now."""
    async with database.reading(plan.tenant_id) as session:
        return (await people_store.everybody(session))[plan.person_id(name)]


async def answer(
    session: TenantSession,
    plan: SmallPlan,
    plan_activity_id: PlanActivityId,
    by: PersonId,
    *,
    statement: Statement = ON_TRACK,
    at: datetime = FIRST_STEP,
    follow_up_round_id: FollowUpRoundId | None = None,
    key: str = "",
) -> bool:
    """Save an answer in the interim round, or in another."""
    round_id = follow_up_round_id or plan.follow_up_round_id
    saved = await answer_store.save(
        session,
        follow_up_round_id=round_id,
        plan_activity_id=plan_activity_id,
        statement=statement,
        answered_by=by,
        at=at,
        submission_key=key or f"{round_id}:{plan_activity_id}:{by}:{at.isoformat()}",
    )
    return saved is not None


async def add_co_owner(session: TenantSession, plan_activity_id: PlanActivityId, person_id: PersonId) -> None:
    """Let the person own a plan activity together with its owner."""
    session.sql.add(
        CoOwnerRow(tenant_id=session.tenant_id, plan_activity_id=plan_activity_id, person_id=person_id)
    )
    await session.sql.flush()


async def take_out(session: TenantSession, plan_activity_id: PlanActivityId) -> None:
    """Let a plan activity leave the plan, as an import does when it has answers."""
    await session.change(PlanActivityRow, col(PlanActivityRow.id) == plan_activity_id, is_removed=True)


async def _units(session: TenantSession) -> dict[str, OrgUnitId]:
    sector = OrgUnitRow(tenant_id=session.tenant_id, name="Sektor samhällsbyggnad", kind="sector")
    company = OrgUnitRow(tenant_id=session.tenant_id, name="Tunabyggen", kind="company")
    session.sql.add_all([sector, company])
    await session.sql.flush()
    return {"sector": OrgUnitId(sector.id or 0), "company": OrgUnitId(company.id or 0)}


async def _people(session: TenantSession, units: dict[str, OrgUnitId]) -> dict[str, PersonId]:
    written: dict[str, PersonId] = {}
    for name, unit, role in (
        ("Johan Åkerlund", "company", Role.OWNER),
        ("Karin Ek", "sector", Role.OWNER),
        ("Amina Yusuf", "company", Role.OWNER),
        ("Maja Strand", "sector", Role.STRATEGIST),
        ("Henrik Norling", "sector", Role.DIRECTOR),
    ):
        first_name = name.partition(" ")[0].lower()
        deputy_id = written["johan"] if first_name == "amina" else None
        row = PersonRow(
            tenant_id=session.tenant_id,
            name=name,
            email=f"{first_name}@borlange.example",
            org_unit_id=units[unit],
            language=(Language.ENGLISH if deputy_id else Language.SWEDISH).value,
            absent_from=AMINA_IS_AWAY_FROM if deputy_id else None,
            absent_to=AMINA_IS_AWAY_TO if deputy_id else None,
            deputy_id=deputy_id,
        )
        session.sql.add(row)
        await session.sql.flush()
        written[first_name] = PersonId(row.id or 0)
        session.sql.add(PersonRoleRow(tenant_id=session.tenant_id, person_id=row.id or 0, role=role.value))
    return written


async def _plan(session: TenantSession) -> PlanId:
    row = PlanRow(tenant_id=session.tenant_id, year=2023, title="Handlingsplan för miljön 2023")
    session.sql.add(row)
    await session.sql.flush()
    return PlanId(row.id or 0)


async def _plan_activities(
    session: TenantSession, plan_id: PlanId, units: dict[str, OrgUnitId], people: dict[str, PersonId]
) -> dict[str, PlanActivityId]:
    energy = await _measure(session, plan_id, 1, "Egen solel")
    food = await _measure(session, plan_id, 2, "Mindre klimatavtryck från mat och resor")
    written: dict[str, PlanActivityId] = {}
    for name, number, title, measure_id, unit, owner in (
        ("solar_roofs", "1.1", "Solceller på fem skoltak", energy, "sector", "karin"),
        ("charging", "1.2", "Laddplatser vid förskolorna", energy, "sector", "karin"),
        ("meals", "2.1", "En växtbaserad rätt varje dag", food, "company", "amina"),
        ("travel", "2.2", "Cykelpool för tjänsteresor", food, "company", "johan"),
    ):
        row = PlanActivityRow(
            tenant_id=session.tenant_id,
            plan_id=plan_id,
            number=number,
            title=title,
            measure_id=measure_id,
            org_unit_id=units[unit],
            owner_id=people[owner],
            start=date(2023, 1, 1),
            end=date(2023, 12, 31),
            position=len(written),
        )
        session.sql.add(row)
        await session.sql.flush()
        written[name] = PlanActivityId(row.id or 0)
    return written


async def _measure(session: TenantSession, plan_id: PlanId, number: int, title: str) -> MeasureId:
    row = MeasureRow(tenant_id=session.tenant_id, plan_id=plan_id, number=number, title=title)
    session.sql.add(row)
    await session.sql.flush()
    return MeasureId(row.id or 0)


async def _earlier_answers(session: TenantSession, plan: SmallPlan) -> None:
    for plan_activity_id, by, statement in (
        (plan.solar_roofs, plan.karin, ON_TRACK),
        (plan.meals, plan.amina, DELAYED),
    ):
        await answer(
            session,
            plan,
            plan_activity_id,
            by,
            statement=statement,
            at=ANSWERED_EARLIER,
            follow_up_round_id=plan.earlier_round_id,
        )
