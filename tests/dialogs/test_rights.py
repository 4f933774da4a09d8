"""A role by Entra group counts, and is gone, at the next thing that its holder does."""

import asyncio
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import timedelta

from cards.verbs import Verb
from dialogs.rights import FRESH, PATIENCE, Rights
from dialogs.turn import Refuse, Reply, Say
from domain.people import Role
from scheduler.directory import DirectoryError
from storage import group_roles
from tests.dialogs.parlour import Parlour, text
from tests.plans import entra_id

STRATEGIST_GROUP, DIRECTOR_GROUP = "the-strategists", "the-directors"
GROUPS = {Role.STRATEGIST: STRATEGIST_GROUP, Role.DIRECTOR: DIRECTOR_GROUP}


@dataclass(kw_only=True)
class Lists:
    """Who is in which group; `asked` is how often anybody wanted to know, `error` what they get instead."""

    groups: dict[str, set[str]] = field(default_factory=dict)
    asked: int = 0
    error: DirectoryError | None = None
    never_answers: bool = False

    async def among(self, entra_object_id: str, groups: Collection[str]) -> frozenset[str]:
        """Those that the person is in."""
        self.asked += 1
        if self.never_answers:
            await asyncio.Event().wait()
        if self.error is not None:
            raise self.error
        return frozenset(each for each in groups if entra_object_id in self.groups.get(each, set()))

    def put(self, name: str, group: str = STRATEGIST_GROUP) -> None:
        """The person is in the group."""
        self.groups.setdefault(group, set()).add(entra_id(name))

    def take_out(self, name: str, group: str = STRATEGIST_GROUP) -> None:
        """And is not any longer."""
        self.groups[group].discard(entra_id(name))


def with_lists(parlour: Parlour, patience: timedelta = PATIENCE) -> Lists:
    """The parlour asks these lists whenever somebody acts."""
    lists = Lists()
    parlour.rights = Rights(database=parlour.database, memberships=lists, groups=GROUPS, patience=patience)
    return lists


async def stored(parlour: Parlour, name: str) -> frozenset[Role]:
    """The roles by group that we remember somebody to have."""
    async with parlour.database.reading(parlour.plan.tenant_id) as session:
        return await group_roles.of_person(session, entra_id(name))


async def given(parlour: Parlour, name: str, role: Role = Role.STRATEGIST) -> None:
    """The clock read the groups a while ago, and the person was in that role's."""
    async with parlour.database.writing(parlour.plan.tenant_id) as session:
        await group_roles.set_of_person(session, entra_id(name), frozenset({role}), parlour.at)


async def steered(parlour: Parlour, name: str) -> Reply:
    """Somebody wants to steer the round."""
    return await parlour.send(name, Verb.SHOW_ROUND, {"round": parlour.plan.follow_up_round_id})


async def test_whoever_has_just_come_into_the_group_may_at_once(on_each: Parlour) -> None:
    with_lists(on_each).put("karin")

    reply = await steered(on_each, "karin")

    assert "Hantera Delårsbokslut 2023" in text(reply)
    assert await stored(on_each, "karin") == {Role.STRATEGIST}
    assert "role.given" in str((await on_each.everything())["audit_event"])


async def test_whoever_has_just_left_the_group_may_not_any_longer(on_each: Parlour) -> None:
    lists = with_lists(on_each)
    await given(on_each, "karin")

    reply = await steered(on_each, "karin")

    assert lists.asked == 1
    assert isinstance(reply, Refuse)
    assert await stored(on_each, "karin") == set()
    assert "refused" in str((await on_each.everything())["audit_event"])


async def test_a_word_is_refused_as_a_button_is(parlour: Parlour) -> None:
    with_lists(parlour)
    await given(parlour, "karin")

    assert isinstance(await parlour.say("karin", "läge"), Say)


async def test_whoever_has_left_the_group_answers_for_nobody_else(parlour: Parlour) -> None:
    with_lists(parlour)
    await given(parlour, "henrik")
    about = parlour.about()
    before = await parlour.saved()

    await parlour.send("henrik", Verb.OPEN_FORM, about)
    reply = await parlour.send("henrik", Verb.SAVE_ANSWER, {**about, "progress": "done", "reason": "Därför"})

    assert "inte längre ditt ansvar" in text(reply)
    assert await parlour.saved() == before


async def test_an_owner_who_does_an_owners_things_is_not_asked_about(parlour: Parlour) -> None:
    lists = with_lists(parlour)

    await parlour.press("karin", await parlour.list_of("karin"), Verb.OPEN_FORM)

    assert lists.asked == 0


async def test_a_strategist_by_the_plan_is_not_asked_about(parlour: Parlour) -> None:
    lists = with_lists(parlour)

    assert "Hantera Delårsbokslut 2023" in text(await steered(parlour, "maja"))
    assert lists.asked == 0


async def test_several_presses_in_a_row_ask_once(parlour: Parlour) -> None:
    lists = with_lists(parlour)
    lists.put("karin")

    for _ in range(3):
        await steered(parlour, "karin")
    parlour.at += FRESH - timedelta(seconds=1)
    await steered(parlour, "karin")
    assert lists.asked == 1
    parlour.at += timedelta(seconds=1)
    lists.take_out("karin")

    assert isinstance(await steered(parlour, "karin"), Refuse)
    assert lists.asked == 2


async def test_without_an_answer_the_roles_are_as_they_were(parlour: Parlour) -> None:
    lists = with_lists(parlour)
    lists.error = DirectoryError("503", retry_after=timedelta(minutes=5))
    await given(parlour, "karin")

    assert "Hantera Delårsbokslut 2023" in text(await steered(parlour, "karin"))
    assert isinstance(await steered(parlour, "johan"), Refuse)
    assert lists.asked == 1
    assert await stored(parlour, "karin") == {Role.STRATEGIST}


async def test_after_an_outage_it_is_asked_again_when_it_may_be(parlour: Parlour) -> None:
    lists = with_lists(parlour)
    lists.error = DirectoryError("503", retry_after=timedelta(minutes=5))
    await steered(parlour, "karin")
    lists.error = None
    lists.put("karin")

    parlour.at += timedelta(minutes=4)
    assert isinstance(await steered(parlour, "karin"), Refuse)
    parlour.at += timedelta(minutes=1)

    assert "Hantera Delårsbokslut 2023" in text(await steered(parlour, "karin"))


async def test_nobody_waits_long_for_a_directory_that_says_nothing(parlour: Parlour) -> None:
    with_lists(parlour, patience=timedelta(0)).never_answers = True
    await given(parlour, "karin")

    assert "Hantera Delårsbokslut 2023" in text(await steered(parlour, "karin"))


async def test_one_of_two_roles_can_go(parlour: Parlour) -> None:
    lists = with_lists(parlour)
    lists.put("karin", DIRECTOR_GROUP)
    await given(parlour, "karin")

    assert isinstance(await steered(parlour, "karin"), Refuse)
    assert await stored(parlour, "karin") == {Role.DIRECTOR}


async def test_two_presses_at_once_note_the_change_once(on_each: Parlour) -> None:
    with_lists(on_each).put("karin")

    await asyncio.gather(*(steered(on_each, "karin") for _ in range(3)))

    assert str((await on_each.everything())["audit_event"]).count("role.given") == 1
