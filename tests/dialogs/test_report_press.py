"""A document is made in a process of its own: what goes wrong there is told, and nothing is left of it."""

from dataclasses import replace

import pytest

from cards.words import Words
from dialogs.report import loading
from dialogs.report.press import NotPrintedError, Sheet, printing
from domain.report.formats import Format
from domain.report.seal import Report
from storage import rounds as round_store
from tests.dialogs.parlour import Parlour
from tests.fakes.press import has_ended
from tests.plans import CALENDAR


async def draft(parlour: Parlour) -> Report:
    """The report as it is now."""
    async with parlour.database.reading(parlour.plan.tenant_id) as session:
        found = await round_store.find(session, parlour.plan.follow_up_round_id)
        assert found is not None
        return await loading.draft(session, found, CALENDAR, parlour.at.date())


async def test_a_process_that_dies_while_it_writes_is_an_error_and_no_silence(parlour: Parlour) -> None:
    sheet = Sheet(report=await draft(parlour), kind=Format.PDF, words=Words())

    async with printing(sheet) as press:
        press._process.kill()  # type: ignore[attr-defined] # as the system does when memory is short
        with pytest.raises(NotPrintedError):
            await press.written()

    assert has_ended(press)


async def test_what_goes_wrong_in_the_other_process_is_told_without_anybodys_words(
    parlour: Parlour,
) -> None:
    broken = replace(await draft(parlour), data=None)  # type: ignore[arg-type]

    async with printing(Sheet(report=broken, kind=Format.HTML, words=Words())) as press:
        with pytest.raises(NotPrintedError, match="AttributeError"):
            await press.written()
