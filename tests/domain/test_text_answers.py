import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from domain.answer_form import FormFields
from domain.answers import Progress
from domain.progress_words import PHRASES
from domain.text_answers import Message, Puzzle, Said, SaidOfAll, message_of


def said(text: str) -> Said:
    """The only thing that was said."""
    message = message_of(text)
    assert message is not None
    [only] = message.said
    assert message.of_all is None
    assert message.astray == ()
    return only


@pytest.mark.parametrize(
    ("text", "row", "progress"),
    [
        ("1 klar", "1", Progress.DONE),
        ("1 Klart!", "1", Progress.DONE),
        ("1. färdig", "1", Progress.DONE),
        ("1: done", "1", Progress.DONE),
        ("1) completed", "1", Progress.DONE),
        ("1 - klar", "1", Progress.DONE),
        ("nr 1 klart", "1", Progress.DONE),
        ("#1 klart", "1", Progress.DONE),
        ("aktivitet 1.3 klar", "1.3", Progress.DONE),
        ("2 försenad", "2", Progress.DELAYED),
        ("2 sen", "2", Progress.DELAYED),
        ("2 behind schedule", "2", Progress.DELAYED),
        ("3 enligt plan", "3", Progress.ON_TRACK),
        ("3 Enl. plan", "3", Progress.ON_TRACK),
        ("3 på gång", "3", Progress.ON_TRACK),
        ("3 pågår", "3", Progress.ON_TRACK),
        ("3 on track", "3", Progress.ON_TRACK),
        ("4 ej påbörjad", "4", Progress.NOT_STARTED),
        ("4 inte påbörjat", "4", Progress.NOT_STARTED),
        ("4 opåbörjad", "4", Progress.NOT_STARTED),
        ("4 not started", "4", Progress.NOT_STARTED),
        ("5 nedlagd", "5", Progress.DROPPED),
        ("5 stoppad", "5", Progress.DROPPED),
        ("5 cancelled", "5", Progress.DROPPED),
        ("• 1 klar", "1", Progress.DONE),
    ],
)
def test_every_progress_is_known_in_both_languages(text: str, row: str, progress: Progress) -> None:
    found = said(text)

    assert (found.row, found.form.progress, found.puzzle) == (row, progress.value, None)


@pytest.mark.parametrize(
    "text", ["1 oförändrad", "1 oförändrat", "1 samma", "1 inget nytt", "1 unchanged.", "1 no change"]
)
def test_unchanged_is_known_in_both_languages(text: str) -> None:
    assert said(text) == Said(row="1", unchanged=True)


def test_the_text_after_the_word_is_the_comment() -> None:
    assert said("1 enligt plan, Tre av fem tak är klara.").form == FormFields(
        progress="on_track", comment="Tre av fem tak är klara."
    )


@pytest.mark.parametrize(
    "text", ["1.3 enligt plan 60 % taken är klara", "1.3 enligt plan, ca 60% – taken är klara"]
)
def test_a_percentage_right_after_the_word_is_the_percentage(text: str) -> None:
    assert said(text).form == FormFields(progress="on_track", percent_other="60", comment="taken är klara")


@pytest.mark.parametrize("text", ["1 enligt plan 600 % mer", "1 enligt plan vi nådde 60 % av målet"])
def test_another_number_in_the_text_is_no_percentage(text: str) -> None:
    assert said(text).form.percent_other == ""


def test_a_reason_for_delay_is_an_obstacle_with_its_kind() -> None:
    assert said("2 försenad väntar på upphandling").form == FormFields(
        progress="delayed", obstacle_text="väntar på upphandling", obstacle_kind="procurement"
    )


@pytest.mark.parametrize(
    "text",
    [
        "1 klar i oktober",
        "1 klart till 80 %",
        "1 klar 80 %",
        "1 klar inte än",
        "1 klara av 5",
        "1 done by Friday",
    ],
)
def test_what_will_be_done_is_not_taken_for_done(text: str) -> None:
    found = said(text)

    assert found.puzzle is Puzzle.DONE_LATER
    assert found.form.progress == ""


def test_done_with_a_hundred_per_cent_is_done() -> None:
    assert said("1 klar 100 %").puzzle is None


def test_unchanged_with_news_is_no_repetition() -> None:
    found = said("1 oförändrat men vi väntar på besked")

    assert found.puzzle is Puzzle.MORE_THAN_UNCHANGED
    assert found.form.comment == "men vi väntar på besked"


