"""Files are fetched and brought within bounds, at listed hosts alone, and never with our own token."""

from collections.abc import AsyncIterator

import aiohttp
import pytest
from aiohttp.test_utils import BaseTestServer, TestServer

from bot.file_hosts import TEAMS_FILE_HOSTS, FileHosts
from bot.teams.files import TeamsFiles
from dialogs.carrier import CarryError, CarryFault
from tests.fakes.sharepoint import Drive, drive_application

HOSTS = FileHosts(TEAMS_FILE_HOSTS)


class Place:
    """A drive on this machine, and who carries files to and from it."""

    def __init__(self, drive: Drive, server: BaseTestServer, session: aiohttp.ClientSession) -> None:
        self.drive = drive
        self.files = TeamsFiles(session=session, hosts=FileHosts((), loopback=True))
        self._server = server

    def at(self, path: str) -> str:
        return str(self._server.make_url(path))


@pytest.fixture
async def place() -> AsyncIterator[Place]:
    drive = Drive()
    async with TestServer(drive_application(drive)) as server, aiohttp.ClientSession() as session:
        yield Place(drive, server, session)


@pytest.mark.parametrize(
    "address",
    [
        "https://borlange-my.sharepoint.com/personal/maja/download.aspx?UniqueId=1&tempauth=a%2Bb",
        "https://BORLANGE-my.SharePoint.com/x",
        "https://graph.microsoft.com/v1.0/x",
    ],
)
def test_files_are_exchanged_with_the_platforms_own_hosts(address: str) -> None:
    assert HOSTS.allowed(address) is not None


@pytest.mark.parametrize(
    "address",
    [
        "",
        "nowhere",
        "http://borlange-my.sharepoint.com/x",
        "https://borlange-my.sharepoint.com:8443/x",
        "https://maja:secret@borlange-my.sharepoint.com/x",
        "https://sharepoint.com.evil.example/x",
        "https://evilsharepoint.com/x",
        "https://evil.example/.sharepoint.com",
        "https://evil.example#.sharepoint.com",
        "https://x.graph.microsoft.com/x",
        "https://127.0.0.1/x",
        "http://127.0.0.1/x",
        "http://[::1]/x",
        "file:///x",
        "https://[/x",
    ],
)
def test_files_are_exchanged_with_nobody_else(address: str) -> None:
    assert HOSTS.allowed(address) is None


async def test_a_file_that_is_brought_says_which_bytes_it_is(place: Place) -> None:
    await place.files.bring(place.at("/upload/plan.xlsx"), b"0123456789")

    assert place.drive.put == {"plan.xlsx": b"0123456789"}
    assert place.drive.ranges == ["bytes 0-9/10"]
    assert place.drive.authorizations == [""]


async def test_a_file_is_fetched_as_it_lies(place: Place) -> None:
    place.drive.files["plan.xlsx"] = b"0123456789"

    assert await place.files.fetch(place.at("/download/plan.xlsx"), 10) == b"0123456789"
    assert place.drive.authorizations == [""]


async def test_a_file_that_is_too_large_is_not_read_to_its_end(place: Place) -> None:
    place.drive.files["plan.xlsx"] = b"0" * 11

    with pytest.raises(CarryError) as refused:
        await place.files.fetch(place.at("/download/plan.xlsx"), 10)

    assert refused.value.fault is CarryFault.TOO_LARGE


@pytest.mark.parametrize(
    ("status", "fault"),
    [
        (302, CarryFault.UNAVAILABLE),
        (404, CarryFault.GONE),
        (403, CarryFault.GONE),
        (500, CarryFault.UNAVAILABLE),
    ],
)
async def test_a_refusal_is_told_and_a_redirect_is_not_followed(
    place: Place, status: int, fault: CarryFault
) -> None:
    place.drive.files["plan.xlsx"] = b"0123456789"
    place.drive.answer_next(status, Location=place.at("/download/plan.xlsx"))

    with pytest.raises(CarryError) as refused:
        await place.files.fetch(place.at("/download/plan.xlsx"), 10)

    assert refused.value.fault is fault


async def test_a_file_that_the_platform_has_not_put_away_has_not_been_brought(place: Place) -> None:
    place.drive.answer_next(202)

    with pytest.raises(CarryError):
        await place.files.bring(place.at("/upload/plan.xlsx"), b"0123456789")


async def test_a_drive_that_does_not_answer_is_a_refusal_too(place: Place) -> None:
    with pytest.raises(CarryError) as refused:
        await place.files.fetch("http://127.0.0.1:1/x", 10)

    assert refused.value.fault is CarryFault.UNAVAILABLE


async def test_nothing_is_asked_of_a_host_that_is_not_listed(place: Place) -> None:
    with pytest.raises(CarryError) as refused:
        await place.files.bring("https://evil.example/upload", b"0123456789")

    assert refused.value.fault is CarryFault.NOT_ALLOWED
