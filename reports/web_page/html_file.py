"""Draws the report as one web page that needs nothing else: no script, no picture, nothing from elsewhere."""

from functools import cache
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined, Template
from markupsafe import Markup

from domain.report.seal import Report
from reports.embedded import as_script
from reports.narrative.compose import compose
from reports.narrative.plain import plain
from reports.wording import Wording


@cache
def style() -> str:
    """The page's style sheet, which stands in the page itself."""
    return files("reports").joinpath("templates", "report.css").read_text(encoding="utf-8")


@cache
def _template() -> Template:
    # Whatever people have written is escaped, and what is missing is an error.
    engine = Environment(
        loader=PackageLoader("reports", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return engine.get_template("report.html.j2")


def html(report: Report, words: Wording) -> bytes:
    """The report as HTML, in UTF-8; the same report and language are always the same bytes."""
    page = _template().render(
        report=plain(compose(report, words)),
        style=Markup(style()),  # noqa: S704 - our own file
        data=Markup(as_script(report)),  # noqa: S704 - what could end it is escaped there
        skip_word=words.say("Go to the content"),
        contents_word=words.say("Contents"),
        source_word=words.say("Source"),
        back_word=words.say("Back to the text, source"),
    )
    return page.encode("utf-8", errors="replace")
