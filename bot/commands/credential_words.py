"""What to do when Microsoft Entra gives the app no token, by Entra's own number for why."""

from bot.entra.own_token import TokenError
from cards.words import Words


def remedy(error: TokenError, words: Words) -> str:
    """What to mend, as precisely as Entra said what is wrong."""
    for number in sorted(error.numbers):
        told = _by_number(number, words)
        if told:
            return told
    return words.say("Check the app id, the tenant and the credential in the app registration.")


def _by_number(number: int, words: Words) -> str:
    # Source: Microsoft Entra authentication and authorization error codes.
    match number:
        case 7000215:
            return words.say(
                "Entra does not know the secret. Copy its value, not its id, to LAGESKOLL_APP_SECRET."
            )
        case 7000222:
            return words.say("The secret has ended. Make a new one in the app registration and put it here.")
        case 700027:
            return words.say("Entra does not know the certificate. Upload it to the app registration.")
        case 70021 | 700211 | 700212 | 700213:
            return words.say(
                "The app registration does not trust the identity. Add it under Federated credentials: "
                "issuer, subject and audience must be the same to the letter."
            )
        case 700024:
            return words.say(
                "What was shown is not good now. Check the machine's clock and the token's file."
            )
        case 700016:
            return words.say("The tenant has no such app. Check LAGESKOLL_APP_ID and LAGESKOLL_TENANT_ID.")
        case 90002:
            return words.say("There is no such tenant. Check LAGESKOLL_TENANT_ID.")
        case _:
            return ""
