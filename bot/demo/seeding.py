"""Makes the demonstration's database: migrated, empty, and Borlänge's plan read in."""

import asyncio
from datetime import datetime
from importlib.resources import as_file, files
from pathlib import Path
from uuid import NAMESPACE_URL, uuid5

from domain.calendar import WorkCalendar
from domain.people import Person, TenantId
from domain.plan_file.checks import check
from storage import people as people_store
from storage import schema
from storage.database import Database
from storage.plan_import.importing import apply, is_email
from storage.plan_import.reading import read_plan_file

MUNICIPALITY = "Borlänge"
PLAN = "borlange-2023.yaml"

# The day before the first reminder of the interim accounts, 09:00 in Stockholm.
START = datetime.fromisoformat("2023-08-21T09:00:00+02:00")


def fresh_url(folder: Path) -> str:
    """The URL of a new, empty SQLite file there; an older one is thrown away."""
    folder.mkdir(parents=True, exist_ok=True)
    for leftover in folder.glob("lageskoll.db*"):
        leftover.unlink()
    return f"sqlite+aiosqlite:///{(folder / 'lageskoll.db').resolve()}"


async def seed(url: str, tenant_id: TenantId) -> list[Person]:
    """Migrate and read the plan in; returns its people, in the order of the plan."""
    await asyncio.to_thread(schema.upgrade, url)
    database = Database(url)
    try:
        calendar = WorkCalendar()
        with as_file(files("bot.demo").joinpath(PLAN)) as path:
            checked = check(read_plan_file(path), is_email=is_email, at=START, calendar=calendar)
        async with database.writing(tenant_id) as session:
            await apply(session, checked, municipality=MUNICIPALITY, at=START, calendar=calendar)
        async with database.reading(tenant_id) as session:
            return list((await people_store.everybody(session)).values())
    finally:
        await database.close()


def entra_object_id(email: str) -> str:
    """A made-up Entra object id that is always the same for a person of the demonstration."""
    return str(uuid5(NAMESPACE_URL, f"mailto:{email}"))
