"""A process that serves does not carry the libraries that a few documents a year are made with."""

import subprocess
import sys

LARGE = ("docx", "docxtpl", "lxml", "numpy", "openpyxl", "pikepdf", "typst", "xlsxwriter")


def test_what_makes_documents_is_fetched_when_one_is_made() -> None:
    shows = f"import sys, bot.main; print(*sorted(set({LARGE}) & set(sys.modules)))"

    carried = subprocess.run([sys.executable, "-c", shows], capture_output=True, text=True, check=True)

    assert carried.stdout.split() == []
