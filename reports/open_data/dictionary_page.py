"""The data dictionary as a page for people (Markdown), in every language after the other."""

from collections.abc import Iterable, Iterator, Sequence

from reports.open_data import dictionary
from reports.open_data.csv_file import IN_LISTS, SHIELDED
from reports.open_data.dictionary import Entry, RecordEntries
from reports.open_data.json_file import SCHEMA_ID
from reports.wording import Wording

BAR = "\\|"
APOSTROPHE, HEXADECIMAL = "'", r"\x27"


def page(languages: Sequence[Wording]) -> str:
    """The whole page."""
    lines = [line for words in languages for line in _in_one_language(words)]
    return "\n".join(lines)


def _in_one_language(words: Wording) -> Iterator[str]:
    say = words.say
    yield f"# {say('A report as open data')}"
    yield ""
    yield say("Every report can be fetched as a workbook (Excel), as CSV and as JSON. They say the same.")
    yield from _privacy(words)
    yield from _csv(words)
    yield from _json(words)
    yield f"## {say('Figures')}"
    yield ""
    yield say("What is counted in the summary, in the reports and under `figures` in the JSON file.")
    yield ""
    yield from _table([say("Name"), say("In words"), say("Meaning")], _facts(words))


def _privacy(words: Wording) -> Iterator[str]:
    say = words.say
    yield ""
    yield f"## {say('Before you publish')}"
    yield ""
    yield say(
        "The files name owners and those who have answered, and what people have written may name others."
    )
    yield say("Look through them before they are published as open data.")
    yield ""


def _csv(words: Wording) -> Iterator[str]:
    say = words.say
    yield f"## {say('CSV and workbook')}"
    yield ""
    yield say("One row per activity. In the CSV file names and codes are the same in every language.")
    yield ""
    yield from (f"- {each}" for each in _rules(words))
    yield ""
    yield say("This gives a text as it was written, in Python:")
    yield ""
    yield "```python"
    yield "import re"
    yield ""
    yield f'text = re.sub(r"{SHIELDED.pattern.replace(APOSTROPHE, HEXADECIMAL)}", r"\\1\\2", text)'
    yield "```"
    yield ""
    headings = [say("Column"), say("In the workbook"), say("Type"), say("Meaning"), say("Codes")]
    yield from _table(headings, _columns(words))


def _rules(words: Wording) -> Iterator[str]:
    say = words.say
    yield say("UTF-8 without a byte order mark, comma between columns, CRLF after each row (RFC 4180).")
    yield say("Instants are UTC, and decimals have a point. An empty cell means that there is no value.")
    yield say("Several values in one cell have {separator} between them.", separator=f"`{IN_LISTS}`")
    yield say(
        "A text that begins with {characters} or an apostrophe has an apostrophe before it, so that no "
        "spreadsheet runs it. So it is after a line break, a tab or a semicolon too. Take it away again.",
        characters="`=`, `+`, `-`, `@`",
    )
    yield say("In the workbook instants are local, yes and no are words, and shares are per cent.")


def _json(words: Wording) -> Iterator[str]:
    say = words.say
    yield f"## JSON (`{SCHEMA_ID}`)"
    yield ""
    yield say("The JSON Schema is in {file}.", file="[open-data.schema.json](open-data.schema.json)")
    yield say(
        "The field `data` holds what was approved. Its SHA-256 is that of its canonical form (RFC 8785):"
    )
    yield ""
    yield "```python"
    yield "import hashlib, json"
    yield ""
    yield 'data = json.load(open("report.json", encoding="utf-8"))["data"]'
    yield 'written = json.dumps(data, sort_keys=True, separators=(",", ":"), ensure_ascii=False)'
    yield "print(hashlib.sha256(written.encode()).hexdigest())"
    yield "```"
    yield ""
    yield say("`lageskoll report verify` does the same, and says which version it is.")
    yield say("Decimal numbers are text, so that no digit is lost. Nothing is written as `null`.")
    yield ""
    for record in (*dictionary.of_json(words), *dictionary.of_data(words)):
        yield from _record(record, words)


def _record(record: RecordEntries, words: Wording) -> Iterator[str]:
    say = words.say
    yield f"### {record.name}"
    yield ""
    yield from _table([say("Field"), say("Type"), say("Meaning"), say("Codes")], _fields(record.entries))


def _columns(words: Wording) -> Iterator[tuple[str, ...]]:
    for each in dictionary.of_columns(words):
        yield f"`{each.name}`", each.title, each.kind, each.meaning, each.codes_in_short


def _fields(entries: Iterable[Entry]) -> Iterator[tuple[str, ...]]:
    for each in entries:
        yield f"`{each.name}`", each.kind, each.meaning, each.codes_in_short


def _facts(words: Wording) -> Iterator[tuple[str, ...]]:
    for each in dictionary.of_facts(words):
        yield f"`{each.name}`", each.title, each.meaning


def _table(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    yield f"| {' | '.join(headings)} |"
    yield f"|{'---|' * len(headings)}"
    for row in rows:
        yield f"| {' | '.join(cell.replace('|', BAR) for cell in row)} |"
    yield ""
