"""The text of the report: every figure with its source, and nothing that nobody has said."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cards.words import Words
from domain.answers import ObstacleKind, Progress, PromiseFate
from domain.people import Language, PersonId
from domain.report.data import (
    EarlierRound,
    IndicatorRecord,
    IndicatorValue,
    PlanActivityRecord,
    ProgressCount,
)
from domain.report.seal import Report, Seal, SealId
from domain.rounds import FollowUpRoundId, Occasion, RoundState
from reports.narrative.compose import compose
from reports.narrative.document import Document
from tests.domain.report_examples import COMPANY, answer, record, report_data, round_record
from tests.reports.readable import lines, note_numbers, of_section, sentences

SWEDISH = Words(language=Language.SWEDISH)
ENGLISH = Words(language=Language.ENGLISH)
MADE_ON = date(2023, 9, 20)
SEAL = Seal(
    seal_id=SealId(1),
    follow_up_round_id=FollowUpRoundId(1),
    version=1,
    sha256="1f" * 32,
    sealed_by=PersonId(5),
    sealed_by_name="Henrik Norling",
    sealed_at=datetime(2023, 9, 20, 12, 5, tzinfo=UTC),
)
DELAYED = answer(
    Progress.DELAYED,
    11,
    percent=40,
    obstacle_kind=ObstacleKind.PROCUREMENT,
    obstacle="Upphandlingen är överklagad",
    next_step="Ny upphandling i oktober",
    new_end=date(2024, 3, 1),
)
DROPPED = answer(Progress.DROPPED, 13, needs_decision=True, comment="Bidraget uteblev")
RECORDS = (
    record(1, DELAYED, before=answer(Progress.ON_TRACK, 1)),
    record(2, answer(Progress.ON_TRACK, 12, comment="Två av fem tak är klara")),
    record(3),
    record(4, DROPPED, org_unit=COMPANY.name),
)
# A year and a day name when something is; they are no figures about the activities.
NO_FIGURES = re.compile(r"\b20\d\d\b|\bden \d{1,2} \w+")
STATES = st.none() | st.sampled_from(list(Progress))


def composed(*records: PlanActivityRecord, words: Words = SWEDISH, **fields: Any) -> Document:
    of_report = {name: fields.pop(name) for name in ("seal", "previous", "is_superseded") if name in fields}
    return compose(Report(data=report_data(*records, **fields), made_on=MADE_ON, **of_report), words)


def test_it_begins_with_how_many_have_answered_and_where_it_stands() -> None:
    found = of_section(composed(*RECORDS), "summary")

    assert found[1] == "3 av 4 aktiviteter är besvarade (75 %). 1 aktivitet saknar svar."
    assert "1 aktivitet är försenad." in found[2]
    assert found[3:5] == [
        "1 aktivitet kan jämföras med årsbokslutet 2022. Sedan dess:",
        "1 har blivit försenad",
    ]


@given(st.lists(st.tuples(STATES, STATES, st.booleans(), st.sampled_from([None, *PromiseFate])), max_size=12))
def test_every_sentence_with_a_figure_has_a_source(
    drawn: list[tuple[Progress | None, Progress | None, bool, PromiseFate | None]],
) -> None:
    records = [
        replace(
            record(
                place,
                answer(now, 100 + place, promise=promise, needs_decision=decides) if now else None,
                before=answer(before, place, next_step="Bygga") if before else None,
            ),
            number="a",
        )
        for place, (now, before, decides, promise) in enumerate(drawn, start=1)
    ]

    document = composed(*records)

    for each in sentences(document):
        if drawn and re.search(r"\d", NO_FIGURES.sub("", each.text)):
            assert each.note is not None, each.text
            assert each.note.answer_ids or each.note.plan_activity_ids


def test_a_figure_names_exactly_the_answers_that_it_counts() -> None:
    document = composed(*RECORDS)

    answered = next(each for each in sentences(document) if "är besvarade" in each.text)
    missing = next(each for each in sentences(document) if "saknar svar" in each.text)
    assert answered.note is not None
    assert missing.note is not None
    assert answered.note.answer_ids == (11, 12, 13)
    assert (missing.note.answer_ids, missing.note.plan_activity_ids) == ((), (3,))
    assert missing.note.text == "Aktivitet utan svar: 1.3"


def test_a_change_is_traced_to_both_answers() -> None:
    became = next(each for each in sentences(composed(*RECORDS)) if "blivit försenad" in each.text)

    assert became.note is not None
    assert became.note.answer_ids == (1, 11)


def test_notes_are_numbered_as_they_are_met_and_all_are_used() -> None:
    document = composed(*RECORDS)

    assert note_numbers(document) == [each.number for each in document.notes]


def test_what_people_have_written_is_quoted_word_for_word() -> None:
    found = lines(composed(*RECORDS))

    assert any("”Två av fem tak är klara”" in line for line in found)
    assert any(
        "▲ Försenad, 40 %. Hinder: upphandling. ”Upphandlingen är överklagad”. "
        "Nästa steg: ”Ny upphandling i oktober”. Nytt slutdatum: 1 mars 2024." in line
        for line in found
    )


def test_what_needs_a_decision_is_put_to_the_board_and_told_once_among_the_deviations() -> None:
    document = composed(*RECORDS)

    assert of_section(document, "proposed-decision")[1:] == [
        "Nämnden godkänner rapporten om Handlingsplan 2023 per den 31 augusti 2023.",
        "Nämnden tar ställning till 1.4 Solceller på fem skoltak (Tunabyggen).",
    ]
    assert "dropped" not in {each.anchor for each in document.every_section}


def test_with_no_answers_nothing_is_said_to_be_well() -> None:
    found = lines(composed(record(1), record(2)))

    assert "0 av 2 aktiviteter är besvarade (0 %). 2 aktiviteter saknar svar." in found
    assert "Ingen har svarat, så avvikelserna är inte kända." in found


def test_a_plan_without_activities_says_so() -> None:
    assert "Planen har inga aktiviteter att följa upp." in lines(composed())


def test_one_answer_is_told_in_the_singular() -> None:
    found = lines(composed(record(1, answer(Progress.DONE))))

    assert "1 av 1 aktiviteter är besvarade (100 %)." in found
    assert "1 aktivitet är klar." in found
    assert any("varken försenad eller avbruten" in line for line in found)


def test_a_measure_without_activities_says_who_had_adopted_it() -> None:
    found = of_section(composed(*RECORDS), "measure-2")

    assert found[-1] == "Åtgärden har inga aktiviteter, trots att den är antagen av Sektor bildning."


def test_without_an_earlier_round_nothing_is_compared() -> None:
    found = of_section(composed(*RECORDS, previous_round=None), "summary")

    assert "Det finns ingen tidigare uppföljning att jämföra med." in found


def test_an_earlier_round_that_was_never_closed_is_told_to_be_so() -> None:
    unfinished = round_record(Occasion.ANNUAL_ACCOUNTS, date(2022, 12, 31), RoundState.OPEN)

    found = of_section(composed(*RECORDS, previous_round=unfinished), "summary")

    assert any("som inte är stängt" in line for line in found)


def test_an_open_round_is_marked_preliminary_and_says_so_first() -> None:
    document = composed(*RECORDS, follow_up_round=round_record(state=RoundState.OPEN))

    assert "Preliminärt" in document.marks
    assert of_section(document, "summary")[1].startswith("Uppföljningen pågår, så siffrorna är preliminära.")


def test_a_draft_a_sealed_and_a_superseded_report_are_told_apart() -> None:
    assert composed(*RECORDS).marks == ("Utkast – inte godkänt",)
    assert composed(*RECORDS, seal=SEAL).marks == ()
    assert composed(*RECORDS, seal=SEAL, is_superseded=True).marks == ("Ersatt av en senare version",)


def test_the_seal_says_who_when_and_which_data() -> None:
    document = composed(*RECORDS, seal=SEAL)

    assert document.seal_lines[:2] == (
        "Version 1, godkänd av Henrik Norling den 20 september 2023 kl. 14.05.",
        f"Kontrollsumma för underlaget (SHA-256): {SEAL.sha256}",
    )
    round_id = report_data().follow_up_round.follow_up_round_id
    assert document.keywords == (f"lageskoll-seal:{SEAL.sha256}:{round_id}:1",)


def test_a_later_version_lists_what_was_corrected_and_why() -> None:
    corrected = replace(RECORDS[0], answer=answer(Progress.DONE, 21, corrects=(11,)))
    late = replace(RECORDS[2], answer=answer(Progress.ON_TRACK, 22, is_late=True))
    second = replace(SEAL, version=2, reason="Två svar kom sent.")

    document = composed(corrected, RECORDS[1], late, RECORDS[3], seal=second, previous=report_data(*RECORDS))

    assert of_section(document, "corrections")[1:] == [
        "Den här versionen ersätter version 1. Skäl: ”Två svar kom sent.”",
        "1.1 Solceller på fem skoltak: rättad från ▲ Försenad, 40 % till ✔ Klar.",
        "1.3 Solceller på fem skoltak: besvarades sent, ● Enligt plan.",
    ]


def test_the_trend_counts_what_was_missing_then_too() -> None:
    earlier = EarlierRound(
        occasion=Occasion.ANNUAL_ACCOUNTS,
        reference_date=date(2022, 12, 31),
        total=4,
        counts=tuple(ProgressCount(progress=each, count=int(each is Progress.ON_TRACK)) for each in Progress),
    )

    found = of_section(composed(*RECORDS, earlier=(earlier,)), "where-it-stands")

    assert any("Årsbokslut 2022: 1 enligt plan och 3 utan svar" in line for line in found)


def test_an_indicator_has_its_value_its_path_and_its_target_and_a_missing_value_is_named() -> None:
    first = IndicatorValue(reference_date=date(2022, 12, 31), value=Decimal(300), answer_id=7)
    latest = IndicatorValue(reference_date=date(2023, 8, 31), value=Decimal("312.5"), answer_id=12)
    sun = IndicatorRecord(
        name="Solel", unit="MWh", target=Decimal(400), target_year=2026, values=(first, latest)
    )
    waste = IndicatorRecord(name="Restavfall", unit="kg")
    document = composed(replace(RECORDS[1], indicator=sun), replace(RECORDS[2], indicator=waste))

    found = of_section(document, "indicators")

    assert found[2] == "I den här uppföljningen saknas värde för: 1.3 Restavfall."
    assert found[4].startswith("1.2 Solel | Sektor bildning | 312,5 MWh | 316,6 MWh | 400 MWh 2026 | ▲")
    assert found[5].endswith("| – | – | – | – Inget värde")
    assert any(note.answer_ids == (12,) for note in document.notes)


def test_everything_is_said_in_english_too() -> None:
    document = composed(*RECORDS, words=ENGLISH)

    assert document.language == "en"
    assert "3 of 4 activities have been answered (75%). 1 activity has no answer." in lines(document)


@pytest.mark.parametrize(
    "text", ["{braces} {0}", "<script>alert(1)</script>", "“”\u202e🦆\r\n\tx", "{% if %}"]
)
def test_whatever_people_have_written_it_stays_a_quotation_on_one_line(text: str) -> None:
    document = composed(record(1, answer(comment=text), title=text, owner=text), words=SWEDISH)

    assert any(f"”{' '.join(text.split())}”" in line for line in lines(document))
