"""Somebody with a letter's link, who follows nothing by itself."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from html import unescape

from aiohttp import web
from aiohttp.test_utils import TestClient

from bot.mail.addresses import SignedForms
from bot.pages.links import Links
from domain.mail import LetterId
from domain.people import PersonId
from storage.database import Database
from storage.tables import AnswerRow, AuditEventRow
from tests.plans import FIRST_STEP, SmallPlan

KEY = "k" * 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    status: int
    text: str
    headers: Mapping[str, str]


@dataclass(slots=True, kw_only=True)
class Browser:
    """Somebody with a letter's link, who follows nothing by itself."""

    client: TestClient[web.Request, web.Application]
    database: Database
    plan: SmallPlan
    letter_id: int
    at: datetime = FIRST_STEP + timedelta(hours=1)

    def link(self, person_id: PersonId, *, key: str = KEY, days: int = 14) -> str:
        forms = SignedForms(links=Links(lambda: [key]), origin="https://lageskoll.example")
        until = FIRST_STEP + timedelta(days=days)
        address = forms.of(self.plan.tenant_id, person_id, LetterId(self.letter_id), until)
        return address.removeprefix("https://lageskoll.example")

    @property
    def karins(self) -> str:
        return self.link(self.plan.karin)

    async def get(self, path: str, method: str = "GET") -> Seen:
        async with self.client.request(method, path, allow_redirects=False) as answered:
            return Seen(
                status=answered.status, text=unescape(await answered.text()), headers=answered.headers
            )

    async def post(self, path: str, fields: Mapping[str, str]) -> Seen:
        async with self.client.post(path, data=dict(fields), allow_redirects=False) as answered:
            return Seen(
                status=answered.status, text=unescape(await answered.text()), headers=answered.headers
            )

    async def ticket(self, path: str) -> str:
        found = re.search(r'name="ticket" value="([^"]+)"', (await self.get(path)).text)
        assert found is not None
        return found[1]

    async def save(self, path: str, **fields: str) -> Seen:
        return await self.post(path, {"ticket": await self.ticket(path), **fields})

    async def answers(self) -> list[AnswerRow]:
        async with self.database.reading(self.plan.tenant_id) as session:
            rows = await session.sql.exec(session.rows(AnswerRow))
            mine = [each for each in rows if each.follow_up_round_id == self.plan.follow_up_round_id]
            return sorted(mine, key=lambda each: each.id or 0)

    async def audited(self) -> list[tuple[str, int | None]]:
        async with self.database.reading(self.plan.tenant_id) as session:
            rows = await session.sql.exec(session.rows(AuditEventRow))
            return [(each.deed, each.actor_id) for each in rows if "e-mail" in each.details]
