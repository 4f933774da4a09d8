"""Who may press what, written by hand: the code is held to this, and not this to the code.

A new button fails the tests until somebody has decided here who may press it.
"""

from collections.abc import Mapping
from types import MappingProxyType

from cards.verbs import Verb
from tests.permissions.cast import Who

ALL = frozenset(Who)
RESPONSIBLE = frozenset({Who.OWNER, Who.CO_OWNER, Who.STAND_IN})
THE_OWNERS = frozenset({Who.OWNER, Who.STAND_IN})
STRATEGIST = frozenset({Who.STRATEGIST})
IMPORTERS = frozenset({Who.STRATEGIST, Who.ADMIN})
READERS = frozenset({Who.STRATEGIST, Who.DIRECTOR})
ANSWERING = RESPONSIBLE | STRATEGIST

MAY_PRESS: Mapping[Verb, frozenset[Who]] = MappingProxyType(
    {
        # Somebody's list, and what they answer.
        Verb.SHOW_WORKLIST: THE_OWNERS | STRATEGIST,
        Verb.OPEN_FORM: ANSWERING,
        Verb.REPEAT_ANSWER: RESPONSIBLE,
        Verb.ASK_REPEAT_REST: THE_OWNERS,
        Verb.REPEAT_REST: THE_OWNERS,
        Verb.SAVE_ANSWER: ANSWERING,
        Verb.CLOSE_FORM: ANSWERING,
        Verb.DISCARD_DRAFT: ANSWERING,
        Verb.SHOW_HISTORY: ANSWERING,
        Verb.SHOW_OTHERS: ANSWERING | READERS,
        Verb.SAVE_UNDERSTOOD: THE_OWNERS,
        Verb.EDIT_UNDERSTOOD: RESPONSIBLE,
        Verb.ANSWER_FOR: STRATEGIST,
        # Who is to own it, and more time.
        Verb.ASK_HANDOVER: RESPONSIBLE,
        Verb.HAND_OVER: RESPONSIBLE,
        Verb.WITHDRAW_HANDOVER: frozenset({Who.OWNER}),
        Verb.ACCEPT_HANDOVER: frozenset({Who.ANOTHER}),
        Verb.DECLINE_HANDOVER: frozenset({Who.ANOTHER}),
        Verb.DECIDE_HANDOVER: STRATEGIST,
        Verb.ASK_CO_OWNER: RESPONSIBLE,
        Verb.ADD_CO_OWNER: RESPONSIBLE,
        Verb.ASK_MORE_TIME: THE_OWNERS,
        Verb.REQUEST_TIME: THE_OWNERS,
        Verb.GRANT_TIME: STRATEGIST,
        Verb.REFUSE_TIME: STRATEGIST,
        # Questions back; whoever asked never replies.
        Verb.ASK_QUESTION: READERS,
        Verb.SEND_QUESTION: READERS,
        Verb.SHOW_QUESTION: ANSWERING | READERS,
        Verb.REPLY_QUESTION: ANSWERING,
        Verb.WITHDRAW_QUESTION: frozenset({Who.DIRECTOR}),
        Verb.SHOW_QUESTIONS: ALL,
        # What waits for the strategists, and people whom nobody knows.
        Verb.SHOW_MATTERS: STRATEGIST,
        Verb.SHOW_TODO: STRATEGIST,
        Verb.ASK_WHO: STRATEGIST,
        Verb.CONNECT: STRATEGIST,
        Verb.IGNORE_STRANGER: STRATEGIST,
        # How it stands.
        Verb.SHOW_OVERVIEW: STRATEGIST,
        Verb.SHOW_UNIT: STRATEGIST,
        Verb.SHOW_MEASURE: STRATEGIST,
        Verb.ASK_SEARCH: STRATEGIST,
        Verb.SEARCH: STRATEGIST,
        Verb.OVERVIEW: STRATEGIST,
        Verb.SHOW_ESCALATION: STRATEGIST | {Who.MANAGER},
        # Reminding and sending.
        Verb.ASK_NUDGE: STRATEGIST,
        Verb.CHOOSE_PEOPLE: STRATEGIST,
        Verb.TURN_PEOPLE: STRATEGIST,
        Verb.NUDGE: STRATEGIST,
        Verb.SHOW_NUDGE: STRATEGIST,
        Verb.UNDO_NUDGE: STRATEGIST,
        Verb.SHOW_DELIVERIES: STRATEGIST,
        Verb.ASK_CANCEL: STRATEGIST,
        Verb.CANCEL: STRATEGIST,
        Verb.ASK_AGAIN: STRATEGIST,
        Verb.SEND_AGAIN: STRATEGIST,
        Verb.ASK_WITHDRAW_LINK: STRATEGIST,
        Verb.WITHDRAW_LINK: STRATEGIST,
        # Rounds and the year.
        Verb.SHOW_YEAR: STRATEGIST,
        Verb.ASK_ROUND: STRATEGIST,
        Verb.PROPOSE_ROUND: STRATEGIST,
        Verb.SAVE_ROUND: STRATEGIST,
        Verb.ASK_DATES: STRATEGIST,
        Verb.SAVE_DATES: STRATEGIST,
        Verb.ASK_OPEN_ROUND: STRATEGIST,
        Verb.OPEN_ROUND: STRATEGIST,
        Verb.SHOW_ROUND: STRATEGIST,
        Verb.ASK_EXTEND: STRATEGIST,
        Verb.PREVIEW_EXTEND: STRATEGIST,
        Verb.EXTEND_ROUND: STRATEGIST,
        Verb.ASK_EXTEND_ONE: STRATEGIST,
        Verb.EXTEND_ONE: STRATEGIST,
        Verb.ASK_CLOSE_ROUND: STRATEGIST,
        Verb.CLOSE_ROUND: STRATEGIST,
        Verb.ASK_REOPEN: STRATEGIST,
        Verb.REOPEN_ROUND: STRATEGIST,
        Verb.ASK_AMEND: STRATEGIST,
        Verb.AMEND: STRATEGIST,
        Verb.SHOW_REHEARSAL: STRATEGIST,
        Verb.SHOW_REHEARSED_NAMES: STRATEGIST,
        Verb.SHOW_REHEARSED_CARD: STRATEGIST,
        Verb.SEND_REHEARSAL: STRATEGIST,
        Verb.PRESS_REHEARSED: ALL,
        Verb.SHOW_WHITE_SPOTS: STRATEGIST,
        Verb.WHITE_SPOTS_BOOK: STRATEGIST,
        Verb.SHOW_RESPONSES: STRATEGIST,
        Verb.RESPONSES_BOOK: STRATEGIST,
        Verb.NEXT_YEAR: STRATEGIST,
        Verb.NEXT_YEAR_BOOK: STRATEGIST,
        # The plan and the app.
        Verb.PLAN_FILE: IMPORTERS,
        Verb.PLAN_WORKBOOK: IMPORTERS,
        Verb.PLAN_TEMPLATE: IMPORTERS,
        Verb.APPLY_PLAN: IMPORTERS,
        Verb.DROP_PLAN: IMPORTERS,
        Verb.MARKED_PLAN: IMPORTERS,
        Verb.NEW_YEAR: IMPORTERS,
        Verb.START_YEAR: IMPORTERS,
        Verb.SHOW_PREFLIGHT: IMPORTERS,
        Verb.REMIND_TOMORROW: IMPORTERS,
        Verb.REMIND_IN_A_WEEK: IMPORTERS,
        Verb.PREFLIGHT_BOOK: IMPORTERS,
        Verb.ASK_INSTALL: IMPORTERS,
        Verb.INSTALL: IMPORTERS,
        # The summary and the report.
        Verb.SUMMARY: READERS,
        Verb.SHOW_SUMMARY: READERS,
        Verb.LOOK_IN_SUMMARY: READERS,
        Verb.SHOW_OFF_TRACK: READERS,
        Verb.SHOW_REPORT: READERS,
        Verb.SEAL_REPORT: frozenset({Who.DIRECTOR}),
        Verb.SAVE_DIARY_NUMBER: READERS,
        Verb.SHOW_CORRECTIONS: READERS,
        Verb.ASK_DOCUMENT: READERS,
        Verb.FETCH_REPORT: READERS,
        # One's own.
        Verb.FILE_AGAIN: frozenset({Who.OWNER}),
        Verb.SHOW_HELP: ALL,
        Verb.ASK_ABSENCE: ALL,
        Verb.SET_ABSENCE: ALL,
        Verb.END_ABSENCE: ALL,
        Verb.SHOW_PREFERENCES: ALL,
        Verb.SAVE_PREFERENCES: ALL,
        Verb.MY_ACTIVITIES: ALL,
    }
)
