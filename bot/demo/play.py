"""Plays a whole follow-up round by itself and checks that nothing was lost, repeated or refused."""

from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path

from bot.demo import documents
from bot.demo.chat import texts
from bot.demo.owners import Owner
from bot.demo.stage import Stage, keep_cards
from cards import summary_text
from cards.verbs import Verb
from domain.deliveries import DeliveryKind, Fate
from domain.errors import LageskollError
from domain.people import Role, TenantId
from domain.rounds import FollowUpRound, Occasion
from storage import groups, ledger
from storage import rounds as round_store
from storage.database import Database
from storage.summary import loading as summaries

OPEN_FATES = frozenset({Fate.WAITING, Fate.CLAIMED})


class PlayError(LageskollError):
    """The round did not go as it must; the message says what was lost or repeated."""


MORNING_AFTER = "2023-09-20T09:05:00+02:00"


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """One stop: the clock is moved to `at`, then people do what they do."""

    at: str
    played: Callable[[Stage], Awaitable[None]]


@dataclass(slots=True)
class Play:
    """The whole round on a stage."""

    stage: Stage
    owners: list[Owner]

    def acts(self) -> list[Act]:
        """From the day before the first reminder to the closing."""
        return [
            Act(at="2023-08-21T09:30:00+02:00", played=self._install),
            Act(at="2023-08-22T09:05:00+02:00", played=lambda _: self._answer(share=0.45)),
            Act(at="2023-09-05T09:05:00+02:00", played=lambda _: self._answer(share=0.40)),
            Act(at="2023-09-08T10:00:00+02:00", played=self._nudge),
            Act(at="2023-09-08T10:05:00+02:00", played=self._reminded),
            Act(at="2023-09-11T09:05:00+02:00", played=lambda _: self._answer(share=0.50)),
            Act(at="2023-09-14T09:05:00+02:00", played=lambda _: self._answer(share=0.60)),
            Act(at="2023-09-19T16:00:00+02:00", played=self._close),
        ]

    @property
    def answered(self) -> int:
        """How many plan activities somebody has answered; co-owners may both have tried one."""
        return len(set().union(*(owner.answered for owner in self.owners)))

    async def perform(self, act: Act) -> None:
        """Play one act."""
        await self.stage.move_to(act.at)
        await act.played(self.stage)

    async def _install(self, stage: Stage) -> None:
        for chat in stage.chats.values():
            await chat.install()
        stage.tell(
            stage.words.count(
                "{n} person has added the app and is welcomed.",
                "{n} people have added the app and are welcomed.",
                len(stage.chats),
            )
        )

    async def _answer(self, *, share: float) -> None:
        before = self.answered
        for owner in self.owners:
            if self.stage.chance.random() < share:
                await owner.answer_everything()
        self.stage.tell(
            self.stage.words.count(
                "{n} answer comes in.",
                "{n} answers come in.",
                self.answered - before,
            )
        )

    async def _nudge(self, stage: Stage) -> None:
        strategist = stage.with_role(Role.STRATEGIST)
        await strategist.say("läge")
        await strategist.press(Verb.ASK_NUDGE)
        question = texts(strategist.latest)[0]
        await strategist.press(Verb.NUDGE)
        stage.tell(f"{strategist.name}: {question} → {' '.join(texts(strategist.latest)[:2])}")

    async def _reminded(self, stage: Stage) -> None:
        """What could be undone until now has gone, and the receipt tells how it went."""
        strategist = stage.with_role(Role.STRATEGIST)
        await strategist.press(Verb.SHOW_NUDGE)
        stage.tell(f"{strategist.name}: {' '.join(texts(strategist.latest))}")

    async def _close(self, stage: Stage) -> None:
        director = stage.with_role(Role.DIRECTOR)
        stage.tell(stage.words.say("{name} gets the summary.", name=director.name))
        await documents.approve(stage)
        # The strategists are told.
        await stage.move_to(MORNING_AFTER)


async def verify(play: Play) -> str:
    """Hold the database, the connector and the people against each other; returns the summary as text.

    Raises `PlayError` when an answer or a message is missing, or when a message came twice.
    """
    stage = play.stage
    database = Database(stage.settings.database_url.get_secret_value())
    try:
        async with database.reading(TenantId(stage.settings.tenant_id)) as session:
            follow_up_round = _interim(await round_store.every(session))
            fates = await ledger.fates(session, follow_up_round.follow_up_round_id)
            summary = await summaries.with_every_deviation(session, follow_up_round)
            group = await groups.of_tenant(session)
    finally:
        await database.close()
    _compare(stage.words.say("answers"), summary.whole.answered, play.answered)
    _compare(stage.words.say("messages still waiting"), _count(fates, OPEN_FATES), 0)
    # One welcome each and the strategist's overview; everything else went through the outbox.
    replies = len(stage.chats) + 1
    _compare(stage.words.say("messages"), _count(fates, {Fate.SENT}), stage.connector.posted - replies)
    return summary_text.as_text(summary, stage.words, group.name)


def _interim(follow_up_rounds: list[FollowUpRound]) -> FollowUpRound:
    return next(each for each in follow_up_rounds if each.occasion is Occasion.INTERIM_ACCOUNTS)


def _count(counted: Counter[ledger.Entry], wanted: frozenset[Fate] | set[Fate]) -> int:
    """Messages that are new to somebody; redrawn cards are not counted, unless they are still waiting."""
    return sum(
        number
        for entry, number in counted.items()
        if entry.fate in wanted and (entry.kind is not DeliveryKind.CARD_UPDATE or Fate.SENT not in wanted)
    )


def _compare(what: str, found: int, expected: int) -> None:
    if found != expected:
        raise PlayError(f"{what}: {found} ≠ {expected}")


def keep(play: Play, folder: Path) -> int:
    """Write the cards that stand in everybody's chats; returns how many."""
    return keep_cards(play.stage.chats, folder)
