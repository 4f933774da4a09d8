"""The report of a round: what would be approved, the versions before, what has changed, and the documents."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from cards import round_standing, rounds
from cards.asking import LONGEST_SENTENCE, typed
from cards.card import Card
from cards.message import Button
from cards.payloads import AboutUnit, data_of
from cards.plain_text import LONGEST_NAME, cut_to_fit, excerpt
from cards.render import render
from cards.report import wording
from cards.report.payloads import LONGEST_DIARY_NUMBER, LONGEST_REASON, AboutDocument, AboutReport
from cards.summary import standing
from cards.verbs import Verb
from cards.words import Words
from domain.report.approval import Approval
from domain.report.corrections import counted
from domain.report.formats import Format
from domain.report.seal import Seal, in_short

MOST_VERSIONS = 5
SEEN_KINDS = 2
NO_FAULTS: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """What stands in the card's fields; None is nothing typed, so that what is proposed stands there."""

    reason: str | None = None
    diary_number: str | None = None


NOTHING_TYPED = Typed()


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionRow:
    """One version as the template wants it."""

    title: str
    lines: Sequence[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Input:
    """A text field with what is wrong with what stands in it."""

    label: str
    value: str
    fault: str


def report(
    view: Approval,
    words: Words,
    *,
    may_seal: bool,
    kinds: Sequence[Format],
    notice: str = "",
    is_done: bool = False,
    fields: Typed = NOTHING_TYPED,
    faults: Mapping[str, str] = NO_FAULTS,
    in_browser: str = "",
) -> Card:
    """The card. `notice` says what was done (`is_done`) or why not; `in_browser` is the report's address."""
    heading = words.say("Report: {round}", round=rounds.title(view.follow_up_round, words))
    seals = may_seal and view.may_be_sealed
    return render(
        "report",
        words,
        summary=f"{heading}. {standing.answered(view.tally, words)}",
        occasion=excerpt(view.data.municipality, LONGEST_NAME),
        heading=heading,
        notice=cut_to_fit(notice, LONGEST_SENTENCE),
        is_done=is_done,
        is_faulty=bool(faults),
        answered=standing.answered(view.tally, words),
        sentences=_sentences(view, words, may_seal=may_seal),
        rows=[_row(each, words) for each in reversed(view.seals[-MOST_VERSIONS:])],
        more=_more(view, words),
        changes=_changes(view, words),
        reason=_reason(view, words, fields, faults) if seals and view.latest else None,
        longest_reason=LONGEST_REASON,
        diary=_diary(view, words, fields, faults),
        longest_diary=LONGEST_DIARY_NUMBER,
        presses=_presses(view, words, seals=seals),
        documents=_documents(view, words),
        to_changes=_to_changes(view, words),
        buttons=_buttons(view, words, kinds),
        ways=[_to_summary(view, words)],
        in_browser=in_browser,
    )


def document_version(view: Approval) -> int:
    """Which version is fetched unless another is chosen: the latest, or a draft when something is new."""
    return view.latest.version if view.latest and not view.is_new else 0


def proposed_reason(view: Approval, words: Words) -> str:
    """Why another version is made, as far as is known."""
    because = view.data.follow_up_round.reopened_because
    before = view.sealed.follow_up_round.reopened_because if view.sealed else ""
    if because and because != before:
        return excerpt(words.say("Opened again: {reason}", reason=because), LONGEST_REASON)
    return ""


def _sentences(view: Approval, words: Words, *, may_seal: bool) -> list[str]:
    say = words.say
    told = [cut_to_fit(round_standing.preliminary(view.follow_up_round, words), LONGEST_SENTENCE)]
    if view.data.is_preliminary:
        told.append(say("It can be approved when the follow-up has closed. Until then documents are drafts."))
    elif not view.is_new and view.latest:
        told.append(say("Version {n} is approved, and nothing has changed since.", n=view.latest.version))
    else:
        told += _to_be_approved(view, words, may_seal=may_seal)
    if view.is_new:
        told.append(say("Checksum of the data now: {checksum}", checksum=in_short(view.sha256)))
    return told


def _to_be_approved(view: Approval, words: Words, *, may_seal: bool) -> list[str]:
    """What there is to approve, what that means, and who can."""
    say = words.say
    if view.latest:
        new = say("The data have changed since version {n} was approved.", n=view.latest.version)
    else:
        new = say("Not approved yet.")
    means = say("Approving keeps the data as they are now, and nothing can change them later.")
    return [f"{new} {means}", *([] if may_seal else [say("Only the director can approve it.")])]


def _row(seal: Seal, words: Words) -> VersionRow:
    lines = [
        wording.sealed(seal, words),
        wording.reason(seal, words),
        words.say("Checksum of the data: {checksum}", checksum=seal.in_short),
    ]
    return VersionRow(
        title=words.say("Version {n}", n=words.number(seal.version)), lines=[each for each in lines if each]
    )


def _more(view: Approval, words: Words) -> str:
    left = len(view.seals) - MOST_VERSIONS
    return words.count("{n} earlier version", "{n} earlier versions", left) if left > 0 else ""


def _changes(view: Approval, words: Words) -> str:
    if not view.is_new or view.latest is None:
        return ""
    version = words.number(view.latest.version)
    told = wording.counted(counted(view.corrections), words)
    if not told:
        return words.say(
            "No answer and no activity has changed since version {n}, but other facts have, such as the "
            "follow-up’s dates or somebody’s name.",
            n=version,
        )
    return words.say("Since version {n}: {changes}.", n=version, changes=words.listed(told))


def _reason(view: Approval, words: Words, fields: Typed, faults: Mapping[str, str]) -> Input:
    value = proposed_reason(view, words) if fields.reason is None else typed(fields.reason)
    return Input(
        label=words.say("Why is version {n} made? It stands in the report", n=view.next_version),
        value=value,
        fault=cut_to_fit(faults.get("reason", ""), LONGEST_SENTENCE),
    )


def _diary(view: Approval, words: Words, fields: Typed, faults: Mapping[str, str]) -> Input:
    value = view.diary_number if fields.diary_number is None else typed(fields.diary_number)
    return Input(
        label=words.say("Diary number, such as MN 2023/117"),
        value=value,
        fault=cut_to_fit(faults.get("diary", ""), LONGEST_SENTENCE),
    )


def _presses(view: Approval, words: Words, *, seals: bool) -> list[Button]:
    about = AboutReport(
        follow_up_round_id=view.follow_up_round.follow_up_round_id,
        version=view.next_version,
        shown=view.sha256,
        diary_number=view.diary_number,
    ).data
    title = words.say("Approve version {n}", n=words.number(view.next_version))
    approve = Button(title=title, verb=Verb.SEAL_REPORT, data=about, is_main=True)
    # Approving saves it too.
    save = Button(
        title=words.say("Save the diary number"), verb=Verb.SAVE_DIARY_NUMBER, data=about, is_folded=seals
    )
    return [*([approve] if seals else []), save]


def _documents(view: Approval, words: Words) -> str:
    version = document_version(view)
    if version:
        return words.say("They are of version {n}, as it was approved.", n=words.number(version))
    return words.say("They are of the data as they are now, and say that they are a draft.")


def _buttons(view: Approval, words: Words, kinds: Sequence[Format]) -> list[Button]:
    round_id = view.follow_up_round.follow_up_round_id
    version = document_version(view)
    fetch = [
        Button(
            title=wording.kind(each, words),
            verb=Verb.FETCH_REPORT,
            data=AboutDocument(
                follow_up_round_id=round_id, kind=each, version=version, language=words.language
            ).data,
            is_folded=place >= SEEN_KINDS,
        )
        for place, each in enumerate(kinds)
    ]
    about = AboutReport(follow_up_round_id=round_id)
    others = Button(title=words.say("Choose document"), verb=Verb.ASK_DOCUMENT, data=about.data)
    return [*fetch, others]


def _to_changes(view: Approval, words: Words) -> list[Button]:
    if not view.corrections:
        return []
    about = AboutUnit(follow_up_round_id=view.follow_up_round.follow_up_round_id)
    return [Button(title=words.say("What has changed"), verb=Verb.SHOW_CORRECTIONS, data=data_of(about))]


def _to_summary(view: Approval, words: Words) -> Button:
    about = AboutUnit(follow_up_round_id=view.follow_up_round.follow_up_round_id)
    return Button(title=words.say("To the summary"), verb=Verb.SHOW_SUMMARY, data=data_of(about))
