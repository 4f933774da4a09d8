"""The data map: what each table holds, and how much of it is about people."""

from collections.abc import Mapping
from types import MappingProxyType

from domain.retention import DataKind, Holding, Personal


def _of(*kinds: DataKind, personal: Personal = Personal.NOTHING) -> Holding:
    return Holding(kinds=kinds, personal=personal)


DATA_MAP: Mapping[str, Holding] = MappingProxyType(
    {
        "municipal_group": _of(DataKind.PLAN),
        "strategic_priority": _of(DataKind.PLAN),
        "focus_area": _of(DataKind.PLAN),
        "working_method": _of(DataKind.PLAN),
        "org_unit": _of(DataKind.PLAN),
        "plan": _of(DataKind.PLAN),
        "measure": _of(DataKind.PLAN),
        "measure_focus_area": _of(DataKind.PLAN),
        "measure_working_method": _of(DataKind.PLAN),
        "adoption": _of(DataKind.PLAN),
        "plan_activity": _of(DataKind.PLAN, personal=Personal.IDS),
        "co_owner": _of(DataKind.PLAN, personal=Personal.IDS),
        "follow_up_round": _of(DataKind.ROUNDS),
        "reminder_step": _of(DataKind.ROUNDS),
        "person": _of(DataKind.PEOPLE, DataKind.ABSENCE, DataKind.DIRECTORY, personal=Personal.DETAILS),
        "person_role": _of(DataKind.PEOPLE, personal=Personal.IDS),
        "group_role": _of(DataKind.DIRECTORY, personal=Personal.DETAILS),
        "contact_point": _of(DataKind.CONTACTS, DataKind.STRANGERS, personal=Personal.DETAILS),
        "answer": _of(DataKind.ANSWERS, personal=Personal.TEXT),
        "brought_answer": _of(DataKind.ANSWERS),
        "draft": _of(DataKind.DRAFTS, personal=Personal.TEXT),
        "matter": _of(DataKind.MATTERS, personal=Personal.TEXT),
        "reminder": _of(DataKind.MESSAGES, personal=Personal.TEXT),
        "delivery": _of(DataKind.MESSAGES, personal=Personal.IDS),
        "living_message": _of(DataKind.MESSAGES, personal=Personal.IDS),
        "letter": _of(DataKind.MESSAGES, personal=Personal.DETAILS),
        "chat_file": _of(DataKind.CHAT_FILES, personal=Personal.TEXT),
        "document_order": _of(DataKind.CHAT_FILES, personal=Personal.IDS),
        "installation": _of(DataKind.INSTALLATIONS, personal=Personal.IDS),
        "notice_board": _of(DataKind.BOARDS, personal=Personal.IDS),
        "seal": _of(DataKind.REPORTS, personal=Personal.TEXT),
        "report_document": _of(DataKind.REPORTS, personal=Personal.IDS),
        "audit_event": _of(DataKind.AUDIT, personal=Personal.DETAILS),
        "audit_link": _of(DataKind.AUDIT),
        "audit_checkpoint": _of(DataKind.AUDIT),
        "retention_run": _of(DataKind.UPKEEP),
    }
)
