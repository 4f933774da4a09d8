"""Installing the app for people: exactly whom it is for, that it has begun, and what came of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from cards.card import Card, JsonValue
from cards.fields import ONCE, key_of, number_of, short_of
from cards.message import Button, message
from cards.paging import Page, page_of
from cards.payloads import AboutUnit, data_of
from cards.plain_text import LONGEST_NAME, excerpt
from cards.turning import page_words
from cards.verbs import Verb
from cards.words import Words
from domain.installations import Installation, InstallationState, Refusal
from domain.people import OrgUnitId, Person
from domain.rounds import FollowUpRoundId

PEOPLE_ON_A_PAGE = 20
LONGEST_MARK = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class AboutInstalling:
    """A list of people, from one page of it; `mark` tells that list from another."""

    follow_up_round_id: FollowUpRoundId
    page: int = 0
    key: str = ""
    mark: str = ""

    @property
    def data(self) -> dict[str, JsonValue]:
        """What a button carries."""
        return {
            "round": self.follow_up_round_id,
            "page": self.page,
            ONCE: self.key,
            "listed": self.mark,
        }


def installing_of(data: Mapping[str, JsonValue]) -> AboutInstalling:
    """Parse what a button sent."""
    return AboutInstalling(
        follow_up_round_id=FollowUpRoundId(number_of(data, "round")),
        page=number_of(data, "page", default=0),
        key=key_of(data),
        mark=short_of(data, "listed", LONGEST_MARK),
    )


def question(
    people: Sequence[Person],
    units: Mapping[OrgUnitId, str],
    about: AboutInstalling,
    words: Words,
    *,
    notice: str = "",
) -> Card:
    """Everybody for whom the app would be installed; `notice` is why this is not the list from before."""
    shown = page_of(people, about.page, PEOPLE_ON_A_PAGE)
    heading = words.count("Install the app for {n} person?", "Install the app for {n} people?", len(people))
    what = words.say(
        "They have never had the app. It is added to their Teams, and they get a welcome from Lägeskoll."
    )
    start = words.count("Install for {n} person", "Install for {n} people", len(people))
    return message(
        words,
        heading,
        [each for each in (notice, what, page_words(shown, words)) if each],
        [
            Button(title=start, verb=Verb.INSTALL, data=replace(about, page=0).data, is_main=True),
            *_turning(about, shown, words),
            _back(about.follow_up_round_id, words),
        ],
        facts=[
            (excerpt(each.name, LONGEST_NAME), excerpt(units.get(each.org_unit_id, ""), LONGEST_NAME))
            for each in shown.items
        ],
    )


def begun(number: int, follow_up_round_id: FollowUpRoundId, words: Words) -> Card:
    """It has been asked for."""
    heading = words.count(
        "The app is being installed for {n} person.", "The app is being installed for {n} people.", number
    )
    then = words.say("It takes a minute or so. The pre-flight shows what came of each.")
    return message(words, heading, [then], [_back(follow_up_round_id, words)])


def nobody(sentences: Sequence[str], follow_up_round_id: FollowUpRoundId, words: Words) -> Card:
    """There is nobody left to install it for."""
    heading = words.say("There is nobody to install the app for.")
    return message(words, heading, sentences, [_back(follow_up_round_id, words)])


def asked_before(asked: Sequence[Installation], name: str, words: Words) -> str:
    """Who has asked for it already, for how many, and when; empty when nobody has."""
    if not asked:
        return ""
    return words.count(
        "{name} had it installed for {n} person {when}.",
        "{name} had it installed for {n} people {when}.",
        len(asked),
        name=excerpt(name, LONGEST_NAME),
        when=words.moment(max(each.requested_at for each in asked)),
    )


def note(installation: Installation | None, words: Words) -> str:
    """What came of it for one person, in a few words; empty when nobody has asked for it."""
    if installation is None:
        return ""
    day = words.short_day(
        (installation.settled_at or installation.requested_at).astimezone(words.time_zone).date()
    )
    match installation.state:
        case InstallationState.WAITING:
            return words.say("being installed")
        case InstallationState.INSTALLED:
            return words.say("installed {day}, but Teams has not told us yet", day=day)
        case InstallationState.REFUSED if installation.refusal is not None:
            return words.say(
                "not installed {day}: {reason}",
                day=day,
                reason=_reason(installation.refusal, words, installation.code),
            )
        case _:
            return ""


def _reason(refusal: Refusal, words: Words, code: str) -> str:
    match refusal:
        case Refusal.POLICY:
            return words.say("IT's policy stops it")
        case Refusal.NO_PERMISSION:
            return words.say("IT has not let Lägeskoll install it")
        case Refusal.NO_APP:
            return words.say("the app is not in your app catalogue")
        case Refusal.NOT_FOUND:
            return words.say("Teams did not find the person or the app")
        case Refusal.NO_ANSWER:
            return words.say("Microsoft Graph did not answer")
        case Refusal.OTHER:
            return words.say("Microsoft Graph said no ({code})", code=code)


def _turning(about: AboutInstalling, shown: Page[Person], words: Words) -> list[Button]:
    turned = [
        (shown.has_previous, shown.number - 1, words.say("Previous")),
        (shown.has_next, shown.number + 1, words.say("Next")),
    ]
    return [
        Button(title=title, verb=Verb.ASK_INSTALL, data=replace(about, page=page).data)
        for is_there, page, title in turned
        if is_there
    ]


def _back(follow_up_round_id: FollowUpRoundId, words: Words) -> Button:
    about = AboutUnit(follow_up_round_id=follow_up_round_id)
    return Button(title=words.say("To the pre-flight"), verb=Verb.SHOW_PREFLIGHT, data=data_of(about))
