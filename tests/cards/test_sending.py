"""The receipt of what a strategist has set going, as it is drawn again while things happen."""

from datetime import datetime, timedelta

import pytest

from cards.sending import ask_cancel, beforehand, receipt, step_title, title
from cards.verbs import Verb
from cards.words import Words
from domain.people import Language
from domain.reminders import again_key
from domain.rounds import RoundState
from domain.sendings import Sending
from tests.cards import givens
from tests.cards.gallery import buttons, shown
from tests.cards.ledger_givens import ANNA, FIVE_PAST, MAJA, NINE, sending, sight, step, withdrawn

WORDS = Words()
OPEN = givens.follow_up_round()
MINUTE = timedelta(minutes=1)
GOES_SOON = (
    "Skickas kl. 09.05. Fram till dess kan du ångra dig. "
    "Den som hinner svara innan dess får ingen påminnelse."
)


def told(about: Sending, *, at: datetime = NINE, state: RoundState = RoundState.OPEN) -> list[str]:
    return shown(receipt(about, givens.follow_up_round(state), WORDS, sight(at)))


def test_before_it_goes_the_receipt_says_when_and_can_be_undone() -> None:
    card = receipt(sending(), OPEN, WORDS, sight(), unreachable=["Omar Haddad"])

    assert shown(card) == [
        "3 personer får en påminnelse",
        GOES_SOON,
        "⚠ Går inte att nå",
        "Omar Haddad",
    ]
    assert {title: each["verb"] for title, each in buttons(card).items()} == {
        "Ångra": Verb.UNDO_NUDGE,
        "Visa hur det går": Verb.SHOW_NUDGE,
        "Till läget": Verb.SHOW_OVERVIEW,
    }


def test_on_another_day_the_day_is_said() -> None:
    [_, when] = told(sending(goes_at=FIVE_PAST + timedelta(days=1)))

    assert when.startswith("Skickas fredag 25 augusti kl. 09.05, när arbetsdagen börjar.")


def test_while_it_goes_every_number_is_told_and_the_rest_can_be_stopped() -> None:
    under_way = sending(
        waiting=5,
        on_the_way=3,
        sent=12,
        not_reached=1,
        not_needed=2,
        first_sent=FIVE_PAST,
        last_sent=FIVE_PAST + MINUTE,
        goes_at=FIVE_PAST + 5 * MINUTE,
    )

    card = receipt(under_way, OPEN, WORDS, sight(FIVE_PAST + MINUTE))

    assert shown(card) == [
        "Påminnelserna skickas",
        "5 väntar på att skickas.",
        "Nästa skickas kl. 09.10.",
        "✔ 12 skickades kl. 09.05–09.06.",
        "3 är på väg och går inte att stoppa.",
        "⚠ 1 nåddes inte. Under ”Utskick” i läget ser du varför.",
        "2 hade redan svarat på allt och får ingen påminnelse.",
    ]
    assert "Avbryt resten" in buttons(card)


def test_when_all_is_sent_there_is_nothing_to_stop() -> None:
    card = receipt(
        sending(waiting=0, sent=3, first_sent=FIVE_PAST, last_sent=FIVE_PAST), OPEN, WORDS, sight()
    )

    assert shown(card) == ["Påminnelserna är skickade", "✔ 3 skickades kl. 09.05."]
    assert list(buttons(card)) == ["Till läget"]


def test_whoever_needed_no_reminder_has_their_own_reason_for_it() -> None:
    over = step(waiting=0, sent=0, not_needed=4, later=3, paused=2, too_late=1)

    assert told(over)[1:] == [
        "4 hade redan svarat på allt och får ingen påminnelse.",
        "3 har fått mer tid eller en senare påminnelse och får inte den här.",
        "2 har pausat de tidiga påminnelserna och får inte den här.",
        "1 hann inte påminnas innan uppföljningen stängde.",
    ]
    assert over.people == 10


def test_what_had_gone_before_it_was_stopped_is_told_apart() -> None:
    stopped = sending(
        waiting=0,
        stopped=5,
        sent=12,
        first_sent=FIVE_PAST,
        last_sent=FIVE_PAST + MINUTE,
        withdrawal=withdrawn(FIVE_PAST + 2 * MINUTE),
    )

    assert told(stopped, at=FIVE_PAST + 3 * MINUTE) == [
        "Utskicket är avbrutet",
        "Du avbröt det kl. 09.07.",
        "5 påminnelser skickas inte.",
        "12 hade redan skickats kl. 09.05–09.06.",
    ]


