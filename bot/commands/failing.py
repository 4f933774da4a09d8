"""Our own errors as sentences for whoever sits at the command line."""

from bot.commands import certificate_words
from bot.commands.template_words import sentence
from bot.listening import NoPlace, NoPlaceError
from bot.setting_problems import Problem, ProblemKind, SettingsError
from cards.words import Words
from domain.errors import LageskollError
from reports.word.faults import ReportTemplateError
from storage.schema import DatabaseUnavailableError


def explain(error: LageskollError, words: Words) -> str:
    """What went wrong and what to do about it."""
    if isinstance(error, SettingsError):
        lines = [f"  • {setting_problem(problem, words)}" for problem in error.problems]
        return "\n".join([words.say("The settings cannot be used:"), *lines])
    if isinstance(error, DatabaseUnavailableError):
        check = words.say("Check LAGESKOLL_DATABASE_URL and that the database runs.")
        return f"{words.say('The database does not answer.')} {check}\n  {error}"
    if isinstance(error, ReportTemplateError):
        return f"{words.say('The Word template cannot be used:')} {sentence(error, words)}"
    if isinstance(error, NoPlaceError):
        return _no_place(error, words)
    return str(error)


def _no_place(error: NoPlaceError, words: Words) -> str:
    given = {"place": error.place, "choice": words.either(list(error.variables))}
    match error.why:
        case NoPlace.TAKEN:
            return words.say(
                "Another program listens at {place}. Is Lägeskoll running already?"
                " Otherwise change {choice}.",
                **given,
            )
        case NoPlace.FORBIDDEN:
            return words.say(
                "The machine does not let Lägeskoll listen at {place}. Change {choice}.", **given
            )
        case NoPlace.NOT_OURS:
            return words.say("This machine does not have the address {place}. Change {choice}.", **given)


def setting_problem(problem: Problem, words: Words) -> str:
    """One setting to mend."""
    names, choice = words.listed(list(problem.variables)), words.either(list(problem.variables))
    value = problem.value
    match problem.kind:
        case ProblemKind.MISSING:
            return words.say("Set {names}.", names=words.listed(_explained(problem.variables, words)))
        case ProblemKind.NO_CREDENTIAL:
            return words.say("The bot has nothing to prove itself with. Set {choice}.", choice=choice)
        case ProblemKind.SEVERAL_CREDENTIALS:
            return words.say("Set only {choice}.", choice=choice)
        case ProblemKind.NOT_LOOPBACK:
            return words.say(
                "{names} is {value}, but the development profile checks no tokens. "
                "Use 127.0.0.1, or choose the production profile.",
                names=names,
                value=value,
            )
        case _:
            return _mistyped(problem, names, words)


def _mistyped(problem: Problem, names: str, words: Words) -> str:
    """A value that is there, but cannot be right."""
    value = problem.value
    match problem.kind:
        case ProblemKind.NOT_AN_ID:
            return words.say(
                "{names} is {value}. An id looks like 01234567-89ab-cdef-0123-456789abcdef.",
                names=names,
                value=value,
            )
        case ProblemKind.NOT_SECURE:
            return words.say("{names} is {value}. It must begin with https://.", names=names, value=value)
        case ProblemKind.FILE_NOT_FOUND:
            return words.say("{names} points to {value}, but no file is there.", names=names, value=value)
        case ProblemKind.UNKNOWN_DATABASE:
            return words.say(
                "{names} must begin with sqlite+aiosqlite:/// or postgresql+psycopg://.", names=names
            )
        case ProblemKind.TOO_SHORT:
            return words.say("{names} must have at least {value} characters.", names=names, value=value)
        case ProblemKind.NOT_INSTALLED:
            return words.say(
                "{names} needs packages that are not here. Install {value}.", names=names, value=value
            )
        case ProblemKind.NOT_BARE:
            return words.say(
                "{names} is {value}. It must be https:// and a host name, and nothing more.",
                names=names,
                value=value,
            )
        case _:
            return _of_mail(problem, names, words)


def _of_mail(problem: Problem, names: str, words: Words) -> str:
    """What is wrong with the way that letters leave, or with anything else."""
    match problem.kind:
        case ProblemKind.NOT_ENCRYPTED:
            return words.say(
                "{names} may be none for a mail server on this machine alone, not for {value}. "
                "Use starttls or tls.",
                names=names,
                value=problem.value,
            )
        case ProblemKind.NOT_AN_ADDRESS:
            return words.say(
                "{names} is {value}, which is no e-mail address.", names=names, value=problem.value
            )
        case ProblemKind.ONLY_ONE:
            return words.say(
                "{names} is {value}. In the development profile, and on Windows, it must be 1.",
                names=names,
                value=problem.value,
            )
        case _:
            told = certificate_words.sentence(problem, names, words)
            return told or words.say("{names} has a value that cannot be used.", names=names)


def _explained(variables: tuple[str, ...], words: Words) -> list[str]:
    """Each variable with what is to stand in it, where the name alone does not say."""
    meanings = {
        "LAGESKOLL_APP_ID": words.say("the Microsoft App ID on the bot's page in the Azure portal"),
        "LAGESKOLL_TENANT_ID": words.say("the directory's id in Microsoft Entra"),
        "LAGESKOLL_LINK_KEY": words.say("what links are signed with, which nobody can guess"),
        "LAGESKOLL_GRAPH": words.say("true, so that letters may leave through it"),
        "LAGESKOLL_MUNICIPALITY": words.say("the municipality's name, such as Borlänge"),
    }
    return [f"{name} ({meanings[name]})" if name in meanings else name for name in variables]
