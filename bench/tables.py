"""Prints what was measured, and on what machine."""

import os
import platform
import statistics
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import TypeVar

import typer
from rich.console import Console
from rich.table import Table

Sample = TypeVar("Sample")


def command(main: Callable[..., None]) -> None:
    """Run a bench from the command line."""
    app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)
    app.command()(main)
    app()


def show(
    title: str, headings: Sequence[str], rows: Iterable[Sequence[str]], notes: Iterable[str] = ()
) -> None:
    """A table whose first column is text and whose others are figures."""
    table = Table()
    for number, heading in enumerate(headings):
        table.add_column(heading, justify="right" if number else "left", no_wrap=True)
    for row in rows:
        table.add_row(*row)
    # A file or a log is as wide as the table needs.
    console = Console(width=None if os.isatty(1) else 160)
    console.print(title, style="bold", highlight=False)
    console.print(table)
    for note in notes:
        console.print(f"  {note}", style="dim", highlight=False)
    console.print()


def machine() -> str:
    """The date and the machine, in a line."""
    return (
        f"{date.today().isoformat()}, {os.cpu_count()} × {_processor()}, Python {platform.python_version()}"  # noqa: DTZ011 - the day on this machine
    )


def middle(samples: Iterable[Sample], figure: Callable[[Sample], float]) -> float:
    """The median of a figure."""
    return statistics.median(map(figure, samples))


def number(value: float) -> str:
    """Three digits that mean something."""
    if value >= 100:  # noqa: PLR2004 - whole numbers
        return f"{value:,.0f}".replace(",", " ")
    return f"{value:.1f}" if value >= 10 else f"{value:.2f}"  # noqa: PLR2004 - as above


def _processor() -> str:
    """What the processor calls itself."""
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
    except OSError:
        return platform.machine()
    return next(
        (line.partition(": ")[2] for line in lines if line.startswith("model name")), platform.machine()
    )
