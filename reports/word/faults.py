"""What may be wrong with the municipality's own Word template."""

from domain.errors import LageskollError

TOO_LARGE = "too_large"
NO_WORD_FILE = "no_word_file"
UNKNOWN_PLACEHOLDERS = "unknown_placeholders"
MISSING_PLACEHOLDERS = "missing_placeholders"
MISPLACED_PLACEHOLDERS = "misplaced_placeholders"
NOT_READABLE = "not_readable"


class ReportTemplateError(LageskollError):
    """The template for the report cannot be used. `names` are the placeholders that the `reason` is about."""

    def __init__(self, reason: str, *, names: tuple[str, ...] = ()) -> None:
        super().__init__(f"{reason}: {', '.join(names)}" if names else reason)
        self.reason = reason
        self.names = names
