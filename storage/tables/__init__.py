"""The tables, private to this room; importing this package registers them all with the metadata."""

from sqlmodel import SQLModel

from storage.tables.answers import AnswerRow, AuditEventRow, BroughtAnswerRow, DraftRow
from storage.tables.audit import AuditCheckpointRow, AuditLinkRow
from storage.tables.boards import NoticeBoardRow
from storage.tables.deliveries import DeliveryRow, LivingMessageRow, ReminderRow
from storage.tables.files import ChatFileRow
from storage.tables.installations import InstallationRow
from storage.tables.letters import LetterRow
from storage.tables.matters import MatterRow
from storage.tables.people import ContactPointRow, GroupRoleRow, PersonRoleRow, PersonRow
from storage.tables.plan import (
    AdoptionRow,
    CoOwnerRow,
    FocusAreaRow,
    MeasureFocusAreaRow,
    MeasureRow,
    MeasureWorkingMethodRow,
    MunicipalGroupRow,
    OrgUnitRow,
    PlanActivityRow,
    PlanRow,
    StrategicPriorityRow,
    WorkingMethodRow,
)
from storage.tables.reports import DocumentOrderRow, ReportDocumentRow, SealRow
from storage.tables.retention import RetentionRunRow
from storage.tables.rounds import FollowUpRoundRow, ReminderStepRow

metadata = SQLModel.metadata

__all__ = [
    "AdoptionRow",
    "AnswerRow",
    "AuditCheckpointRow",
    "AuditEventRow",
    "AuditLinkRow",
    "BroughtAnswerRow",
    "ChatFileRow",
    "CoOwnerRow",
    "ContactPointRow",
    "DeliveryRow",
    "DocumentOrderRow",
    "DraftRow",
    "FocusAreaRow",
    "FollowUpRoundRow",
    "GroupRoleRow",
    "InstallationRow",
    "LetterRow",
    "LivingMessageRow",
    "MatterRow",
    "MeasureFocusAreaRow",
    "MeasureRow",
    "MeasureWorkingMethodRow",
    "MunicipalGroupRow",
    "NoticeBoardRow",
    "OrgUnitRow",
    "PersonRoleRow",
    "PersonRow",
    "PlanActivityRow",
    "PlanRow",
    "ReminderRow",
    "ReminderStepRow",
    "ReportDocumentRow",
    "RetentionRunRow",
    "SealRow",
    "StrategicPriorityRow",
    "WorkingMethodRow",
    "metadata",
]
