"""What a file turned out to be, in plain words."""

from collections.abc import Iterator

from cards.report.wording import when
from cards.words import Words
from domain.report.seal import Seal
from domain.report.verification import Standing, Verdict


def sentences(verdict: Verdict, title: str, words: Words) -> list[str]:
    """What it is, and what that means; `title` is what its round is called."""
    return list(_sentences(verdict, title, words))


def _sentences(verdict: Verdict, title: str, words: Words) -> Iterator[str]:
    say, seal = words.say, verdict.seal
    match verdict.standing:
        case Standing.APPROVED if seal:
            yield say("The file belongs to {version}.", version=_version(seal, title, words))
            yield say("It is as it was made, and its data are those that were approved.")
        case Standing.DRAFT:
            yield from _draft(verdict, title, words)
        case Standing.FILE_CHANGED if seal:
            yield say(
                "The file is not as it was made, but the data in it are whole: they are those of {version}.",
                version=_version(seal, title, words),
            )
            yield say("What one reads in it may have been changed. Fetch the document again to be sure.")
        case Standing.DATA_CHANGED if seal:
            yield say("The file says that it belongs to {version}.", version=_version(seal, title, words))
            yield say("But the data in it have been changed. Do not trust it.")
        case Standing.NOT_PROVABLE if seal:
            yield say("The file says that it belongs to {version}.", version=_version(seal, title, words))
            yield say("But it is not as it was made, and has no data to compare. Do not trust it.")
        case _:
            yield say(
                "The file is unknown. It was not made here, or it has been changed so much that it can no "
                "longer be known. A CSV file is known only when nothing in it has been changed."
            )
    if seal and verdict.is_superseded:
        yield say(
            "Version {n} has been replaced by version {latest}.",
            n=words.number(seal.version),
            latest=words.number(verdict.latest),
        )


def _draft(verdict: Verdict, title: str, words: Words) -> Iterator[str]:
    say, made = words.say, verdict.made
    at = when(made.made_at, words) if made else ""
    yield say("The file is a draft ({round}), made {when}, and as it was then.", round=title, when=at)
    if verdict.seal is None:
        yield say("Nobody has approved its data.")
    else:
        version = _version(verdict.seal, title, words)
        yield say("Its data are the same as those of {version}.", version=version)


def _version(seal: Seal, title: str, words: Words) -> str:
    """Version 2 (Delårsbokslut 2023), godkänd av Henrik Norling 19 september 2023 kl. 17.00."""
    return words.say(
        "version {n} ({round}), approved by {name}, {when}",
        n=words.number(seal.version),
        round=title,
        name=seal.sealed_by_name,
        when=when(seal.sealed_at, words),
    )
