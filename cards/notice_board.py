"""The overview as it hangs in a channel: numbers by unit and by measure, and nobody's name or own words."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from urllib.parse import quote

from cards import round_standing, rounds, standing_words
from cards.card import Card
from cards.plain_text import LONGEST_NAME, excerpt
from cards.render import render
from cards.unit import title_of
from cards.words import Words
from domain.overview import Overview, Standing
from domain.rounds import RoundState

# A channel cannot turn pages for one reader alone; those that need most come first, the rest are counted.
MOST_ROWS = 25
# Source: Microsoft Teams, "Deep link to Teams chat"; a bot is named by its id in Teams.
CHAT = "https://teams.microsoft.com/l/chat/0/0"
BOT_ID = re.compile(r"28:[0-9A-Za-z-]{1,80}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One unit or measure."""

    title: str
    figures: str


def notice_board(view: Overview, words: Words, *, today: date, at: datetime, bot_id: str = "") -> Card:
    """How the round stands. `at` is when this is how it stood, `bot_id` who we are in the channel."""
    is_over = view.follow_up_round.state is RoundState.CLOSED
    said = standing_words.answered(view.answered, view.outstanding, words)
    occasion = rounds.title(view.follow_up_round, words)
    units = [(excerpt(each.org_unit.name, LONGEST_NAME), each) for each in view.units]
    measures = [(title_of(each.measure, words), each) for each in view.measures]
    return render(
        "notice_board",
        words,
        summary=f"{occasion}: {said}",
        occasion=occasion,
        heading=words.say("How the answers turned out") if is_over else words.say("Where the answers stand"),
        answered=said,
        standing=round_standing.standing(view.follow_up_round, words, today),
        chat=chat_with(bot_id),
        as_of=words.say("As it stood at {time}", time=words.moment(at)),
        parts=[
            (words.say("By unit"), _rows(units, words, is_over=is_over), _more(units, words)),
            (words.say("By measure"), _rows(measures, words, is_over=is_over), _more(measures, words)),
        ],
    )


def chat_with(bot_id: str) -> str:
    """A link that opens the reader's own chat with us; "" when Teams does not know us by such an id."""
    return f"{CHAT}?users={quote(bot_id, safe=':')}" if BOT_ID.fullmatch(bot_id) else ""


def _rows(parts: Sequence[tuple[str, Standing]], words: Words, *, is_over: bool) -> list[Row]:
    return [
        Row(title=title, figures=standing_words.figures(each, words, is_over=is_over))
        for title, each in parts[:MOST_ROWS]
    ]


def _more(parts: Sequence[tuple[str, Standing]], words: Words) -> str:
    more = len(parts) - MOST_ROWS
    return words.count("{n} more", "{n} more", more) if more > 0 else ""
