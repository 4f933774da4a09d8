"""A question about what is approved leaves the approved report as it was."""

from cards.verbs import Verb
from dialogs.turn import OfferFile
from reports.rendering import formats
from tests.dialogs.parlour import Parlour, text
from tests.dialogs.questions import ask, reply_of
from tests.dialogs.reports import answered_late, approved, content_of, opened, versions, wanted

REPLY = "Nej, då blir det våren 2024."


async def documents(parlour: Parlour) -> dict[tuple[int, str], bytes]:
    """Every kind of document, of the data as they are now and of version 1."""
    found = {}
    for version in (0, 1):
        for kind in formats():
            fetch = wanted(parlour, kind=kind.value, version=version)
            document = await parlour.send("henrik", Verb.FETCH_REPORT, fetch)
            assert isinstance(document, OfferFile), text(document)
            found[version, kind.value] = document.content
    return found


async def test_a_question_about_what_is_approved_enters_neither_the_seal_nor_any_document(
    parlour: Parlour,
) -> None:
    await approved(parlour)
    [seal] = await versions(parlour)
    sealed, made = await content_of(parlour, seal), await documents(parlour)

    await ask(parlour)
    await parlour.deliver()
    assert "Du har svarat Henrik Norling" in text(await reply_of(parlour, "karin", REPLY))

    assert (await versions(parlour), await content_of(parlour, seal)) == ((seal,), sealed)
    assert await documents(parlour) == made
    assert "inget har ändrats sedan dess" in text(await opened(parlour))
    # An answer is another matter: the draft has it, the approved version has not.
    await answered_late(parlour)
    changed = {each for each, content in (await documents(parlour)).items() if content != made[each]}
    assert changed == {(0, kind.value) for kind in formats()}
