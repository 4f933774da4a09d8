"""Writes Borlänge's plan as a workbook: `python -m bot.demo.workbook` after its YAML has changed."""

from pathlib import Path

from reports.plan_template import write_workbook
from storage.plan_import.reading import read_plan_file

FOLDER = Path(__file__).parent
YAML = FOLDER / "borlange-2023.yaml"
WORKBOOK = FOLDER / "borlange-2023.xlsx"


def demo_workbook() -> bytes:
    """The workbook that holds what the YAML holds; the same plan always gives the same bytes."""
    return write_workbook(read_plan_file(YAML))


if __name__ == "__main__":
    WORKBOOK.write_bytes(demo_workbook())