def test_words_that_are_not_known_are_kept_as_a_comment() -> None:
    found = said("1 vet inte riktigt")

    assert found.puzzle is Puzzle.NOT_UNDERSTOOD
    assert found.form == FormFields(comment="vet inte riktigt")


@pytest.mark.parametrize("text", ["1 klar\n2 försenad", "1 klar; 2 försenad", "1 klar;\n\n - 2 försenad"])
def test_several_rows_may_be_answered_at_once(text: str) -> None:
    message = message_of(text)

    assert message is not None
    assert [(each.row, each.form.progress) for each in message.said] == [("1", "done"), ("2", "delayed")]


@pytest.mark.parametrize("text", ["1, 2 och 3 klara", "1,2,3 klara", "1 and 2 & 3 done"])
def test_several_rows_may_have_the_same_answer(text: str) -> None:
    message = message_of(text)

    assert message is not None
    assert [(each.row, each.form.progress) for each in message.said] == [
        ("1", "done"),
        ("2", "done"),
        ("3", "done"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "1 klar, 2 försenad",
        "1 klar 2 försenad",
        "1 klar Alla tak, 2 försenad",
        "1. klar, 2. försenad",
        "1: klar 2: försenad",
    ],
)
def test_several_rows_on_one_line_are_told_apart(text: str) -> None:
    message = message_of(text)

    assert message is not None
    assert [(each.row, each.form.progress) for each in message.said] == [("1", "done"), ("2", "delayed")]


@pytest.mark.parametrize(
    "text",
    [
        "2 försenad, 3 leverantörer har hoppat av",
        "2 försenad väntar på 3 klara tak",
        "2 försenad till 15 maj",
    ],
)
def test_a_number_in_a_text_is_no_row(text: str) -> None:
    assert said(text).form.obstacle_text == text.removeprefix("2 försenad").strip(", ")


def test_a_line_that_names_no_row_goes_on_with_the_one_before() -> None:
    assert said("2 försenad\nväntar på upphandling").form.obstacle_text == "väntar på upphandling"


@pytest.mark.parametrize(
    ("text", "but"),
    [
        ("alla oförändrade", ()),
        ("Alla är oförändrade.", ()),
        ("all unchanged", ()),
        ("resten oförändrat", ()),
        ("alla utom 2 oförändrade", ("2",)),
        ("alla utom 2 och 1.3 oförändrade", ("2", "1.3")),
        ("all except 2, 3 unchanged", ("2", "3")),
    ],
)
def test_all_may_be_answered_at_once_except_some(text: str, but: tuple[str, ...]) -> None:
    message = message_of(text)

    assert message == Message(said=(), of_all=SaidOfAll(said=Said(row="", unchanged=True), but=but))


def test_one_row_and_then_all_the_others() -> None:
    message = message_of("1 klar\nresten oförändrade")

    assert message is not None
    assert [each.row for each in message.said] == ["1"]
    assert message.of_all is not None


@pytest.mark.parametrize(
    "text",
    [
        "",
        "  \n ; ",
        "hej",
        "klar",
        "60 % klart",
        "alla är glada",
        "jag är borta till fredag",
        "mina aktiviteter",
    ],
)
def test_other_texts_are_no_answers(text: str) -> None:
    message = message_of(text)

    assert message is None or all(each.puzzle for each in message.said)


def test_what_belongs_to_no_row_is_told_apart() -> None:
    message = message_of("Hej Maja!\n1 klar")

    assert message is not None
    assert message.astray == ("Hej Maja!",)


@given(text=st.text(max_size=200))
@example("1" * 200)
@example("1 klar " * 40)
@example("alla utom 1, 1, 1 1 1 och")
@example("\x00\ud800;;;1.1.1.1.1.1 klar")
def test_whatever_is_written_nothing_breaks(text: str) -> None:
    message = message_of(text)

    assert message is None or message.said or message.of_all


@given(
    row=st.from_regex(r"[1-9][0-9]?(\.[1-9])?", fullmatch=True),
    meaning=st.sampled_from(list(Progress)),
    data=st.data(),
)
def test_every_phrase_after_every_number_is_understood(
    row: str, meaning: Progress, data: st.DataObject
) -> None:
    phrase = data.draw(st.sampled_from(PHRASES[meaning]))

    assert said(f"{row} {phrase}").form.progress == meaning.value
