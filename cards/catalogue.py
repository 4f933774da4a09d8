"""Brings the message catalogues up to date with the code: `python -m cards.catalogue`.

Every `say`, `count` and `_` in the code and the templates is gathered; what is new is added (in English as
it stands, in Swedish empty, to be translated), and what is gone is dropped.
"""

import sys
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po, write_po

from cards.gathering import DOMAIN, gathered, root
from domain.people import Language

LINE_WIDTH = 110
HEADER = """\
# The texts in {name}. `python -m cards.catalogue` keeps the messages in step with the code.
msgid ""
msgstr ""
"Language: {code}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

"""


def path_of(language: Language) -> Path:
    """Where a language's catalogue is."""
    return root() / "cards" / "locales" / language.value / "LC_MESSAGES" / f"{DOMAIN}.po"


def translated(language: Language) -> Catalog:
    """A language's catalogue as it is on disk; an empty one when there is none."""
    path = path_of(language)
    if not path.exists():
        return Catalog(domain=DOMAIN, locale=language.value, project=DOMAIN, fuzzy=False)
    with path.open("rb") as source:
        return read_po(source, locale=language.value, domain=DOMAIN)


def update(language: Language, template: Catalog) -> Catalog:
    """The catalogue with exactly the template's messages."""
    catalogue = translated(language)
    catalogue.update(template, no_fuzzy_matching=True, update_creation_date=False)
    if language is Language.ENGLISH:
        for message in untranslated(catalogue):
            message.string = message.id
    return catalogue


def untranslated(catalogue: Catalog) -> list[Message]:
    """The messages that lack a text, or one of a plural's texts."""
    return [message for message in catalogue if message.id and not all(texts(message))]


def texts(message: Message) -> tuple[str, ...]:
    """The translations of a message: one, or one for each plural form; "" where there is none."""
    given = message.string
    if given is None or isinstance(given, str):
        return (given or "",)
    return tuple(str(each or "") for each in given)


def in_bytes(language: Language, catalogue: Catalog) -> bytes:
    """A catalogue as a file, sorted and without line numbers, so that only changed texts show in a diff."""
    target = BytesIO()
    # Babel's own header has the time of day in it.
    target.write(HEADER.format(name=language.name.capitalize(), code=language.value).encode())
    write_po(
        target,
        catalogue,
        width=LINE_WIDTH,
        no_location=True,
        omit_header=True,
        sort_output=True,
        ignore_obsolete=True,
    )
    return target.getvalue()


def main() -> int:
    """Update both languages; 1 when some text is still to be translated."""
    template = gathered()
    missing = 0
    for language in Language:
        catalogue = update(language, template)
        path_of(language).parent.mkdir(parents=True, exist_ok=True)
        path_of(language).write_bytes(in_bytes(language, catalogue))
        for message in untranslated(catalogue):
            sys.stderr.write(f"{language.value}: {message.id}\n")
            missing += 1
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
