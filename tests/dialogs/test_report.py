"""A round's report in the chat: what it says before and after it is approved, and its documents."""

from datetime import timedelta

import pytest

from cards.card import JsonValue
from cards.verbs import Verb
from dialogs.turn import OfferFile, Refuse, Replace
from domain.report.formats import Format
from domain.report.mark import Mark
from reports.canonical import canonical, checksum, read
from reports.rendering import formats
from storage import report_documents
from tests import plans
from tests.dialogs.matters import deeds
from tests.dialogs.parlour import Parlour, text
from tests.dialogs.reports import (
    answered_late,
    approved,
    content_of,
    found_in,
    opened,
    rename,
    tamper,
    versions,
    wanted,
)
from tests.plans import FIRST_STEP

EVERY_VERB = (
    Verb.SHOW_REPORT,
    Verb.SAVE_DIARY_NUMBER,
    Verb.SHOW_CORRECTIONS,
    Verb.ASK_DOCUMENT,
    Verb.FETCH_REPORT,
)


async def test_the_report_of_an_open_round_is_preliminary_and_cannot_be_approved(parlour: Parlour) -> None:
    shown = text(await opened(parlour))

    assert "Preliminärt: svaren kan ändras" in shown
    assert "0 av 4 aktiviteter besvarade" in shown
    assert "Godkänn version" not in shown


async def test_a_strategist_sees_everything_but_no_button_to_approve(parlour: Parlour) -> None:
    await parlour.close()

    shown = text(await opened(parlour, "maja"))

    assert "Bara direktören kan godkänna den." in shown
    assert "Godkänn version" not in shown


async def test_the_report_can_be_asked_for_in_words(parlour: Parlour) -> None:
    await parlour.close()

    assert "Rapport: Delårsbokslut 2023" in text(await parlour.say("henrik", "rapport"))
    assert "Rapport: Delårsbokslut 2023" in text(await parlour.say("maja", "Report"))


@pytest.mark.parametrize("verb", EVERY_VERB)
async def test_an_owner_who_presses_by_hand_is_refused_and_it_is_noted(parlour: Parlour, verb: Verb) -> None:
    before = await parlour.everything(but="audit_event")

    reply = await parlour.send("karin", verb, wanted(parlour))

    assert isinstance(reply, Refuse)
    assert await parlour.everything(but="audit_event") == before
    assert (await deeds(parlour)).count("role.refused") == 1


@pytest.mark.parametrize("verb", EVERY_VERB)
async def test_a_round_that_is_not_there_is_refused(parlour: Parlour, verb: Verb) -> None:
    before = await parlour.everything()

    assert isinstance(await parlour.send("henrik", verb, wanted(parlour, round=999)), Refuse)
    assert await parlour.everything() == before


@pytest.mark.parametrize(
    "fields",
    [
        {"kind": "exe"},
        {"kind": ["json"]},
        {"version": "två"},
        {"version": -1},
        {"language": "de"},
        {"round": {}},
    ],
    ids=str,
)
async def test_a_document_that_no_card_offers_is_refused(
    parlour: Parlour, fields: dict[str, JsonValue]
) -> None:
    before = await parlour.everything()

    assert isinstance(await parlour.send("henrik", Verb.FETCH_REPORT, wanted(parlour, **fields)), Refuse)
    assert await parlour.everything() == before


async def test_a_version_that_was_never_approved_is_refused(parlour: Parlour) -> None:
    await approved(parlour)

    reply = await parlour.send("henrik", Verb.FETCH_REPORT, wanted(parlour, version=2))

    assert "Den versionen finns inte." in text(reply)


async def test_a_document_of_an_open_round_says_that_it_is_a_preliminary_draft(parlour: Parlour) -> None:
    reply = await parlour.send("maja", Verb.FETCH_REPORT, wanted(parlour))

    assert isinstance(reply, OfferFile)
    assert reply.name == "rapport-delarsbokslut-2023-preliminar.json"
    assert found_in(reply)["seal"] is None
    assert found_in(reply)["is_preliminary"] is True


async def test_the_documents_of_an_approved_report_are_of_the_very_bytes_that_were_approved(
    parlour: Parlour,
) -> None:
    await approved(parlour)
    await answered_late(parlour)

    reply = await parlour.send("henrik", Verb.FETCH_REPORT, wanted(parlour, version=1))

    [seal] = await versions(parlour)
    content = await content_of(parlour, seal)
    assert isinstance(reply, OfferFile)
    assert reply.name == "rapport-delarsbokslut-2023-version-1.json"
    assert content in reply.content
    assert found_in(reply)["sha256"] == seal.sha256 == checksum(content)
    assert canonical(read(content)) == content


async def test_every_document_is_known_again_by_its_checksum(parlour: Parlour) -> None:
    reply = await parlour.press("henrik", await approved(parlour), Verb.FETCH_REPORT, nth=of_json())

    assert isinstance(reply, OfferFile)
    async with parlour.database.reading(parlour.plan.tenant_id) as session:
        made = await report_documents.find(session, checksum(reply.content))
    [seal] = await versions(parlour)
    assert made is not None
    assert (made.seal_id, made.data_sha256, made.format) == (seal.seal_id, seal.sha256, Format.JSON)
    assert (await deeds(parlour)).count("report.made") == 1


