import json
from io import BytesIO
from typing import Any
from zipfile import ZIP_STORED, ZipFile

import pytest
from jsonschema_rs import Draft4Validator

from manifest.details import Details, checked
from manifest.package import LANGUAGES, build, commands, texts
from tests.manifest.schemas import schema

APP_ID = "3f2c8d1e-6a47-4b0f-9c55-0d1e2f3a4b5c"
MOST_COMMANDS = 10
LONGEST_TITLE = 32
LONGEST_DESCRIPTION = 128


@pytest.fixture
def details(public_url: str) -> Details:
    return checked(
        app_id=APP_ID,
        domain="bot.borlange.example",
        version="1.2.0",
        developer="Borlänge kommun",
        public_url=public_url,
    )


@pytest.fixture(params=["", "https://lageskoll.borlange.example"], ids=["without pages", "with pages"])
def public_url(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def package(details: Details) -> ZipFile:
    return ZipFile(BytesIO(build(details)))


@pytest.fixture
def built(package: ZipFile) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(package.read("manifest.json"))
    return found


def test_the_manifest_holds_what_the_schema_of_its_version_asks(built: dict[str, Any]) -> None:
    validator = Draft4Validator(schema(built["manifestVersion"], "MicrosoftTeams.schema.json"))

    assert [error.message for error in validator.iter_errors(built)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_language_file_holds_what_its_schema_asks(
    language: str, package: ZipFile, built: dict[str, Any]
) -> None:
    validator = Draft4Validator(schema(built["manifestVersion"], "MicrosoftTeams.Localization.schema.json"))

    assert [
        error.message for error in validator.iter_errors(json.loads(package.read(f"{language}.json")))
    ] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_language_files_follow_the_version_of_the_manifest(
    language: str, package: ZipFile, built: dict[str, Any]
) -> None:
    address = json.loads(package.read(f"{language}.json"))["$schema"]

    assert f"/v{built['manifestVersion']}/" in address
    assert f"/v{built['manifestVersion']}/" in built["$schema"]


def test_the_same_details_give_the_same_bytes(details: Details) -> None:
    assert build(details) == build(details)


def test_the_bytes_depend_neither_on_the_clock_nor_on_the_compressor(package: ZipFile) -> None:
    entries = package.infolist()

    assert {entry.date_time for entry in entries} == {(1980, 1, 1, 0, 0, 0)}
    assert {entry.compress_type for entry in entries} == {ZIP_STORED}
    assert {entry.external_attr >> 16 for entry in entries} == {0o100644}


def test_the_package_holds_the_manifest_the_languages_and_the_icons_and_nothing_else(
    package: ZipFile,
) -> None:
    assert package.namelist() == ["manifest.json", "sv.json", "en.json", "color.png", "outline.png"]
    assert package.testzip() is None


def test_the_details_stand_where_teams_reads_them(built: dict[str, Any]) -> None:
    assert (built["id"], built["bots"][0]["botId"], built["version"]) == (APP_ID, APP_ID, "1.2.0")
    assert built["developer"] == {
        "name": "Borlänge kommun",
        "websiteUrl": "https://bot.borlange.example/about",
        "privacyUrl": "https://bot.borlange.example/privacy",
        "termsOfUseUrl": "https://bot.borlange.example/terms",
    }


def test_no_blank_is_left_unfilled(package: ZipFile) -> None:
    assert b"{{" not in package.read("manifest.json")


def test_a_quote_in_the_developers_name_cannot_break_out_of_it() -> None:
    details = checked(app_id=APP_ID, domain="bot.borlange.example", developer='Miljö", "id": "')

    built = json.loads(ZipFile(BytesIO(build(details))).read("manifest.json"))

    assert built["developer"]["name"] == 'Miljö", "id": "'
    assert built["id"] == APP_ID


def test_the_bot_is_for_conversation_in_personal_chats_first(built: dict[str, Any]) -> None:
    (bot,) = built["bots"]

    assert bot["scopes"] == ["personal", "team"]
    assert built["defaultInstallScope"] == "personal"
    assert (bot["isNotificationOnly"], bot["supportsFiles"]) == (False, True)
    assert "supportsSessions" not in bot


def test_there_is_a_tab_where_there_are_pages_and_the_chat_stays_first(
    built: dict[str, Any], package: ZipFile, public_url: str
) -> None:
    host = public_url.removeprefix("https://")
    named = {
        language: "staticTabs[1].name" in json.loads(package.read(f"{language}.json"))
        for language in LANGUAGES
    }

    assert named == dict.fromkeys(LANGUAGES, bool(host))
    if not host:
        assert ("staticTabs" in built, built["validDomains"]) == (False, [])
        assert built["webApplicationInfo"] == {"id": APP_ID}
        return
    chat, tab = built["staticTabs"]
    assert (chat["entityId"], tab["name"], tab["scopes"]) == ("conversations", "Läget", ["personal"])
    assert tab["contentUrl"] == f"{public_url}/tab"
    assert built["validDomains"] == [host]
    assert built["webApplicationInfo"] == {"id": APP_ID, "resource": f"api://{host}/{APP_ID}"}


def test_every_scope_has_a_list_of_commands_within_the_limits_of_every_schema(built: dict[str, Any]) -> None:
    (bot,) = built["bots"]

    assert [listed["scopes"] for listed in bot["commandLists"]] == [["personal"], ["team"]]
    for listed in bot["commandLists"]:
        assert len(listed["commands"]) <= MOST_COMMANDS
    for language in LANGUAGES:
        for place, text in texts(language).items():
            longest = {"title": LONGEST_TITLE}.get(place.rpartition(".")[2], LONGEST_DESCRIPTION)
            assert not place.startswith("bots") or len(text) <= longest


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_of_the_manifest_exists_in_each_language(language: str, built: dict[str, Any]) -> None:
    expected = {"name.short", "name.full", "description.short", "description.full", "staticTabs[1].name"}
    for number, listed in enumerate(built["bots"][0]["commandLists"]):
        for index in range(len(listed["commands"])):
            place = f"bots[0].commandLists[{number}].commands[{index}]"
            expected |= {f"{place}.title", f"{place}.description"}

    assert set(texts(language)) == expected
    assert all(text.strip() == text != "" for text in texts(language).values())


def test_the_two_languages_say_different_things_except_the_name() -> None:
    swedish, english = (texts(language) for language in LANGUAGES)

    assert {place for place in swedish if swedish[place] == english[place]} == {"name.short"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_command_means_the_same_in_every_scope(language: str) -> None:
    said: dict[str, set[str]] = {}
    for place, text in texts(language).items():
        if place.endswith(".title"):
            said.setdefault(text, set()).add(texts(language)[place.replace(".title", ".description")])

    assert all(len(descriptions) == 1 for descriptions in said.values())
    assert set(said) == commands(language)


def test_the_commands_are_those_that_the_guide_names() -> None:
    owners = {"hjälp", "mina aktiviteter", "jag är borta", "påminnelser"}
    strategists = {"läge", "sammanställning", "att göra", "årshjul", "förkontroll", "planfil"}
    assert commands("sv") == owners | strategists
    assert commands("en") == {
        *("help", "my activities", "I am away", "reminders", "overview", "summary"),
        *("to do", "year", "pre-flight", "plan file"),
    }
