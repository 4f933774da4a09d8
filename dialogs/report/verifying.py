"""Holds a file against what was approved and what we have made."""

import asyncio
from hashlib import sha256

from dialogs.report.loading import BrokenSealError
from domain.report.verification import Verdict, judge
from reports.canonical import checksum
from reports.evidence import evidence
from storage import report_documents, seals
from storage.database import TenantSession


async def verdict(session: TenantSession, content: bytes) -> Verdict:
    """What a file is; raises `BrokenSealError` when the version it belongs to is not as it was sealed."""
    found = await asyncio.to_thread(evidence, content)
    made = await report_documents.find(session, sha256(content).hexdigest())
    judged = judge(made, found, await seals.every(session))
    seal = judged.seal
    if seal is not None and checksum(await seals.content(session, seal.seal_id)) != seal.sha256:
        raise BrokenSealError
    return judged
