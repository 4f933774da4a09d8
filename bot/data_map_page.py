"""The data map as a table for docs/privacy.md, made of the map itself and of the settings' defaults."""

from collections.abc import Mapping

from bot.retention_settings import RetentionSettings
from bot.setting_problems import PREFIX
from cards import data_kinds
from cards.words import Words
from domain.retention import DataKind, Holding, Personal
from storage.data_map import DATA_MAP

BEGINNING = "<!-- data map: written by tools/privacy_docs.py -->"
END = "<!-- end of the data map -->"
MOST_PERSONAL = tuple(Personal)


def page(text: str, words: Words) -> str:
    """The page with the table as it is now between its two marks."""
    before, _, rest = text.partition(BEGINNING)
    _, _, after = rest.partition(END)
    return f"{before}{BEGINNING}\n{table(words)}{END}{after}"


def table(words: Words, data_map: Mapping[str, Holding] = DATA_MAP) -> str:
    """A row for each kind of data."""
    say = words.say
    headings = (
        say("Kind of data"),
        say("Why"),
        say("Personal data?"),
        say("Kept for"),
        say("Setting"),
        say("Tables"),
    )
    lines = [_row(headings), _row(("---",) * len(headings))]
    lines += [_row(_cells(kind, data_map, words)) for kind in DataKind]
    return "\n".join(lines) + "\n"


def _cells(kind: DataKind, data_map: Mapping[str, Holding], words: Words) -> tuple[str, ...]:
    tables = [name for name, holding in data_map.items() if kind in holding.kinds]
    personal = max((data_map[name].personal for name in tables), key=MOST_PERSONAL.index)
    setting = f"retention_{kind.value}_days"
    days = RetentionSettings().retention_rules.days.get(kind, 0)
    return (
        data_kinds.name(kind, words),
        data_kinds.purpose(kind, words),
        data_kinds.personal(personal, words),
        data_kinds.rule(kind, days, words),
        f"`{PREFIX}{setting.upper()}`" if setting in RetentionSettings.model_fields else "–",
        ", ".join(f"`{name}`" for name in tables),
    )


def _row(cells: tuple[str, ...]) -> str:
    return f"| {' | '.join(cells)} |"
