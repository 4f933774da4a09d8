"""Puts back the drop-downs that openpyxl loses: those that list another sheet's rows, as Excel keeps them."""

import io
import zipfile
from collections.abc import Iterator
from posixpath import join, normpath
from xml.etree import ElementTree as ET

from openpyxl import Workbook
from openpyxl.worksheet.datavalidation import DataValidation

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
OF_2009 = "{http://schemas.microsoft.com/office/spreadsheetml/2009/9/main}"
FORMULA = "{http://schemas.microsoft.com/office/excel/2006/main}f"
PLACES = "{http://schemas.microsoft.com/office/excel/2006/main}sqref"
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


def put_back(content: bytes, workbook: Workbook) -> None:
    """Give the sheets of a workbook that has been read the drop-downs that were left out in the reading."""
    for title, part in _sheets(content):
        if title in workbook.sheetnames and "dataValidations" in part:
            for found in ET.fromstring(part).iter(f"{OF_2009}dataValidation"):  # noqa: S314 - opened before, and refused if it defines entities
                _put_back_one(found, workbook, title)


def _put_back_one(found: ET.Element, workbook: Workbook, title: str) -> None:
    formula = found.findtext(f"{OF_2009}formula1/{FORMULA}")
    places = found.findtext(PLACES)
    if found.get("type") == "list" and formula and places:
        rule = DataValidation(
            type="list",
            formula1=formula,
            sqref=places,
            allow_blank=found.get("allowBlank") == "1",
            showErrorMessage=found.get("showErrorMessage") == "1",
            errorTitle=found.get("errorTitle"),
            error=found.get("error"),
        )
        workbook[title].add_data_validation(rule)


def _sheets(content: bytes) -> Iterator[tuple[str, str]]:
    """The title and the XML of each sheet."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        relations = ET.fromstring(package.read("xl/_rels/workbook.xml.rels"))  # noqa: S314 - as above
        targets = {each.get("Id"): each.get("Target", "") for each in relations}
        book = ET.fromstring(package.read("xl/workbook.xml"))  # noqa: S314 - as above
        for sheet in book.iter(f"{MAIN}sheet"):
            target = targets.get(sheet.get(RELATION), "")
            name = target.lstrip("/") if target.startswith("/") else normpath(join("xl", target))
            yield sheet.get("name", ""), package.read(name).decode("utf-8", errors="replace")
