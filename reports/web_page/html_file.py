"""Draws the report as one web page that needs nothing else: no script, no picture, nothing from elsewhere."""

from functools import cache

from jinja2 import Template
from markupsafe import Markup

from domain.report.seal import Report
from reports.embedded import as_script
from reports.narrative.compose import compose
from reports.narrative.plain import plain
from reports.web_page.engine import engine, style_sheet
from reports.web_page.frame import Link
from reports.wording import Wording


def style() -> str:
    """The page's style sheet, which stands in the page itself."""
    return style_sheet("report.css")


@cache
def _template() -> Template:
    return engine().get_template("report.html.j2")


def html(report: Report, words: Wording, *, back: Link | None = None) -> bytes:
    """The report as HTML, in UTF-8; the same report and language are always the same bytes.

    `back` is where one comes from, where the page is read among others and not as a file.
    """
    page = _template().render(
        report=plain(compose(report, words)),
        back=back,
        style=Markup(style()),  # noqa: S704 - our own file
        data=Markup(as_script(report)),  # noqa: S704 - what could end it is escaped there
        skip_word=words.say("Go to the content"),
        contents_word=words.say("Contents"),
        source_word=words.say("Source"),
        back_word=words.say("Back to the text, source"),
    )
    return page.encode("utf-8", errors="replace")
