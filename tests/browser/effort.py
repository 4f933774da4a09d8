"""What a person has to do for a job, counted while it is done."""

from dataclasses import dataclass


@dataclass(slots=True, kw_only=True)
class Effort:
    """Taps on buttons, rows, choices and fields, and characters written."""

    taps: int = 0
    written: int = 0
