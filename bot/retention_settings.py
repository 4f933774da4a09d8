"""The settings for how long things are kept; 0 keeps them until somebody decides otherwise."""

from pydantic import Field
from pydantic_settings import BaseSettings

from domain.retention import DataKind, ErasedNames, RetentionRules


class RetentionSettings(BaseSettings):
    """In days. Answers and reports are public records: kept until the municipality's own plan says how long.

    The reasons for the others are in docs/privacy.md.
    """

    retention: bool = True
    retention_drafts_days: int = Field(default=90, ge=0)
    retention_messages_days: int = Field(default=730, ge=0)
    retention_matters_days: int = Field(default=730, ge=0)
    retention_strangers_days: int = Field(default=30, ge=0)
    retention_contacts_days: int = Field(default=90, ge=0)
    retention_installations_days: int = Field(default=365, ge=0)
    retention_directory_days: int = Field(default=30, ge=0)
    retention_absence_days: int = Field(default=30, ge=0)
    retention_answers_days: int = Field(default=0, ge=0)
    retention_audit_days: int = Field(default=3650, ge=0)
    erased_names: ErasedNames = ErasedNames.KEEP

    @property
    def retention_rules(self) -> RetentionRules:
        """How long each kind is kept."""
        return RetentionRules(
            days={
                DataKind.DRAFTS: self.retention_drafts_days,
                DataKind.MESSAGES: self.retention_messages_days,
                DataKind.MATTERS: self.retention_matters_days,
                DataKind.STRANGERS: self.retention_strangers_days,
                DataKind.CONTACTS: self.retention_contacts_days,
                DataKind.INSTALLATIONS: self.retention_installations_days,
                DataKind.DIRECTORY: self.retention_directory_days,
                DataKind.ABSENCE: self.retention_absence_days,
                DataKind.ANSWERS: self.retention_answers_days,
                DataKind.AUDIT: self.retention_audit_days,
            }
        )
