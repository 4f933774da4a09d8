"""Secrets are exchanged while the whole service runs, and people notice nothing."""

from pathlib import Path

from tests.bot.teams.openid_server import APP_ID
from tests.flows.app_registration import AppRegistration
from tests.flows.town import town

OLD, NEW = "the old secret", "the new secret"


async def test_messages_go_on_while_the_apps_secret_is_exchanged(sqlite_url: str, tmp_path: Path) -> None:
    secrets = tmp_path / "secrets"
    secrets.mkdir()
    file = secrets / "lageskoll_app_secret"
    file.write_text(OLD)
    registration = AppRegistration(APP_ID, secrets={OLD})
    around = town(sqlite_url, tmp_path, registration=registration, secrets_folder=secrets, app_secret=None)
    async with around as place:
        await place.chats["karin"].install()
        used = [place.login.asked[-1]["client_secret"]]
        file.write_text(NEW)
        await place.chats["karin"].say("hjälp")
        used.append(place.login.asked[-1]["client_secret"])
        registration.secrets = {NEW}
        await place.chats["karin"].say("hjälp")
        used.append(place.login.asked[-1]["client_secret"])

    assert used == [OLD, OLD, NEW]
    assert len(place.cloud.arrivals) == 3
