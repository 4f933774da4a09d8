"""Whatever people write comes back as they wrote it, and never as anything else."""

import orjson
import pytest
from sqlmodel import col

from bot.demo.chat import Chat, JsonObject, buttons
from cards.card import JsonValue
from cards.plain_text import excerpt
from cards.verbs import Verb
from domain.rounds import RoundState
from storage.tables import OrgUnitRow, PersonRow, PlanActivityRow
from tests.flows.town import Town
from tests.shown import said, typed
from tests.stored import answers

HOSTILE = {
    "quotes": '"quoted" and \'quoted\' and \\"escaped\\" \\',
    "json": '"}], "type": "Action.OpenUrl", "url": "https://evil.example"',
    "jinja expression": "{{ 7 * 7 }} {{ config }} }}",
    "jinja statement": "{% for x in range(9) %}x{% endfor %} {# gone #}",
    "adaptive template": "${$root.secret} {{DATE(2023-08-22T06:08:00Z, SHORT)}}",
    "mention": "<at>Henrik Norling</at> <script>alert(1)</script> &lt;at&gt;",
    "markdown": "[Klicka här](https://evil.example) **fet** _kursiv_ `kod` # rubrik",
    "placeholders": "{name} {0} %s %(n)s {",
    "lines": "första\nandra\r\ntredje\ttabb",
    "emoji": "👩🏽‍🌾 🌱 👨‍👩‍👧‍👦 é́ ﷽",
    "right to left": "före \u202e efter \u202c \u2066 slut",
    "line separators": "före \u2028 mellan \u2029 efter",
    "sql": "'); DROP TABLE answer; --",
    "long": "ord " * 120 + "slut",
}


async def prepare(town: Town) -> tuple[Chat, Chat]:
    for name in ("karin", "maja", "henrik"):
        await town.chats[name].install()
    await town.move_to("2023-08-22T09:00:00+02:00")
    return town.chats["karin"], town.chats["henrik"]


async def write(chat: Chat, item: int, inputs: JsonObject) -> JsonObject:
    """Fill in the form of one plan activity and save it; returns the card that came back."""
    await chat.say("mina aktiviteter")
    forms = [button for button in buttons(chat.latest) if button.verb == Verb.OPEN_FORM]
    nth = [button.data["item"] for button in forms].index(item)
    await chat.press(Verb.OPEN_FORM, nth=nth)
    await chat.press(Verb.SAVE_ANSWER, inputs=inputs)
    return chat.latest


def form(text: str) -> dict[str, JsonValue]:
    return {
        "progress": "delayed",
        "percent": "10",
        "comment": text,
        "obstacle_kind": "money",
        "obstacle_text": text,
        "next_step": text,
        "new_end": "2024-03-01",
    }


async def test_what_an_owner_writes_comes_through_unharmed(on_each: Town) -> None:
    karin, henrik = await prepare(on_each)
    for text in HOSTILE.values():
        on_each.breathe()
        shown = await write(karin, on_each.plan.solar_roofs, form(text))
        assert excerpt(text, 140) in said(shown)

        last = (await answers(on_each.house.database, on_each.plan.tenant_id))[-1]
        assert (last.comment, last.obstacle_text, last.next_step) == (text, text, text)

        await karin.press(Verb.OPEN_FORM, nth=1)
        assert typed(karin.latest)["comment"] == text

        await henrik.say("sammanställning")
        assert excerpt(text, 300) in said(henrik.latest)


async def test_what_stands_in_the_plan_comes_through_unharmed(on_each: Town) -> None:
    karin, henrik = await prepare(on_each)
    maja, plan, database = on_each.chats["maja"], on_each.plan, on_each.house.database
    for text in HOSTILE.values():
        on_each.breathe()
        async with database.writing(plan.tenant_id) as session:
            await session.change(PlanActivityRow, col(PlanActivityRow.id) == plan.solar_roofs, title=text)
            await session.change(OrgUnitRow, col(OrgUnitRow.id) == plan.sector_id, name=text)
            await session.change(PersonRow, col(PersonRow.id) == plan.johan, name=text)

        for chat, command in ((karin, "mina aktiviteter"), (maja, "läge")):
            await chat.say(command)
            assert excerpt(text, 80)[:60] in said(chat.latest)

        await henrik.say("sammanställning")
        by_unit = next(each for each in buttons(henrik.latest) if each.title == "Per enhet")
        await henrik.press(by_unit)
        assert excerpt(text, 80)[:60] in said(henrik.latest)

        await maja.say("läge")
        await maja.press(Verb.ASK_NUDGE)
        assert excerpt(text, 80)[:60] in said(maja.latest)


async def test_ten_thousand_characters_come_back_to_be_shortened(on_each: Town) -> None:
    karin, _ = await prepare(on_each)
    novel = "Det här är en lång berättelse. " * 323
    before = await on_each.everything()

    shown = await write(karin, on_each.plan.solar_roofs, {**form("kort"), "comment": novel})

    assert typed(shown)["comment"] == novel.strip()
    assert "Du skrev 10\u00a0012 av högst 1\u00a0000 tecken." in said(shown)
    assert (await on_each.everything())["answer"] == before["answer"]


@pytest.mark.parametrize("escape", [b"\\u0000", b"\\ud800", b"\\udc00\\ud800"])
async def test_what_no_keyboard_writes_stays_outside(on_each: Town, escape: bytes) -> None:
    await prepare(on_each)
    before = await on_each.everything()
    sent: list[JsonObject] = []

    async def note(body: JsonObject) -> tuple[int, JsonObject]:
        sent.append(body)
        return 200, {}

    karin = on_each.chats["karin"]
    karin.post = note
    await karin.say("före EFTER")
    raw = orjson.dumps(sent[0]).replace(b"EFTER", escape)
    headers = {"Content-Type": "application/json", **on_each.openid.headers()}
    async with on_each.client.post("/api/messages", data=raw, headers=headers) as answer:
        assert (answer.status, await answer.read()) == (400, b"")

    assert await on_each.everything() == before


async def test_a_message_of_any_kind_is_answered_with_help(place: Town) -> None:
    karin, _ = await prepare(place)
    for text in HOSTILE.values():
        place.breathe()
        await karin.say(text)

        assert "förstod jag inte" in said(karin.latest)
    assert place.plan.follow_up_round.state is RoundState.PLANNED
