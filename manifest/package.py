"""Builds the Teams app package: the same bytes every time, on every machine."""

import json
from collections.abc import Mapping
from importlib.resources import files
from io import BytesIO
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from manifest.details import Details

JsonValue = None | bool | int | float | str | list["JsonValue"] | dict[str, "JsonValue"]
Texts = Mapping[str, str]

DEFAULT_LANGUAGE = "sv"
LANGUAGES = (DEFAULT_LANGUAGE, "en")
ICONS = ("color.png", "outline.png")
TEXT_BLANK = "{{text}}"
TABS = "staticTabs"

# The first day that a zip can hold, and a plain file that everybody may read.
FIXED_TIME = (1980, 1, 1, 0, 0, 0)
UNIX = 3
REGULAR_FILE = 0o100644 << 16


def build(details: Details) -> bytes:
    """The zip to upload in the Teams admin centre, byte for byte the same for the same details."""
    contents = {"manifest.json": _pretty(manifest(details))}
    contents |= {f"{language}.json": _language_file(language, details) for language in LANGUAGES}
    contents |= {icon: _source(icon) for icon in ICONS}
    return _zipped(contents)


def manifest(details: Details) -> JsonValue:
    """The manifest with its blanks filled: the details, and the texts of the default language."""
    blanks = {
        "{{app_id}}": details.app_id,
        "{{version}}": details.version,
        "{{developer}}": details.developer,
        "{{website}}": details.website,
        "{{privacy}}": details.privacy,
        "{{terms}}": details.terms,
        **_of_the_tab(details),
    }
    template: dict[str, JsonValue] = json.loads(_source("manifest.json"))
    if not details.public_host:
        del template[TABS]
        template |= {"validDomains": [], "webApplicationInfo": {"id": "{{app_id}}"}}
    return _filled(template, "", blanks, texts(DEFAULT_LANGUAGE))


def texts(language: str) -> Texts:
    """The texts of one language by their place in the manifest, such as `name.short`."""
    found: dict[str, str] = json.loads(_source(f"{language}.json"))
    return {place: text for place, text in found.items() if place != "$schema"}


def commands(language: str) -> frozenset[str]:
    """Every command that the package promises in one language; the bot must answer them all."""
    return frozenset(text for place, text in texts(language).items() if place.endswith(".title"))


def _of_the_tab(details: Details) -> dict[str, str]:
    """Where the tab is, and the name that Entra gives tokens for it (source: Teams, "Tab SSO manifest")."""
    host = details.public_host
    return {
        "{{host}}": host,
        "{{tab}}": f"https://{host}/tab",
        "{{overview}}": f"https://{host}/overview",
        "{{resource}}": f"api://{host}/{details.app_id}",
    }


def _language_file(language: str, details: Details) -> bytes:
    """The texts of one language; those of the tab only where there is one, as Teams refuses any others."""
    found: dict[str, JsonValue] = json.loads(_source(f"{language}.json"))
    if not details.public_host:
        found = {place: text for place, text in found.items() if not place.startswith(TABS)}
    return _pretty(found)


def _filled(node: JsonValue, place: str, blanks: Mapping[str, str], words: Texts) -> JsonValue:
    match node:
        case dict():
            start = f"{place}." if place else ""
            return {key: _filled(value, start + key, blanks, words) for key, value in node.items()}
        case list():
            return [_filled(value, f"{place}[{n}]", blanks, words) for n, value in enumerate(node)]
        case str():
            return words[place] if node == TEXT_BLANK else blanks.get(node, node)
        case _:
            return node


def _source(name: str) -> bytes:
    return files("manifest").joinpath(name).read_bytes()


def _pretty(value: JsonValue) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=2) + "\n").encode()


def _zipped(contents: Mapping[str, bytes]) -> bytes:
    package = BytesIO()
    with ZipFile(package, "w") as archive:
        for name, content in contents.items():
            entry = ZipInfo(name, FIXED_TIME)
            entry.create_system = UNIX
            entry.external_attr = REGULAR_FILE
            # Stored, not deflated: two versions of zlib may compress the same bytes differently.
            entry.compress_type = ZIP_STORED
            archive.writestr(entry, content)
    return package.getvalue()
