"""The kinds of documents that a report can be fetched as."""

from enum import StrEnum


class Format(StrEnum):
    """A kind of document; the values are written on the command line and kept in the log of documents."""

    WORD = "word"
    PDF = "pdf"
    EXCEL = "excel"
    CSV = "csv"
    JSON = "json"
    HTML = "html"

    @property
    def suffix(self) -> str:
        """What a file of that kind is called at the end, without the dot."""
        return {Format.WORD: "docx", Format.EXCEL: "xlsx"}.get(self, self.value)
