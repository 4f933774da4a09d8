"""Behind a link in the development profile there is a file to save; elsewhere there is no such address."""

from datetime import UTC, datetime

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from bot.dev_files import FILES, dev_files_handler
from domain.chat_files import ChatFile, FileState, Purpose
from domain.people import PersonId

KEPT = ChatFile(
    key="f1",
    person_id=PersonId(1),
    purpose=Purpose.OFFERED,
    name='läge "1"\r\nX: y.xlsx',
    content=b"0123456789",
    facts="",
    state=FileState.KEPT,
    expires_at=datetime(2023, 8, 22, tzinfo=UTC),
)


async def fetched(path: str, host: str = "127.0.0.1") -> tuple[int, bytes, str]:
    """Status, body and disposition."""

    async def shelf(key: str) -> ChatFile | None:
        return KEPT if key == "f1" else None

    application = web.Application()
    application.router.add_get(FILES, dev_files_handler(shelf))
    async with (
        TestClient(TestServer(application)) as client,
        client.get(path, headers={"Host": host}) as answer,
    ):
        return answer.status, await answer.read(), answer.headers.get("Content-Disposition", "")


async def test_a_file_is_given_to_be_saved_under_its_name_whatever_that_holds() -> None:
    status, body, disposition = await fetched("/files/f1")

    assert (status, body) == (200, b"0123456789")
    assert disposition == "attachment; filename*=UTF-8''l%C3%A4ge%20%221%22%0D%0AX%3A%20y.xlsx"


@pytest.mark.parametrize(("path", "host"), [("/files/f2", "127.0.0.1"), ("/files/f1", "evil.example")])
async def test_nothing_is_given_for_another_key_or_under_another_name(path: str, host: str) -> None:
    assert (await fetched(path, host))[0] == 404
