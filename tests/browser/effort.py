"""What a person has to do for a job, counted while it is done, and told at the end of a test run."""

from collections.abc import Iterable
from dataclasses import dataclass

PROPERTY = "effort"


@dataclass(slots=True, kw_only=True)
class Effort:
    """Taps on buttons, rows, choices and fields; characters written; messages in the chat."""

    taps: int = 0
    written: int = 0
    messages: int = 0


def row(job: str, effort: Effort) -> str:
    """One line of the table."""
    return f"{job:<22}{effort.taps:>6}{effort.written:>9}{effort.messages:>10}"


def table(rows: Iterable[str]) -> list[str]:
    """The table with its heading."""
    return [f"{'':<22}{'taps':>6}{'written':>9}{'messages':>10}", *sorted(rows)]
