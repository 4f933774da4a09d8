"""The template engine of every web page: whatever people have written is escaped, and a gap is an error."""

from functools import cache
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined

from reports.wording import Wording


@cache
def engine() -> Environment:
    """The one engine, with the templates of this room."""
    return Environment(
        loader=PackageLoader("reports", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


@cache
def style_sheet(name: str) -> str:
    """One of the room's own style sheets."""
    return files("reports").joinpath("templates", name).read_text(encoding="utf-8")


def drawn(template: str, words: Wording, **values: object) -> bytes:
    """The page in UTF-8, in one language."""
    page = (
        engine()
        .get_template(f"{template}.html.j2")
        .render(**values, _=words.say, count=words.count, language=words.language.value)
    )
    return page.encode("utf-8", errors="replace")
