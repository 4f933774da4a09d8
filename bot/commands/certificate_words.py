"""What is wrong with the bot's certificate, or with a file of secrets, as a sentence that says what to do."""

from bot.setting_problems import Problem, ProblemKind
from cards.words import Words


def sentence(problem: Problem, names: str, words: Words) -> str | None:
    """The sentence; None where it is something else that is wrong."""
    value = problem.value
    match problem.kind:
        case ProblemKind.NOT_READABLE:
            return words.say(
                "{names} points to {value}, which cannot be read. "
                "Check the file, and that the service may read it.",
                names=names,
                value=value,
            )
        case ProblemKind.NO_PRIVATE_KEY:
            return words.say(
                "{names} points to {value}, where no private key can be opened. Check that the key is in the "
                "file, and LAGESKOLL_APP_CERTIFICATE_PASSWORD.",
                names=names,
                value=value,
            )
        case ProblemKind.NO_CERTIFICATE:
            return words.say(
                "{names} points to {value}, where no certificate belongs to the private key. "
                "Put both in the same file.",
                names=names,
                value=value,
            )
        case _:
            return _of_kind(problem, names, words)


def _of_kind(problem: Problem, names: str, words: Words) -> str | None:
    value = problem.value
    match problem.kind:
        case ProblemKind.NOT_RSA:
            return words.say(
                "{names} points to {value}, whose key is not RSA, and Entra takes no other. "
                "Make a new certificate.",
                names=names,
                value=value,
            )
        case ProblemKind.ENDED:
            return words.say(
                "{names} points to a certificate that ended on {value}. Upload a new one to the app "
                "registration, and put it in the file.",
                names=names,
                value=value,
            )
        case _:
            return None
