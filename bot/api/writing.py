"""Saves what a service brings, by the rules of the card, and answers with what has become of it."""

from dataclasses import dataclass

from bot.api import translating, types
from bot.api.problems import not_found
from bot.api.reading import Asked, Library
from bot.api.verdicts import answer_id_of
from dialogs.brought_answers import Batch
from dialogs.from_elsewhere import bring
from domain.answers import AnswerId
from domain.brought import Brought, Saved, Service
from domain.rounds import FollowUpRoundId
from storage import answer_feed


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """The answer as it is read; `is_new` unless it was brought before."""

    answer: types.Answer
    is_new: bool


async def bring_answer(library: Library, asked: Asked) -> Written:
    """Save an answer once; raises `ProblemError` with what stands against it."""
    brought = _brought(asked)
    batch = Batch(
        tenant_id=library.tenant_id,
        service=Service(client_id=asked.client.client_id, name=asked.client.name),
        follow_up_round_id=FollowUpRoundId(asked.ids["round_id"]),
        answers=(brought,),
        at=asked.at,
    )
    (outcome,) = await bring(library.database, library.calendar, batch)
    answer_id = answer_id_of(outcome, brought)
    library.wake()
    return Written(answer=await _read(library, asked, answer_id), is_new=isinstance(outcome, Saved))


def _brought(asked: Asked) -> Brought:
    sent = asked.sent
    assert sent is not None
    return Brought(
        external_id=sent.external_id,
        number=asked.number,
        form=sent.form,
        answered_by=sent.answered_by or "",
        given_at=sent.given_at,
        acknowledged=sent.acknowledged,
        based_on=asked.based_on,
    )


async def _read(library: Library, asked: Asked, answer_id: AnswerId) -> types.Answer:
    async with library.database.reading(library.tenant_id) as session:
        found = await answer_feed.one(session, answer_id)
    if found is None:
        raise not_found("The answer has been removed, as those of old rounds are.")
    return translating.answer(found, with_names=asked.with_names)
