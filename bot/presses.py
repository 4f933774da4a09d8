"""Every button's verb: who may press it, and who answers."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from bot.phrases import CommandHandler
from cards.verbs import Verb
from dialogs import (
    absence,
    amending,
    co_owners,
    deciding,
    deliveries,
    escalation,
    files,
    granting,
    handover,
    history,
    installations,
    letter_links,
    more_time,
    new_year,
    next_year,
    on_behalf,
    others,
    overview,
    plan_file,
    plan_import,
    preferences,
    preflight,
    rehearsal,
    responses,
    rounds,
    sendings,
    status,
    strangers,
    takeover,
    text_answers,
    todo,
    unchanged,
    white_spots,
    worklist,
)
from dialogs import help as help_dialog
from dialogs.desk import Turn
from dialogs.drafting import kept
from dialogs.nudging import asking, sending
from dialogs.questions import asking as questions
from dialogs.questions import listing, replying
from dialogs.report import diary, fetching, sealing
from dialogs.report import showing as report
from dialogs.steering import changing, one
from dialogs.steering import showing as steering
from dialogs.summary import looking
from dialogs.turn import CardSubmitted, Reply
from dialogs.year import dates, planning, showing
from domain.people import Role
from domain.permissions import EVERYBODY, IMPORTERS, QUESTIONERS, READERS_OF_SUMMARY, SEALERS, STRATEGISTS

VerbHandler = Callable[[Turn, CardSubmitted], Awaitable[Reply]]


@dataclass(frozen=True, slots=True)
class Press:
    """Who may press it, and who answers."""

    roles: frozenset[Role]
    handler: VerbHandler


def _asking(handler: CommandHandler) -> VerbHandler:
    async def pressed(turn: Turn, _submitted: CardSubmitted) -> Reply:
        return await handler(turn)

    return pressed


VERBS: Mapping[Verb, Press] = MappingProxyType(
    {
        Verb.SHOW_WORKLIST: Press(EVERYBODY, worklist.show),
        Verb.OPEN_FORM: Press(EVERYBODY, status.open_form),
        Verb.REPEAT_ANSWER: Press(EVERYBODY, unchanged.repeat_answer),
        Verb.ASK_REPEAT_REST: Press(EVERYBODY, unchanged.ask_repeat_rest),
        Verb.REPEAT_REST: Press(EVERYBODY, unchanged.repeat_rest),
        Verb.SAVE_ANSWER: Press(EVERYBODY, status.save_answer),
        Verb.CLOSE_FORM: Press(EVERYBODY, status.close_form),
        Verb.DISCARD_DRAFT: Press(EVERYBODY, status.discard_draft),
        Verb.SHOW_HISTORY: Press(EVERYBODY, kept(history.show)),
        Verb.ASK_HANDOVER: Press(EVERYBODY, kept(handover.ask)),
        Verb.HAND_OVER: Press(EVERYBODY, handover.hand_over),
        Verb.WITHDRAW_HANDOVER: Press(EVERYBODY, handover.withdraw),
        Verb.ACCEPT_HANDOVER: Press(EVERYBODY, takeover.accept),
        Verb.DECLINE_HANDOVER: Press(EVERYBODY, takeover.decline),
        Verb.DECIDE_HANDOVER: Press(STRATEGISTS, todo.listed(deciding.decide)),
        Verb.ASK_CO_OWNER: Press(EVERYBODY, kept(co_owners.ask)),
        Verb.ADD_CO_OWNER: Press(EVERYBODY, co_owners.add),
        Verb.ASK_MORE_TIME: Press(EVERYBODY, more_time.ask),
        Verb.REQUEST_TIME: Press(EVERYBODY, more_time.request),
        Verb.GRANT_TIME: Press(STRATEGISTS, todo.listed(granting.grant)),
        Verb.REFUSE_TIME: Press(STRATEGISTS, todo.listed(granting.refuse)),
        Verb.ASK_QUESTION: Press(QUESTIONERS, questions.ask),
        Verb.SEND_QUESTION: Press(QUESTIONERS, questions.send),
        Verb.SHOW_QUESTION: Press(EVERYBODY, replying.show),
        Verb.REPLY_QUESTION: Press(EVERYBODY, todo.listed(replying.reply)),
        Verb.WITHDRAW_QUESTION: Press(EVERYBODY, todo.listed(replying.withdraw)),
        Verb.SHOW_QUESTIONS: Press(EVERYBODY, listing.show),
        Verb.SHOW_MATTERS: Press(STRATEGISTS, todo.show),
        Verb.SHOW_TODO: Press(STRATEGISTS, todo.show),
        Verb.ASK_WHO: Press(STRATEGISTS, strangers.ask),
        Verb.CONNECT: Press(STRATEGISTS, strangers.connect),
        Verb.IGNORE_STRANGER: Press(STRATEGISTS, strangers.ignore),
        Verb.SHOW_OVERVIEW: Press(STRATEGISTS, overview.show),
        Verb.SHOW_UNIT: Press(STRATEGISTS, overview.show_unit),
        Verb.SHOW_MEASURE: Press(STRATEGISTS, overview.show_measure),
        Verb.ASK_SEARCH: Press(STRATEGISTS, overview.ask_search),
        Verb.SEARCH: Press(STRATEGISTS, overview.search),
        Verb.ANSWER_FOR: Press(STRATEGISTS, on_behalf.show_list),
        Verb.SHOW_OTHERS: Press(EVERYBODY, kept(others.show)),
        Verb.ASK_NUDGE: Press(STRATEGISTS, asking.ask),
        Verb.CHOOSE_PEOPLE: Press(STRATEGISTS, asking.choose),
        Verb.TURN_PEOPLE: Press(STRATEGISTS, asking.choose),
        Verb.NUDGE: Press(STRATEGISTS, sending.send),
        Verb.SHOW_NUDGE: Press(STRATEGISTS, sendings.show),
        Verb.UNDO_NUDGE: Press(STRATEGISTS, sendings.stop),
        Verb.SHOW_DELIVERIES: Press(STRATEGISTS, deliveries.show),
        Verb.ASK_CANCEL: Press(STRATEGISTS, sendings.ask_cancel),
        Verb.CANCEL: Press(STRATEGISTS, sendings.stop),
        Verb.ASK_AGAIN: Press(STRATEGISTS, deliveries.ask_again),
        Verb.SEND_AGAIN: Press(STRATEGISTS, deliveries.send_again),
        Verb.ASK_WITHDRAW_LINK: Press(STRATEGISTS, letter_links.ask),
        Verb.WITHDRAW_LINK: Press(STRATEGISTS, letter_links.withdraw),
        Verb.SHOW_YEAR: Press(STRATEGISTS, showing.show),
        Verb.ASK_ROUND: Press(STRATEGISTS, planning.ask),
        Verb.PROPOSE_ROUND: Press(STRATEGISTS, planning.propose),
        Verb.SAVE_ROUND: Press(STRATEGISTS, planning.save),
        Verb.ASK_DATES: Press(STRATEGISTS, dates.ask),
        Verb.SAVE_DATES: Press(STRATEGISTS, dates.save),
        Verb.ASK_OPEN_ROUND: Press(STRATEGISTS, rounds.ask_open),
        Verb.OPEN_ROUND: Press(STRATEGISTS, rounds.open_now),
        Verb.FILE_AGAIN: Press(EVERYBODY, files.again),
        Verb.PLAN_FILE: Press(IMPORTERS, plan_file.show),
        Verb.PLAN_WORKBOOK: Press(IMPORTERS, plan_file.workbook),
        Verb.PLAN_TEMPLATE: Press(IMPORTERS, plan_file.empty),
        Verb.APPLY_PLAN: Press(IMPORTERS, plan_import.apply),
        Verb.DROP_PLAN: Press(IMPORTERS, plan_import.drop),
        Verb.MARKED_PLAN: Press(IMPORTERS, plan_import.marked),
        Verb.SHOW_ROUND: Press(STRATEGISTS, steering.show),
        Verb.ASK_EXTEND: Press(STRATEGISTS, changing.ask_extend),
        Verb.PREVIEW_EXTEND: Press(STRATEGISTS, changing.preview_extend),
        Verb.EXTEND_ROUND: Press(STRATEGISTS, changing.extend),
        Verb.ASK_EXTEND_ONE: Press(STRATEGISTS, one.ask),
        Verb.EXTEND_ONE: Press(STRATEGISTS, one.extend),
        Verb.ASK_CLOSE_ROUND: Press(STRATEGISTS, changing.ask_close),
        Verb.CLOSE_ROUND: Press(STRATEGISTS, changing.close),
        Verb.ASK_REOPEN: Press(STRATEGISTS, changing.ask_reopen),
        Verb.REOPEN_ROUND: Press(STRATEGISTS, changing.reopen),
        Verb.ASK_AMEND: Press(STRATEGISTS, kept(amending.ask)),
        Verb.AMEND: Press(STRATEGISTS, amending.save),
        Verb.SHOW_SUMMARY: Press(READERS_OF_SUMMARY, looking.show),
        Verb.LOOK_IN_SUMMARY: Press(READERS_OF_SUMMARY, looking.look),
        Verb.SHOW_OFF_TRACK: Press(READERS_OF_SUMMARY, looking.show_off_track),
        Verb.SHOW_REPORT: Press(READERS_OF_SUMMARY, report.show),
        Verb.SEAL_REPORT: Press(SEALERS, sealing.seal),
        Verb.SAVE_DIARY_NUMBER: Press(READERS_OF_SUMMARY, diary.save),
        Verb.SHOW_CORRECTIONS: Press(READERS_OF_SUMMARY, report.show_corrections),
        Verb.ASK_DOCUMENT: Press(READERS_OF_SUMMARY, report.ask_document),
        Verb.FETCH_REPORT: Press(READERS_OF_SUMMARY, fetching.fetch),
        Verb.SHOW_PREFLIGHT: Press(IMPORTERS, preflight.show),
        Verb.REMIND_TOMORROW: Press(IMPORTERS, preflight.remind_tomorrow),
        Verb.REMIND_IN_A_WEEK: Press(IMPORTERS, preflight.remind_in_a_week),
        Verb.PREFLIGHT_BOOK: Press(IMPORTERS, preflight.book),
        Verb.ASK_INSTALL: Press(IMPORTERS, installations.ask),
        Verb.INSTALL: Press(IMPORTERS, installations.start),
        Verb.SHOW_ESCALATION: Press(EVERYBODY, escalation.show),
        Verb.SHOW_REHEARSAL: Press(STRATEGISTS, rehearsal.show),
        Verb.SHOW_REHEARSED_NAMES: Press(STRATEGISTS, rehearsal.show_names),
        Verb.SHOW_REHEARSED_CARD: Press(STRATEGISTS, rehearsal.show_card),
        Verb.SEND_REHEARSAL: Press(STRATEGISTS, rehearsal.send),
        Verb.PRESS_REHEARSED: Press(EVERYBODY, rehearsal.pressed),
        Verb.SHOW_WHITE_SPOTS: Press(STRATEGISTS, white_spots.show),
        Verb.WHITE_SPOTS_BOOK: Press(STRATEGISTS, white_spots.book),
        Verb.SHOW_RESPONSES: Press(STRATEGISTS, responses.show),
        Verb.RESPONSES_BOOK: Press(STRATEGISTS, responses.book),
        Verb.NEXT_YEAR: Press(STRATEGISTS, next_year.show),
        Verb.NEXT_YEAR_BOOK: Press(STRATEGISTS, next_year.book),
        Verb.NEW_YEAR: Press(IMPORTERS, new_year.show),
        Verb.START_YEAR: Press(IMPORTERS, new_year.start),
        Verb.SHOW_HELP: Press(EVERYBODY, help_dialog.show),
        Verb.ASK_ABSENCE: Press(EVERYBODY, absence.ask),
        Verb.SET_ABSENCE: Press(EVERYBODY, absence.set_absence),
        Verb.END_ABSENCE: Press(EVERYBODY, absence.end),
        Verb.SHOW_PREFERENCES: Press(EVERYBODY, preferences.show),
        Verb.SAVE_PREFERENCES: Press(EVERYBODY, preferences.save),
        Verb.SAVE_UNDERSTOOD: Press(EVERYBODY, text_answers.save_understood),
        Verb.EDIT_UNDERSTOOD: Press(EVERYBODY, text_answers.edit),
        Verb.MY_ACTIVITIES: Press(EVERYBODY, _asking(worklist.my_activities)),
        Verb.OVERVIEW: Press(STRATEGISTS, _asking(overview.standing)),
        Verb.SUMMARY: Press(READERS_OF_SUMMARY, _asking(looking.current)),
    }
)
