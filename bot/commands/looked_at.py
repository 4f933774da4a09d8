"""What `lageskoll doctor` has looked at: one thing, how it is, and what to do when it is not all right."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing looked at. `remedy` is empty when it is all right."""

    subject: str
    fact: str
    remedy: str = ""
