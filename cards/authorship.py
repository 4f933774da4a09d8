"""Who has answered, and for whom when it was not the owner's own doing: said the same way everywhere."""

from cards.plain_text import LONGEST_NAME, excerpt
from cards.words import Words
from domain.answers import Answer
from domain.worklist import WorkItem

LONGEST_REASON = 200


def saved(item: WorkItem, answer: Answer, words: Words) -> str:
    """When and by whom, and why by somebody else: what those who own the activity read."""
    when, name = words.moment(answer.said_at), excerpt(item.answered_by_name, LONGEST_NAME)
    if answer.answered_for is None:
        said = words.say("Saved {when} by {name}", when=when, name=name)
    else:
        said = words.say(
            "Answered {when} by {name} for {owner}",
            when=when,
            name=name,
            owner=excerpt(item.answered_for_name, LONGEST_NAME),
        )
    parts = [
        words.say("Unchanged") if answer.unchanged else "",
        said,
        way(answer, words),
        excerpt(answer.reason, LONGEST_REASON),
    ]
    return " · ".join(part for part in parts if part)


def way(answer: Answer, words: Words) -> str:
    """How it came here, where that was not by a card; empty too where the system itself has answered."""
    if answer.by_mail:
        return words.say("by a link in an e-mail")
    if answer.source and answer.answered_by is not None:
        return words.say("in {system}", system=excerpt(answer.source, LONGEST_NAME))
    return ""


def instead(item: WorkItem, words: Words) -> str:
    """Who answered for whom: what reports add to such an answer; empty when it is the owner's own.

    Why is for those who own the activity, not for the reports.
    """
    if item.answer is None or item.answer.answered_for is None:
        return ""
    return words.say(
        "answered by {name} for {owner}",
        name=excerpt(item.answered_by_name, LONGEST_NAME),
        owner=excerpt(item.answered_for_name, LONGEST_NAME),
    )


def how(unchanged: int, on_behalf: int, words: Words) -> str:
    """How many answers were repeated from last time, and how many a strategist gave; empty when none."""
    said = []
    if unchanged:
        said.append(
            words.count(
                "{n} answer is unchanged since last time.",
                "{n} answers are unchanged since last time.",
                unchanged,
            )
        )
    if on_behalf:
        said.append(
            words.count(
                "{n} answer was given by an environmental strategist instead of the owner.",
                "{n} answers were given by an environmental strategist instead of the owner.",
                on_behalf,
            )
        )
    return " ".join(said)
