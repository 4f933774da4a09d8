"""The data that documents carry in themselves, so that they can be compared with what was approved.

Word and Excel have them in a part `customXml/`, the page in a script that nothing runs, PDF as an attached
file of that name. Every document carries `report.mark` in its metadata besides.
"""

import base64

from domain.report.seal import Report
from reports.canonical import canonical

ATTACHMENT = "lageskoll.json"
SCRIPT_ID = "lageskoll-data"
NAMESPACE = "urn:lageskoll:report"
# What would end a script early, written as JSON may write them.
UNSAFE_IN_SCRIPT = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}


def data_of(report: Report) -> bytes:
    """The report's data as canonical JSON; of a version the very bytes that were sealed."""
    return report.content or canonical(report.data)


def as_xml(report: Report) -> bytes:
    """A part for Word and Excel, which they keep when the file is saved; `reports.evidence` reads it."""
    data = base64.b64encode(data_of(report)).decode()
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f'<report xmlns="{NAMESPACE}" mark="{report.mark}" encoding="base64">{data}</report>\n'
    ).encode()


def as_script(report: Report) -> str:
    """A whole `<script>` element for the page, which is data and never runs."""
    data = data_of(report).decode()
    for character, escaped in UNSAFE_IN_SCRIPT.items():
        data = data.replace(character, escaped)
    return f'<script type="application/json" id="{SCRIPT_ID}">{data}</script>'
