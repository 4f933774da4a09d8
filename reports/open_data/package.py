"""Puts into a workbook what its writer cannot: the report's data as a part of the file, and its language."""

import io
import zipfile
from collections.abc import Mapping

from domain.people import Language
from domain.report.seal import Report
from reports.embedded import NAMESPACE, as_xml

# Only has to be another than other parts' in the same file.
ITEM_ID = "{6C1B7A52-3D0E-4A55-9A5C-5E0A4C0F1E71}"
CUSTOM_XML = "http://schemas.openxmlformats.org/officeDocument/2006/customXml"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
KINDS_OF_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
CUSTOM_PART = f"{KINDS_OF_RELATION}/customXml"
KIND_OF_PART = "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"
DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
LANGUAGES = {Language.SWEDISH: "sv-SE", Language.ENGLISH: "en-GB"}
# The oldest day that a zip file knows, so that the same report is always the same bytes.
NO_DAY = (1980, 1, 1, 0, 0, 0)


def with_data(workbook: bytes, report: Report, language: Language) -> bytes:
    """The workbook with the data, which Excel keeps when it saves the file, and its language."""
    written = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(workbook)) as before,
        zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as after,
    ):
        for part in before.namelist():
            _put(after, part, _completed(part, before.read(part), language))
        for part, content in _parts(report).items():
            _put(after, part, content)
    return written.getvalue()


def _put(package: zipfile.ZipFile, part: str, content: bytes) -> None:
    package.writestr(zipfile.ZipInfo(part, NO_DAY), content, zipfile.ZIP_DEFLATED)


def _completed(part: str, content: bytes, language: Language) -> bytes:
    """A part of the workbook, with what makes our own parts known in it."""
    added = {
        "[Content_Types].xml": (
            "</Types>",
            f'<Override PartName="/customXml/itemProps1.xml" ContentType="{KIND_OF_PART}"/>',
        ),
        "xl/_rels/workbook.xml.rels": (
            "</Relationships>",
            f'<Relationship Id="rIdData" Type="{CUSTOM_PART}" Target="../customXml/item1.xml"/>',
        ),
        "docProps/core.xml": (
            "</cp:coreProperties>",
            f"<dc:language>{LANGUAGES[language]}</dc:language>",
        ),
    }
    if part not in added:
        return content
    end, what = added[part]
    return content.replace(end.encode(), f"{what}{end}".encode())


def _parts(report: Report) -> Mapping[str, bytes]:
    properties = (
        f'{DECLARATION}<ds:datastoreItem ds:itemID="{ITEM_ID}" xmlns:ds="{CUSTOM_XML}">'
        f'<ds:schemaRefs><ds:schemaRef ds:uri="{NAMESPACE}"/></ds:schemaRefs></ds:datastoreItem>'
    )
    relation = (
        f'{DECLARATION}<Relationships xmlns="{RELATIONS}">'
        f'<Relationship Id="rId1" Type="{KINDS_OF_RELATION}/customXmlProps" Target="itemProps1.xml"/>'
        "</Relationships>"
    )
    return {
        "customXml/item1.xml": as_xml(report),
        "customXml/itemProps1.xml": properties.encode(),
        "customXml/_rels/item1.xml.rels": relation.encode(),
    }
