"""The pages that the app package's links lead to: what Lägeskoll is, what it keeps about people, its terms.

Anybody may read them, and they are there whether the service has any other pages or not.
"""

from collections.abc import Callable, Sequence

from aiohttp import web

from bot.pages import assets, saying
from bot.pages.policy import guarded
from bot.retention_settings import RetentionSettings
from bot.web import Handler, Mount
from cards import data_kinds
from cards.words import Words
from domain.retention import DataKind, Personal
from manifest.details import ABOUT, PRIVACY, TERMS
from reports.web_page.frame import Frame, Link
from reports.web_page.notice_page import Section, notice_page
from storage.data_map import DATA_MAP

ABOUT_PEOPLE = frozenset({Personal.DETAILS, Personal.TEXT})
Sections = Callable[[Words], Sequence[Section]]


def mount(settings: RetentionSettings) -> Mount:
    """The routes, with the style sheet that they need."""

    def add(application: web.Application) -> None:
        router = application.router
        router.add_get(assets.ROUTE, assets.serve)
        router.add_get(ABOUT, _served(ABOUT, _about))
        router.add_get(PRIVACY, _served(PRIVACY, lambda words: _privacy(settings, words)))
        router.add_get(TERMS, _served(TERMS, _terms))

    return add


def _served(place: str, sections: Sections) -> Handler:
    async def serve(request: web.Request) -> web.Response:
        words = saying.words_of(request)
        titles = _titles(words)
        frame = Frame(title=titles[place], occasion="Lägeskoll", style=assets.style_address())
        ways = [Link(address=other, text=title) for other, title in titles.items() if other != place]
        response = web.Response(
            body=notice_page(frame, sections(words), ways, words), content_type="text/html", charset="utf-8"
        )
        response.headers["Vary"] = "Accept-Language"
        return guarded(response, in_teams=saying.is_framed(request))

    return serve


def _titles(words: Words) -> dict[str, str]:
    return {
        ABOUT: words.say("What Lägeskoll is"),
        PRIVACY: words.say("How we handle personal data"),
        TERMS: words.say("Terms of use"),
    }


def _about(words: Words) -> list[Section]:
    say = words.say
    sentences = [
        say("Lägeskoll helps the municipality to follow up the action plan of its environmental strategy."),
        say("It asks in Microsoft Teams how each activity is going, and compiles the answers."),
        say("Write “help” to Lägeskoll in Teams to see what you can do."),
    ]
    return [Section(sentences=sentences)]


def _privacy(settings: RetentionSettings, words: Words) -> list[Section]:
    say = words.say
    return [
        Section(
            sentences=[
                say("The municipality is responsible for the data. They are in its own database."),
                say(
                    "Lägeskoll knows who answers for what in the plan: their name, their address at work, "
                    "where they are in Teams, and what they have answered."
                ),
                say("Sensitive data and personal numbers are not needed. Do not write any."),
                say("In a browser a cookie keeps you logged in. Nothing follows what you do elsewhere."),
            ]
        ),
        Section(heading=say("What is kept, and for how long"), terms=_kept(settings, words)),
        Section(
            heading=say("Who can read it"),
            sentences=[
                say("Owners see their own activities. The director and the strategists see the whole plan."),
                say("What you answer is a public record, and can be given to whoever asks for it."),
            ],
        ),
        Section(
            heading=say("Your rights"),
            sentences=[
                say("You may see what is kept about you, and have what is wrong corrected."),
                say("Turn to the municipality’s data protection officer with questions and complaints."),
                say("You can also complain to the Swedish Authority for Privacy Protection (IMY)."),
            ],
        ),
    ]


def _kept(settings: RetentionSettings, words: Words) -> list[tuple[str, str]]:
    """Each kind of data that says something about people: why, and for how long with these settings."""
    days = settings.retention_rules.days if settings.retention else {}
    return [
        (
            data_kinds.name(kind, words),
            words.say(
                "{purpose} Kept: {rule}.",
                purpose=data_kinds.purpose(kind, words),
                rule=data_kinds.rule(kind, days.get(kind, 0), words),
            ),
        )
        for kind in DataKind
        if any(each.personal in ABOUT_PEOPLE and kind in each.kinds for each in DATA_MAP.values())
    ]


def _terms(words: Words) -> list[Section]:
    say = words.say
    sentences = [
        say("Lägeskoll is for those who have a part in the municipality’s plan, and for work."),
        say("What you write is kept, and others can read it. Write nothing private about anybody."),
        say("You answer for what you write. You can correct it for as long as the follow-up is open."),
        say("Links that you get are for you alone. Do not pass them on."),
        say("If you do not want messages, remove the app in Teams. Your activities are still yours."),
        say("The program is open source, and comes as it is, without any warranty."),
        say("Ask the municipality’s environmental strategist if you wonder about anything."),
    ]
    return [Section(sentences=sentences)]