async def test_every_kind_of_document_carries_the_mark_of_what_it_was_made_of(parlour: Parlour) -> None:
    await approved(parlour)

    reply = await parlour.send("henrik", Verb.FETCH_REPORT, wanted(parlour, version=1))

    mark = Mark.found_in(str(found_in(reply)["mark"]))
    assert mark is not None
    assert (mark.follow_up_round_id, mark.version) == (parlour.plan.follow_up_round_id, 1)


async def test_the_form_offers_every_kind_version_and_language(parlour: Parlour) -> None:
    form = await parlour.press("henrik", await approved(parlour), Verb.ASK_DOCUMENT)

    reply = await parlour.press("henrik", form, Verb.FETCH_REPORT, inputs={"kind": "json", "language": "en"})

    assert isinstance(reply, OfferFile)
    assert reply.name == "report-interim-accounts-2023-version-1.json"
    assert Format.JSON in formats()


async def test_what_has_changed_since_the_version_is_told_with_who_and_when(parlour: Parlour) -> None:
    await approved(parlour)
    await answered_late(parlour)

    shown = await opened(parlour)
    changes = await parlour.press("henrik", shown, Verb.SHOW_CORRECTIONS)

    assert "Sedan version 1: 1 svar som kom senare." in text(shown)
    for told in (
        "2.1 En växtbaserad rätt",
        "– Inget svar → ▲ Försenad",
        "Amina Yusuf",
        "efter sista svarsdag",
    ):
        assert told in text(changes)


async def test_people_who_change_their_names_or_leave_change_nothing_that_was_approved(
    parlour: Parlour,
) -> None:
    await approved(parlour)
    before = await parlour.send("henrik", Verb.FETCH_REPORT, wanted(parlour, version=1))
    await rename(parlour, parlour.plan.henrik, "Bortglömd")
    await rename(parlour, parlour.plan.karin, "Karin Ny")

    after = await parlour.send("henrik", Verb.FETCH_REPORT, wanted(parlour, version=1))

    assert isinstance(before, OfferFile)
    assert isinstance(after, OfferFile)
    assert after.content == before.content
    assert "Henrik Norling" in after.content.decode()
    assert "Sedan version 1: 2 aktiviteter som ändrats i planen." in text(await opened(parlour))


async def test_a_version_that_somebody_has_changed_in_the_database_is_not_used(parlour: Parlour) -> None:
    shown = await approved(parlour)
    await tamper(parlour)

    for verb in (Verb.FETCH_REPORT, Verb.SHOW_REPORT):
        reply = await parlour.send("henrik", verb, wanted(parlour, version=1))

        assert "är inte som när den godkändes" in text(reply)
    assert isinstance(shown, Replace)


async def test_the_diary_number_is_written_by_director_or_strategist_and_it_is_noted(
    parlour: Parlour,
) -> None:
    shown = await opened(parlour, "maja")

    saved = await parlour.press("maja", shown, Verb.SAVE_DIARY_NUMBER, inputs={"diary": " MN  2023/117 "})

    assert "Diarienumret är MN 2023/117." in text(saved)
    assert (
        found_in(await parlour.press("maja", saved, Verb.FETCH_REPORT, nth=of_json()))["diary_number"]
        == "MN 2023/117"
    )
    assert (await deeds(parlour)).count("diary_number.changed") == 1


async def test_the_same_diary_number_twice_is_written_once(parlour: Parlour) -> None:
    shown = await opened(parlour, "maja")
    for _ in range(2):
        await parlour.press("maja", shown, Verb.SAVE_DIARY_NUMBER, inputs={"diary": "MN 2023/117"})

    assert (await deeds(parlour)).count("diary_number.changed") == 1


async def test_who_was_first_with_another_diary_number_is_told_and_what_was_typed_is_kept(
    on_each: Parlour,
) -> None:
    hers, his = await opened(on_each, "maja"), await opened(on_each)
    await on_each.press("maja", hers, Verb.SAVE_DIARY_NUMBER, inputs={"diary": "MN 2023/117"})

    late = await on_each.press("henrik", his, Verb.SAVE_DIARY_NUMBER, inputs={"diary": "KS 2023/9"})

    assert "Maja Strand ändrade diarienumret till ”MN 2023/117”" in text(late)
    assert isinstance(late, Replace)
    assert "KS 2023/9" in late.card.json.decode()
    again = await on_each.press("henrik", late, Verb.SAVE_DIARY_NUMBER)
    assert "Diarienumret är KS 2023/9." in text(again)


@pytest.mark.parametrize("typed", ["x" * 61, "MN\x002023"], ids=["too long", "control character"])
async def test_a_diary_number_that_is_none_is_given_back(parlour: Parlour, typed: str) -> None:
    before = await parlour.everything()

    reply = await parlour.press(
        "maja", await opened(parlour, "maja"), Verb.SAVE_DIARY_NUMBER, inputs={"diary": typed}
    )

    assert "Skriv det med högst 60 vanliga tecken." in text(reply)
    assert await parlour.everything() == before


async def test_a_report_without_answers_or_with_one_says_so(parlour: Parlour) -> None:
    async with parlour.database.writing(parlour.plan.tenant_id) as session:
        await plans.answer(session, parlour.plan, parlour.plan.travel, parlour.plan.johan, at=FIRST_STEP)
    await parlour.close()
    parlour.at += timedelta(days=1)

    assert "1 av 4 aktiviteter besvarade (25\u00a0%)" in text(await opened(parlour))


def of_json() -> int:
    """Which of the buttons that fetch something fetches JSON."""
    return formats().index(Format.JSON)
