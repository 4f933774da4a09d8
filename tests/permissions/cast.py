"""Somebody of each kind, around one plan activity of Amina's, and what lies there for buttons to be about.

Amina is away and Johan stands in for her, Karin owns the meals together with her; the others have one role
each and nothing to do with the meals.
"""

from collections.abc import Awaitable, Callable, Mapping
from enum import StrEnum
from types import MappingProxyType

from cards.card import JsonValue
from cards.question.payloads import REPLY, AboutQuestion, where_it_stands
from cards.verbs import Verb
from domain.chat_files import Purpose
from domain.people import Role
from storage import chat_files
from storage.database import TenantSession
from storage.tables import PersonRoleRow, PersonRow
from tests.dialogs.matters import matters_of
from tests.dialogs.parlour import FORM, Parlour
from tests.dialogs.questions import ask
from tests.plans import SmallPlan, add_co_owner

Data = dict[str, JsonValue]
Scene = Callable[[Parlour], Awaitable[Data]]


class Who(StrEnum):
    """What somebody is to the plan activity, or else their only role."""

    OWNER = "owner"
    CO_OWNER = "co-owner"
    STAND_IN = "stand-in"
    ANOTHER = "another owner"
    MANAGER = "manager"
    STRATEGIST = "strategist"
    DIRECTOR = "director"
    ADMIN = "administrator"


NAMES: Mapping[Who, str] = MappingProxyType(
    {
        Who.OWNER: "amina",
        Who.CO_OWNER: "karin",
        Who.STAND_IN: "johan",
        Who.ANOTHER: "olle",
        Who.MANAGER: "mona",
        Who.STRATEGIST: "maja",
        Who.DIRECTOR: "henrik",
        Who.ADMIN: "adam",
    }
)
LATER = "2023-09-14"
OF_THE_REST: Mapping[str, JsonValue] = MappingProxyType(
    {
        "stranger": 999,
        "file": "0123456789abcdef",
        "kind": "csv",
        "version": 0,
        "language": "sv",
        "listed": "0123456789abcdef",
        "rehearsed": "2023-08-28",
        "sample": "first",
        "year": 2024,
        "shift": "0123456789ab",
        "mark": "0123456789abcdef",
        "sending": "another-key",
        "occasion": "annual_accounts",
        "reference": "2023-12-31",
        "own_words": "Vad händer i höst?",
        "to": "",
        "find": "solceller",
    }
)
NEW = {"olle": Role.OWNER, "mona": Role.MANAGER, "adam": Role.ADMIN}


async def add_cast(session: TenantSession, plan: SmallPlan) -> None:
    """Those whom the small plan has not: another owner, the company's manager and an administrator."""
    await add_co_owner(session, plan.meals, plan.karin)
    for name, role in NEW.items():
        row = PersonRow(
            tenant_id=plan.tenant_id,
            name=f"{name.title()} Ny",
            email=f"{name}@borlange.example",
            org_unit_id=plan.company_id,
            language="sv",
        )
        session.sql.add(row)
        await session.sql.flush()
        session.sql.add(PersonRoleRow(tenant_id=plan.tenant_id, person_id=row.id or 0, role=role.value))


def at_home(parlour: Parlour) -> None:
    """Those who are new have chats too, and the roster knows their addresses."""
    for name in NEW:
        parlour.newcomer(name, f"{name}@borlange.example")


async def id_of(parlour: Parlour, name: str) -> int:
    """The person with that first name."""
    return (await ids_of(parlour))[name]


async def ids_of(parlour: Parlour) -> dict[str, int]:
    """Everybody's id, by first name in lower case."""
    async with parlour.database.reading(parlour.plan.tenant_id) as session:
        rows = (await session.sql.exec(session.rows(PersonRow))).all()
    return {row.name.partition(" ")[0].lower(): int(row.id or 0) for row in rows}


async def about_meals(parlour: Parlour) -> Data:
    """What buttons about Amina's meals carry, with all that her cards let one type."""
    return await about_them(parlour) | dict(FORM)


async def about_them(parlour: Parlour) -> Data:
    """As `about_meals`, from a card in which no answer was being written."""
    plan = parlour.plan
    shared: Data = {"person": str(plan.karin), "why": "Karin leder arbetet sedan i maj.", "until": LATER}
    return parlour.about(owner=plan.amina, item=plan.meals, unit=plan.company_id, **shared)


async def of_the_rest(parlour: Parlour) -> Data:
    """What buttons of the strategists' and the director's cards carry, all of them in one."""
    plan = parlour.plan
    stands = where_it_stands(plan.follow_up_round_id, plan.meals)
    question = AboutQuestion(summary=stands, plan_activity_id=plan.meals, key="another-key", warned=True)
    return {**await about_meals(parlour), **question.data, **OF_THE_REST, "measure": 1}


async def for_another(parlour: Parlour) -> Data:
    """As `about_meals`, with the other owner as the one who is to take over or to share."""
    return await about_meals(parlour) | {"person": str(await id_of(parlour, "olle"))}


async def rest_of_meals(parlour: Parlour) -> Data:
    """Everything on Amina's list unchanged."""
    return await about_meals(parlour) | {"items": str(parlour.plan.meals)}


async def understood_of_meals(parlour: Parlour) -> Data:
    """What was understood of Amina's words."""
    said: JsonValue = [{"item": parlour.plan.meals, "based": 0, "typed": dict(FORM)}]
    return await about_meals(parlour) | {"said": said, "typed": dict(FORM)}


async def handover(parlour: Parlour) -> Data:
    """Amina has asked the other owner to take over."""
    await parlour.send("amina", Verb.HAND_OVER, await for_another(parlour))
    return await _matter(parlour) | {"decision": "keep"}


async def more_time(parlour: Parlour) -> Data:
    """Amina has asked for more time."""
    await parlour.send("amina", Verb.REQUEST_TIME, await about_meals(parlour))
    return await _matter(parlour)


async def question(parlour: Parlour) -> Data:
    """The director has asked about the meals."""
    await ask(parlour, about=parlour.plan.meals)
    return await _matter(parlour) | {REPLY: "Ny upphandling i oktober."}


async def file_of_amina(parlour: Parlour) -> Data:
    """A file lies ready for Amina."""
    async with parlour.database.writing(parlour.plan.tenant_id) as session:
        await chat_files.keep(
            session,
            key="0123456789abcdef0123456789abcdef",
            person_id=parlour.plan.amina,
            purpose=Purpose.OFFERED,
            name="plan.xlsx",
            content=b"PK",
            at=parlour.at,
        )
    return {"file": "0123456789abcdef0123456789abcdef"}


async def _matter(parlour: Parlour) -> Data:
    [matter] = await matters_of(parlour)
    return {"matter": int(matter.id or 0), "why": "Det får vänta till hösten.", "until": LATER}
