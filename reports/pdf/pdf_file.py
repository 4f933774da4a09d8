"""Lays the report out as a PDF by Typst, with the data it was made of attached."""

from datetime import datetime, time
from importlib.resources import files
from io import BytesIO
from typing import Final
from zoneinfo import ZoneInfo

import orjson
import pikepdf
import typst

from domain.report.seal import Report
from reports.embedded import ATTACHMENT, data_of
from reports.narrative.compose import compose
from reports.narrative.plain import plain
from reports.pdf.glyphs import drawable
from reports.wording import Wording

# For archives (ISO 19005-3, level A: tagged) and for screen readers (ISO 14289-1).
ARCHIVAL: Final = "a-3a"
ACCESSIBLE: Final = "ua-1"
STOCKHOLM = ZoneInfo("Europe/Stockholm")


def pdf(report: Report, words: Wording) -> bytes:
    """The report as PDF/A-3a and PDF/UA-1; the same report and language are always the same bytes."""
    say = words.say
    made_on = report.made_on
    document = plain(compose(report, words), drawable) | {
        "made_on": [made_on.year, made_on.month, made_on.day],
        "foot": say("Made by Lägeskoll on {day}", day=words.full_day(made_on)),
        "data_name": ATTACHMENT,
        "data_description": say("The data that the report is made of"),
    }
    page = files("reports").joinpath("templates", "report.typ").read_bytes()
    laid_out = typst.compile(
        page,
        ignore_system_fonts=True,
        pdf_standards=[ARCHIVAL, ACCESSIBLE],
        sys_inputs={
            "document": orjson.dumps(document).decode(),
            "data": data_of(report).decode(),
        },
        timestamp=int(datetime.combine(made_on, time(12), STOCKHOLM).timestamp()),
    )
    return _packed(laid_out)


def _packed(content: bytes) -> bytes:
    """The same in a fifth of the space: tags and links are many, small and alike."""
    packed = BytesIO()
    with pikepdf.open(BytesIO(content)) as file:
        file.save(
            packed,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            preserve_pdfa=True,
            deterministic_id=True,
        )
    return packed.getvalue()
