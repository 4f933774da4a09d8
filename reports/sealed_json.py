"""A report as JSON: its data, their checksum, and the seal of whoever approved them."""

import json

from domain.report.seal import Report
from reports.embedded import data_of
from reports.wording import Wording

BEFORE_DATA, AFTER_DATA = b',"data":', b"}\n"


def sealed_json(report: Report, _words: Wording) -> bytes:
    """`{"seal": …, "sha256": …, "mark": …, "data": …}`, where `data` are the very bytes that were sealed.

    The seal is null for a draft. Field names and values are the same in every language.
    """
    head = {
        "seal": _seal(report),
        "sha256": report.mark.sha256,
        "mark": str(report.mark),
        "is_preliminary": report.data.is_preliminary,
        "is_superseded": report.is_superseded,
        "diary_number": report.diary_number,
        "made_on": report.made_on.isoformat(),
    }
    written = json.dumps(head, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")
    return written.removesuffix(b"}") + BEFORE_DATA + data_of(report) + AFTER_DATA


def _seal(report: Report) -> dict[str, object] | None:
    seal = report.seal
    if seal is None:
        return None
    return {
        "version": seal.version,
        "sealed_by": seal.sealed_by_name,
        "sealed_at": seal.sealed_at.isoformat(),
        "reason": seal.reason,
    }
