"""Finds the data that a PDF was made of."""

from io import BytesIO

import pikepdf

from reports.embedded import ATTACHMENT


def read_embedded(content: bytes) -> bytes | None:
    """The canonical data that are attached to a report; None when it is no PDF or has none."""
    try:
        with pikepdf.open(BytesIO(content)) as file:
            attached = file.attachments.get(ATTACHMENT)
            if attached is None:
                return None
            return attached.get_file().read_bytes()
    except (pikepdf.PdfError, pikepdf.PasswordError, ValueError, KeyError):
        return None
