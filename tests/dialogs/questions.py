"""What tests of questions back do again and again: asking, and pressing what came."""

from cards.card import JsonValue
from cards.question.payloads import OWN_WORDS, READY, REPLY, where_it_stands
from cards.verbs import Verb
from dialogs.turn import Reply
from domain.plan import PlanActivityId
from scheduler import questions as scheduled
from tests import plans
from tests.dialogs.matters import newest
from tests.dialogs.parlour import Parlour

WHAT = "Vad händer om överklagandet drar ut på tiden?"


async def form_for(parlour: Parlour, *, by: str = "henrik", about: int | None = None) -> Reply:
    """Henrik, the director, opens the form under the solar roofs in the summary."""
    item = PlanActivityId(about or parlour.plan.solar_roofs)
    stands = where_it_stands(parlour.plan.follow_up_round_id, item)
    shown = await parlour.send(by, Verb.LOOK_IN_SUMMARY, stands.data)
    return await parlour.press(by, shown, Verb.ASK_QUESTION)


async def ask(
    parlour: Parlour,
    *,
    by: str = "henrik",
    about: int | None = None,
    text: str = WHAT,
    ready: str = "",
) -> Reply:
    """And asks."""
    form = await form_for(parlour, by=by, about=about)
    inputs: dict[str, JsonValue] = {OWN_WORDS: text, READY: ready}
    return await parlour.press(by, form, Verb.SEND_QUESTION, inputs=inputs)


async def reply_of(parlour: Parlour, name: str, text: str) -> Reply:
    """Somebody replies in the newest card in their chat."""
    return await parlour.press(name, newest(parlour, name), Verb.REPLY_QUESTION, inputs={REPLY: text})


async def tick(parlour: Parlour) -> None:
    """The clock looks after questions."""
    await scheduled.run(parlour.database, parlour.at, plans.CALENDAR)
