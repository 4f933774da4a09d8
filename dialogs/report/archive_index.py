"""The lists that go with an archive: what is in it, who did what, and the checksums."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC

from cards.words import Words
from domain.audit_chain import Link, Tip
from domain.report.seal import Seal
from domain.rounds import FollowUpRound

SCHEMA = "lageskoll-archive/1"
CHECKSUMS = "checksums.sha256"


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What the archive is about; `seals` is empty for a preliminary one."""

    municipality: str
    title: str
    diary_number: str
    follow_up_round: FollowUpRound
    seals: Sequence[Seal]
    links: Sequence[Link]


def add(files: dict[str, bytes], about: About, words: Words) -> None:
    """Put the lists among the files; the checksums come last, since they are of all the others."""
    files["audit.jsonl"] = _audit(about.links)
    index = _index(files, about)
    files["index.json"] = (json.dumps(index, ensure_ascii=False, indent=2) + "\n").encode()
    files["index.txt"] = _in_words(about, words)
    files[CHECKSUMS] = checksums(files)


def checksums(files: Mapping[str, bytes]) -> bytes:
    """A list that `sha256sum --check` reads."""
    lines = [f"{hashlib.sha256(files[path]).hexdigest()}  {path}\n" for path in sorted(files)]
    return "".join(lines).encode()


def _audit(links: Sequence[Link]) -> bytes:
    lines = []
    for link in links:
        assert link.event is not None, "the extract joins each link with its event"
        event = link.event
        fields = {
            "link": link.position,
            "sha256": link.sha256,
            "event": event.event_id,
            "at": event.at.astimezone(UTC).isoformat(),
            "actor": event.actor_id,
            "deed": event.deed,
            "subject": event.subject,
            "details": json.loads(event.details) if event.details else {},
        }
        lines.append(json.dumps(fields, ensure_ascii=False, sort_keys=True) + "\n")
    return "".join(lines).encode()


def _index(files: Mapping[str, bytes], archive: About) -> dict[str, object]:
    about = archive.follow_up_round
    last = archive.links[-1] if archive.links else None
    return {
        "schema": SCHEMA,
        "municipality": archive.municipality,
        "diary_number": archive.diary_number,
        "round": {
            "id": about.follow_up_round_id,
            "occasion": about.occasion.value,
            "reference_date": about.reference_date.isoformat(),
            "opened": about.opens_at.isoformat(),
            "closed": about.closes_at.isoformat(),
        },
        "versions": [_version(seal) for seal in archive.seals],
        "audit": {
            "events": len(archive.links),
            "last_link": str(Tip(position=last.position, sha256=last.sha256)) if last else None,
        },
        "files": [
            {"path": path, "bytes": len(content), "sha256": hashlib.sha256(content).hexdigest()}
            for path, content in sorted(files.items())
        ],
    }


def _version(seal: Seal) -> dict[str, object]:
    return {
        "version": seal.version,
        "sha256": seal.sha256,
        "sealed_by": seal.sealed_by_name,
        "sealed_at": seal.sealed_at.isoformat(),
        "reason": seal.reason,
    }


def _in_words(about: About, words: Words) -> bytes:
    say = words.say
    lines = [f"{about.municipality}: {about.title}"]
    if about.diary_number:
        lines.append(say("Diary number: {number}", number=about.diary_number))
    for seal in about.seals:
        lines += ["", *_of_seal(seal, words)]
    if not about.seals:
        lines += ["", say("PRELIMINARY: nobody has approved this. It is not to be archived.")]
    lines += [
        "",
        say("documents/: each version for reading. PDF is the one to keep (PDF/A)."),
        say("data/: each version as data. sealed.json is what was approved, byte for byte."),
        say(
            "audit.jsonl: who did what in the follow-up, one event on each line, with its link in the chain."
        ),
        say("index.json: the same as this, for programs."),
        say("{file}: verify everything with “sha256sum --check {file}”.", file=CHECKSUMS),
    ]
    return ("\n".join(lines) + "\n").encode()


def _of_seal(seal: Seal, words: Words) -> list[str]:
    day = words.full_day(words.local_day(seal.sealed_at))
    approved = words.say(
        "Version {n}, approved by {name} {day}", n=seal.version, name=seal.sealed_by_name, day=day
    )
    checksum = words.say("Checksum of the data (SHA-256): {sha256}", sha256=seal.sha256)
    reason = [words.say("Reason for this version: {reason}", reason=seal.reason)] if seal.reason else []
    return [approved, *reason, checksum]
