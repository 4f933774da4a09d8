"""What the pre-flight finds, in words: what is wrong, what to do about it, and what Entra said."""

from cards import unled
from cards import white_spots as white_spots_card
from cards.words import Words
from domain.directory import Checked, DirectoryState
from domain.preflight import FindingKind
from domain.white_spots import WhiteSpotKind

OF_THE_PLAN = frozenset({FindingKind.NO_OWNER, FindingKind.NO_PLAN_ACTIVITY})


def kind_word(kind: FindingKind, words: Words) -> str:
    """What is wrong, as a heading."""
    if kind in OF_THE_PLAN:
        return white_spots_card.kind_word(WhiteSpotKind(kind.value), words)
    say = words.say
    return {
        FindingKind.LEFT: say("Has left: the account is closed or gone"),
        FindingKind.UNKNOWN: say("Not found in the directory"),
        FindingKind.NOT_INSTALLED: say("Does not have the app"),
        FindingKind.NOT_ALLOWED: say("IT's policy stops the app from being installed"),
        FindingKind.REMOVED: say("Has removed the app"),
        FindingKind.BLOCKED: say("Has blocked the app"),
        FindingKind.GUEST: say("Guest from another organisation"),
        FindingKind.ELSEWHERE: say("Not in your organisation"),
        FindingKind.NO_MANAGER: say("Units without a manager"),
        FindingKind.NO_DIRECTOR: say("No director in the plan"),
    }[kind]


def remedy(kind: FindingKind, words: Words) -> str:
    """What to do about it."""
    if kind in OF_THE_PLAN:
        return white_spots_card.remedy(WhiteSpotKind(kind.value), words)
    say = words.say
    return {
        FindingKind.LEFT: say("Ask the unit who takes over, and change owner in the plan."),
        FindingKind.UNKNOWN: say("Check the e-mail address in the plan: nobody in the directory has it."),
        FindingKind.NOT_INSTALLED: say("Ask IT to install the app for them, or ask them to add it in Teams."),
        FindingKind.NOT_ALLOWED: say(
            "Ask IT to allow the app for them in the Teams admin centre. Then try again."
        ),
        FindingKind.REMOVED: say("Ask them to add the app again in Teams."),
        FindingKind.BLOCKED: say("Ask them to unblock the app in Teams."),
        FindingKind.GUEST: say("Ask them to add the app when they are in your Teams, or answer for them."),
        FindingKind.ELSEWHERE: say(
            "Check the e-mail address. Ask IT to invite them as guests, or answer for them."
        ),
        FindingKind.NO_MANAGER: unled.remedy(words),
        FindingKind.NO_DIRECTOR: say(
            "Give somebody the role “Kommundirektör” in the plan: the summary goes there."
        ),
    }[kind]


def entra(checked: Checked | None, words: Words) -> str:
    """What Entra said about somebody, and when; or that it was not asked."""
    if checked is None:
        return words.say("not checked")
    say, day = words.say, words.full_day(words.local_day(checked.at))
    state = {
        DirectoryState.MEMBER: say("found"),
        DirectoryState.GUEST: say("guest"),
        DirectoryState.ELSEWHERE: say("in another organisation"),
        DirectoryState.DISABLED: say("account closed"),
        DirectoryState.GONE: say("account gone"),
        DirectoryState.UNKNOWN: say("not found"),
    }[checked.state]
    return say("{state} (checked {day})", state=state, day=day)
