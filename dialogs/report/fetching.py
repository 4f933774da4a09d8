"""Somebody fetches a report as a document."""

from dataclasses import replace

from cards.report import wording
from cards.report.payloads import document_of
from dialogs.desk import Turn
from dialogs.report import loading, showing
from dialogs.report.making import make
from dialogs.turn import CardSubmitted, OfferFile, Refuse, Reply
from reports.names import round_title
from reports.rendering import formats
from storage import rounds as round_store


@showing.explained
async def fetch(turn: Turn, submitted: CardSubmitted) -> Reply:
    """The document is made of the version that was asked for, or of the data as they are now."""
    about = document_of(submitted.data)
    if about.kind not in formats():
        return Refuse(turn.words.say("That kind of document cannot be made here."))
    async with turn.desk.database.reading(turn.contact.tenant_id) as session:
        follow_up_round = await round_store.find(session, about.follow_up_round_id)
        if follow_up_round is None:
            return Refuse(showing.unknown(turn))
        if about.version:
            report = await loading.version(session, follow_up_round, about.version, turn.today)
        else:
            report = await loading.draft(session, follow_up_round, turn.desk.calendar, turn.today)
    made = await make(
        turn.desk.database,
        turn.contact.tenant_id,
        report,
        about.kind,
        replace(turn.words, language=about.language),
        at=turn.at,
        by=turn.person.person_id,
    )
    description = turn.words.say(
        "Report, {round}, {kind}",
        round=round_title(report.data.follow_up_round, turn.words),
        kind=wording.kind(about.kind, turn.words),
    )
    return OfferFile(name=made.name, description=description, content=made.content)
