"""Pages that tell people why they cannot see what they came for, and where to go instead."""

from collections.abc import Sequence
from http import HTTPStatus

from aiohttp import web

from bot.pages.assets import style_address
from bot.pages.policy import guarded
from cards.words import Words
from domain.people import Language
from reports.web_page.frame import Frame, Link
from reports.web_page.plain_page import plain_page

# What a browser says of somebody's languages may be long, and only the first ones are of interest.
LONGEST_LANGUAGES = 200


def words_of(request: web.Request) -> Words:
    """The language that the browser asks for, for somebody whom we do not know yet."""
    asked = request.headers.get("Accept-Language", "")[:LONGEST_LANGUAGES].split(",")
    known = (Language.of_locale(each.partition(";")[0].strip()) for each in asked)
    return Words(language=next((each for each in known if each), Language.SWEDISH))


def is_framed(request: web.Request) -> bool:
    """Whether the page is to be shown inside another, as in a tab in Teams."""
    return request.headers.get("Sec-Fetch-Dest") == "iframe"


def said(
    request: web.Request,
    words: Words,
    title: str,
    sentences: Sequence[str],
    ways: Sequence[Link] = (),
    *,
    status: HTTPStatus,
) -> web.Response:
    """The page."""
    frame = Frame(title=title, style=style_address())
    response = web.Response(
        body=plain_page(frame, sentences, ways, words),
        status=status,
        content_type="text/html",
        charset="utf-8",
    )
    return guarded(response, in_teams=is_framed(request))


def expired(request: web.Request) -> web.Response:
    """The time is over, or the link is nothing at all, or nobody has come in: all are told the same."""
    words = words_of(request)
    say = words.say
    sentences = [
        say("A link is good for a while, and only for whoever asked for it."),
        say("Ask for a new one in Teams: write “summary” to Lägeskoll and press “Open in the browser”."),
    ]
    ways = [Link(address="/tab", text=say("Log in again"))] if is_framed(request) else []
    return said(request, words, say("You need to come in anew"), sentences, ways, status=HTTPStatus.FORBIDDEN)


def not_for_them(request: web.Request, words: Words) -> web.Response:
    """Somebody of the plan who does not read the summary."""
    return said(
        request, words, words.say("This page is not for you"), [reason(words)], status=HTTPStatus.FORBIDDEN
    )


def reason(words: Words) -> str:
    """Whom the pages are for, and where the others find what is theirs."""
    who = words.say("Only the director and the environmental strategists can see that.")
    return f"{who} {words.say('Your own activities are in the chat: write “my activities” to Lägeskoll.')}"


def nothing_there(request: web.Request, words: Words) -> web.Response:
    """What the address asks for is not there."""
    return said(
        request,
        words,
        words.say("That is not here"),
        [words.say("It may have left the plan, or the address is wrong.")],
        [Link(address="/overview", text=words.say("Show everything"))],
        status=HTTPStatus.NOT_FOUND,
    )


def failed(request: web.Request) -> web.Response:
    """We have failed."""
    words = words_of(request)
    sentence = words.say("Something went wrong with us, and nothing was saved. Please try again in a while.")
    return said(
        request, words, words.say("It did not work"), [sentence], status=HTTPStatus.INTERNAL_SERVER_ERROR
    )
