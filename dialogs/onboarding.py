"""Getting to know people: a welcome by role, a polite word to those who are not in the plan, a farewell."""

from datetime import datetime

from cards.message import message
from cards.words import Words
from dialogs import help as help_dialog
from dialogs.desk import Desk, Turn
from dialogs.turn import BotInstalled, BotRemoved, Incoming, Nothing, Reply, Show
from domain.contact import ContactState
from domain.people import Person, Role
from storage import audit, groups
from storage import contacts as contact_store
from storage import people as people_store

MOST_NAMES = 3


async def welcome(turn: Turn) -> Reply:
    """Say hello once for each installation, by role; opening the chat again says nothing."""
    async with turn.desk.database.writing(turn.contact.tenant_id) as session:
        if not await contact_store.claim_welcome(session, turn.contact, turn.at):
            return Nothing()
        group = await groups.of_tenant(session)
        await audit.record(
            session,
            deed="contact.welcomed",
            subject=f"person:{turn.person.person_id}",
            at=turn.at,
            actor_id=turn.person.person_id,
        )
    say = turn.words.say
    return Show(
        message(
            turn.words,
            say("Hello {name}!", name=turn.person.first_name),
            [
                say(
                    "I am Lägeskoll. I follow up the environmental action plan of {place}.", place=group.name
                ),
                *_by_role(turn.person, turn.words),
            ],
            buttons=help_dialog.buttons(turn),
        )
    )


def _by_role(person: Person, words: Words) -> list[str]:
    say, sentences = words.say, []
    if Role.OWNER in person.roles:
        sentences.append(
            say("Twice a year I ask how your activities are going. You answer here in the chat.")
        )
    if Role.STRATEGIST in person.roles:
        sentences.append(say("You can see who has answered, and remind those who have not."))
    if Role.DIRECTOR in person.roles:
        sentences.append(
            say("When a follow-up closes you get the summary here. You can ask for it at any time.")
        )
    if Role.MANAGER in person.roles:
        sentences.append(
            say("When the last day to answer has passed, I tell you what your unit has left to answer.")
        )
    if Role.ADMIN in person.roles:
        sentences.append(say("You can get the plan as a file here, and read in a new one."))
    return sentences


async def unknown(desk: Desk, incoming: Incoming, words: Words, at: datetime) -> Reply:
    """Somebody who is not in the plan: say so, and whom to ask; once when the app is added."""
    async with desk.database.writing(incoming.sender.tenant_id) as session:
        is_news = await contact_store.claim_welcome(session, incoming.contact, at)
        people = await people_store.everybody(session)
    if isinstance(incoming, BotInstalled) and not is_news:
        return Nothing()
    say = words.say
    strategists = sorted(person.name for person in people.values() if Role.STRATEGIST in person.roles)
    whom = words.either(strategists[:MOST_NAMES]) if strategists else say("the environment office")
    return Show(
        message(
            words,
            say("I cannot find you in the action plan"),
            [
                say("I only talk with people who have a part in the environmental action plan."),
                say("Do you think that you should be there? Ask {whom}.", whom=whom),
            ],
        )
    )


async def removed(desk: Desk, incoming: BotRemoved, at: datetime) -> Reply:
    """The app was removed: never write again until it is back."""
    async with desk.database.writing(incoming.sender.tenant_id) as session:
        await contact_store.set_state(session, incoming.contact, ContactState.UNINSTALLED, at)
    return Nothing()
