"""The parlour, to say strange things in."""

from tests.dialogs.conftest import laid_table, parlour

__all__ = ["laid_table", "parlour"]
