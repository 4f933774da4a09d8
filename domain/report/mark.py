"""The mark that every document carries in its metadata: which data it was made of, in plain letters."""

import re
from dataclasses import dataclass
from typing import Self

DRAFT = 0
MARK = re.compile(r"lageskoll-seal:([0-9a-f]{64}):([0-9]{1,9}):([0-9]{1,6})")


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """The checksum of the data, the round, and the version; version 0 is a draft, whose data nobody approved.

    A mark says what a document claims to be. It proves nothing, since anybody can write one.
    """

    sha256: str
    follow_up_round_id: int
    version: int = DRAFT

    def __str__(self) -> str:
        return f"lageskoll-seal:{self.sha256}:{self.follow_up_round_id}:{self.version}"

    @classmethod
    def found_in(cls, text: str) -> Self | None:
        """The first mark in a text; None when there is none."""
        found = MARK.search(text)
        if found is None:
            return None
        sha256, follow_up_round_id, version = found.groups()
        return cls(sha256=sha256, follow_up_round_id=int(follow_up_round_id), version=int(version))