def test_what_was_on_its_way_when_it_was_stopped_and_then_arrived_had_not_gone_already() -> None:
    stopped = sending(
        waiting=0,
        stopped=5,
        sent=1,
        first_sent=FIVE_PAST + MINUTE,
        last_sent=FIVE_PAST + MINUTE,
        withdrawal=withdrawn(FIVE_PAST),
    )

    assert "✔ 1 skickades kl. 09.06." in told(stopped)


def test_what_took_several_days_says_which() -> None:
    long = sending(
        waiting=0, sent=2, first_sent=FIVE_PAST, last_sent=FIVE_PAST + timedelta(days=1, minutes=1)
    )

    assert (
        told(long)[1] == "✔ 2 skickades från torsdag 24 augusti kl. 09.05 till fredag 25 augusti kl. 09.06."
    )


def test_another_strategists_sending_says_whose_it_is() -> None:
    texts = shown(receipt(sending(), OPEN, WORDS, sight(reader=ANNA)))

    assert "Påminnelse från Maja Strand torsdag 24 augusti kl. 09.00." in texts


def test_in_a_closed_round_nothing_more_is_promised() -> None:
    assert "Uppföljningen är stängd, så inget mer skickas." in told(sending(), state=RoundState.CLOSED)


@pytest.mark.parametrize(
    ("numbers", "heading"),
    [
        ({"waiting": 0}, "Ingen påmindes"),
        ({"waiting": 0, "not_needed": 1}, "Ingen behövde påminnas"),
        ({"waiting": 0, "later": 1}, "Ingen påmindes"),
        ({"waiting": 0, "paused": 1}, "Ingen påmindes"),
        ({"waiting": 0, "too_late": 1}, "Ingen påmindes"),
        ({"waiting": 0, "not_reached": 1}, "Ingen nåddes"),
        ({"waiting": 0, "stopped": 1, "withdrawal": withdrawn()}, "Utskicket är ångrat"),
        ({"waiting": 1}, "1 person får en påminnelse"),
    ],
)
def test_the_heading_is_what_happened(numbers: dict[str, object], heading: str) -> None:
    assert told(sending(**numbers))[0] == heading


def test_before_a_step_is_stopped_one_is_told_what_that_means() -> None:
    card = ask_cancel(step(waiting=4), WORDS, sight())

    assert shown(card) == [
        "Avbryta resten?",
        "Påminnelse 15 arbetsdagar före sista svarsdagen.",
        "4 personer väntar och får ingen påminnelse.",
        "✔ 12 skickades kl. 09.00–09.05.",
        "De som inte får den här påminnelsen får nästa som vanligt, tisdag 5 september kl. 09.00.",
    ]
    assert buttons(card)["Avbryt resten"]["verb"] == Verb.CANCEL


def test_sending_again_is_called_what_it_is() -> None:
    again = sending(key=again_key(MAJA, "a"))

    assert "Skickat igen av Maja Strand torsdag 24 augusti kl. 09.00." in shown(
        receipt(again, OPEN, WORDS, sight(reader=ANNA))
    )


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("working_days", [-15, -1, 0, 1, 2])
def test_every_step_has_a_name_of_its_own(language: Language, working_days: int) -> None:
    words = Words(language=language)

    names = {step_title(days, words) for days in (-15, -1, 0, 1, 2)}

    assert len(names) == 5
    assert step_title(working_days, words) in names


def test_a_step_that_is_counted_from_a_later_deadline_says_from_which() -> None:
    own = step(key="-1@2023-09-15")

    assert title(own, WORDS, {}) == ("Påminnelse 1 arbetsdag före sista svarsdagen (senare svarsdag: 15 sep)")


def test_when_they_will_go_is_said_before_one_asks() -> None:
    five = timedelta(minutes=5)

    assert beforehand(None, five, WORDS).startswith("Påminnelserna skickas efter 5 minuter")
    assert beforehand(None, timedelta(seconds=30), WORDS).startswith("Påminnelserna skickas efter 1 minut")
    assert beforehand(None, timedelta(0), WORDS) == "Påminnelserna skickas direkt."
    assert "fredag" in beforehand(NINE + timedelta(days=1), five, WORDS)
