"""Pages that tell whoever comes by a letter's link why it opens nothing, or why nothing was saved."""

from http import HTTPStatus

from aiohttp import web

from bot.pages import saying
from cards.words import Words
from domain.mail import LinkEnd
from reports.web_page.frame import Link


def over(request: web.Request, why: LinkEnd) -> web.Response:
    """The link opens nothing: what to do instead."""
    words = saying.words_of(request)
    say = words.say
    sentence = {
        LinkEnd.UNKNOWN: say(
            "The link has ended, or is not whole. Open the latest letter, or contact the environment office."
        ),
        LinkEnd.CLOSED: say(
            "The follow-up is closed and takes no more answers. Contact the environment office."
        ),
        LinkEnd.WITHDRAWN: say(
            "The link has been withdrawn. "
            "Contact the environment office if you still have something to answer."
        ),
        LinkEnd.IN_TEAMS: say(
            "Lägeskoll reaches you in Teams again. Answer there: write “my activities” to Lägeskoll."
        ),
    }[why]
    return saying.said(
        request, words, say("The link no longer opens"), [sentence], status=HTTPStatus.FORBIDDEN
    )


def not_on_the_list(request: web.Request, words: Words, back: str) -> web.Response:
    """The plan activity is not (or no longer) on the list."""
    return saying.said(
        request,
        words,
        words.say("That is not here"),
        [words.say("It is not yours to answer for any longer. Nothing was saved.")],
        [Link(address=back, text=words.say("To my activities"))],
        status=HTTPStatus.NOT_FOUND,
    )


def too_often(request: web.Request) -> web.Response:
    """More often than a person could."""
    words = saying.words_of(request)
    sentence = words.say("The link has been used very often just now. Wait a minute, and try again.")
    return saying.said(
        request, words, words.say("Wait a little"), [sentence], status=HTTPStatus.TOO_MANY_REQUESTS
    )


def not_a_form(request: web.Request, words: Words, back: str, status: HTTPStatus) -> web.Response:
    """What was sent is not what the page sends, or far too much."""
    sentence = words.say("Nothing was saved. Go back to the list and open the form again.")
    return saying.said(
        request,
        words,
        words.say("It did not work"),
        [sentence],
        [Link(address=back, text=words.say("To my activities"))],
        status=status,
    )
