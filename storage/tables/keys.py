"""The column shapes that every table shares."""

from typing import Any

from sqlmodel import Field


def tenant() -> Any:  # noqa: ANN401 - SQLModel's Field is typed Any
    """The tenant that the row belongs to."""
    return Field(foreign_key="municipal_group.tenant_id", index=True, max_length=36)


def reference(column: str, *, required: bool = True) -> Any:  # noqa: ANN401 - SQLModel's Field is typed Any
    """A reference to another table's row."""
    return (
        Field(foreign_key=column, index=True)
        if required
        else Field(default=None, foreign_key=column, index=True)
    )


def unindexed_tenant() -> Any:  # noqa: ANN401 - SQLModel's Field is typed Any
    """The same where a unique key or an index begins with it already: every index is paid for by each row."""
    return Field(foreign_key="municipal_group.tenant_id", max_length=36)


def unindexed(column: str, *, required: bool = True) -> Any:  # noqa: ANN401 - SQLModel's Field is typed Any
    """A reference that is never looked up by itself."""
    return Field(foreign_key=column) if required else Field(default=None, foreign_key=column)


def primary() -> Any:  # noqa: ANN401 - SQLModel's Field is typed Any
    """The row's own number, given by the database."""
    return Field(default=None, primary_key=True)
