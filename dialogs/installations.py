"""A strategist or an administrator has the app installed for people: sees exactly whom, and says yes once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from cards import installing
from cards.card import Card
from cards.fields import PayloadError
from cards.installing import AboutInstalling, installing_of
from dialogs import preflight, standings
from dialogs.desk import Turn
from dialogs.turn import CardSubmitted, Refuse, Replace, Reply
from domain.installations import Installation, InstallationState, mark_of
from domain.people import OrgUnitId, Person
from storage import audit, installations, plan_outlines
from storage import people as people_store
from storage import rounds as round_store
from storage.database import TenantSession


@dataclass(frozen=True, slots=True, kw_only=True)
class _Scene:
    people: Sequence[Person]
    units: Mapping[OrgUnitId, str]


async def ask(turn: Turn, submitted: CardSubmitted) -> Reply:
    """Show exactly for whom it would be, or another page of it."""
    about = installing_of(submitted.data)
    if not turn.desk.may_install:
        return Refuse(_is_off(turn))
    async with turn.desk.database.reading(turn.contact.tenant_id) as session:
        scene = await _scene(session, turn, about)
        return (
            Refuse(standings.unknown(turn))
            if scene is None
            else Replace(await _question(session, turn, about, scene))
        )


async def start(turn: Turn, submitted: CardSubmitted) -> Reply:
    """Ask for it, for exactly those who were shown. The same press twice asks once."""
    about = installing_of(submitted.data)
    if not about.key or not about.mark:
        raise PayloadError
    if not turn.desk.may_install:
        return Refuse(_is_off(turn))
    async with turn.desk.database.writing(turn.contact.tenant_id) as session:
        again = await installations.asked_with(session, about.key)
        if again:
            return Replace(installing.begun(again, about.follow_up_round_id, turn.words))
        scene = await _scene(session, turn, about)
        if scene is None:
            return Refuse(standings.unknown(turn))
        if mark_of(scene.people) != about.mark:
            return Replace(await _question(session, turn, about, scene, is_changed=True))
        return Replace(await _started(session, turn, about, scene))


async def _started(session: TenantSession, turn: Turn, about: AboutInstalling, scene: _Scene) -> Card:
    people = [each.person_id for each in scene.people]
    number = await installations.request(session, people, by=turn.person.person_id, key=about.key, at=turn.at)
    if not number:
        return installing.nobody(await _before(session, turn), about.follow_up_round_id, turn.words)
    await audit.record(
        session,
        deed="app.install_asked",
        subject=f"round:{about.follow_up_round_id}",
        at=turn.at,
        actor_id=turn.person.person_id,
        people=people,
    )
    return installing.begun(number, about.follow_up_round_id, turn.words)


async def _question(
    session: TenantSession, turn: Turn, about: AboutInstalling, scene: _Scene, *, is_changed: bool = False
) -> Card:
    before = await _before(session, turn)
    if not scene.people:
        return installing.nobody(before, about.follow_up_round_id, turn.words)
    changed = turn.words.say(
        "The list has changed. Nothing has been installed; look through it and press again."
    )
    anew = AboutInstalling(
        follow_up_round_id=about.follow_up_round_id,
        page=about.page,
        key=turn.new_key(),
        mark=mark_of(scene.people),
    )
    notice = " ".join([changed, *before]) if is_changed else ""
    return installing.question(scene.people, scene.units, anew, turn.words, notice=notice)


async def _scene(session: TenantSession, turn: Turn, about: AboutInstalling) -> _Scene | None:
    follow_up_round = await round_store.find(session, about.follow_up_round_id)
    if follow_up_round is None:
        return None
    view = await preflight.look_over(session, turn, follow_up_round)
    outline = await plan_outlines.of_plan(session, follow_up_round.plan_id)
    units = {org_unit_id: each.name for org_unit_id, each in outline.org_units.items()}
    return _Scene(people=view.installable, units=units)


async def _before(session: TenantSession, turn: Turn) -> list[str]:
    """Who has asked for it already, where it has not failed."""
    asked: dict[int, list[Installation]] = {}
    for each in (await installations.every(session)).values():
        if each.state in {InstallationState.WAITING, InstallationState.INSTALLED}:
            asked.setdefault(each.requested_by, []).append(each)
    names = await people_store.names(session)
    told = [
        installing.asked_before(theirs, names.get(theirs[0].requested_by, ""), turn.words)
        for theirs in asked.values()
    ]
    return sorted(told)


def _is_off(turn: Turn) -> str:
    return turn.words.say(
        "Lägeskoll may not install the app for people here. Ask IT to install it, or the people to add it."
    )
