"""What the database itself refuses: changing the audit trail, and removing what no checkpoint covers."""

from collections.abc import Iterator

GUARDED = ("audit_event", "audit_link", "audit_checkpoint")
REFUSAL = "the audit trail is only ever added to"

# Which old rows may go: those that a checkpoint covers.
COVERED = {
    "audit_event": (
        "EXISTS (SELECT 1 FROM audit_link l JOIN audit_checkpoint c"
        " ON c.tenant_id = l.tenant_id AND c.position >= l.position"
        " WHERE l.tenant_id = OLD.tenant_id AND l.audit_event_id = OLD.id)"
    ),
    "audit_link": (
        "EXISTS (SELECT 1 FROM audit_checkpoint c"
        " WHERE c.tenant_id = OLD.tenant_id AND c.position >= OLD.position)"
    ),
}


def statements(dialect: str) -> Iterator[str]:
    """What makes the database refuse."""
    yield from _postgresql() if dialect == "postgresql" else _sqlite()


def undoing(dialect: str) -> Iterator[str]:
    """What makes it refuse no longer."""
    for table in GUARDED:
        for doing in _doings(dialect):
            of_table = f" ON {table}" if dialect == "postgresql" else ""
            yield f"DROP TRIGGER {table}_{doing}{of_table}"
        if dialect == "postgresql":
            yield f"DROP FUNCTION {table}_kept()"


def _doings(dialect: str) -> tuple[str, ...]:
    return ("update", "delete", "truncate") if dialect == "postgresql" else ("update", "delete")


def _sqlite() -> Iterator[str]:
    for table in GUARDED:
        refused = f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
        yield f"CREATE TRIGGER {table}_update BEFORE UPDATE ON {table} {refused}"
        unless = f"WHEN NOT {COVERED[table]} " if table in COVERED else ""
        yield f"CREATE TRIGGER {table}_delete BEFORE DELETE ON {table} {unless}{refused}"


def _postgresql() -> Iterator[str]:
    for table in GUARDED:
        covered = (
            f"IF TG_OP = 'DELETE' AND {COVERED[table]} THEN RETURN OLD; END IF;" if table in COVERED else ""
        )
        yield (
            f"CREATE FUNCTION {table}_kept() RETURNS trigger LANGUAGE plpgsql AS $$"
            f" BEGIN {covered} RAISE EXCEPTION '{REFUSAL}'; END $$"
        )
        for doing in ("update", "delete"):
            yield (
                f"CREATE TRIGGER {table}_{doing} BEFORE {doing.upper()} ON {table}"
                f" FOR EACH ROW EXECUTE FUNCTION {table}_kept()"
            )
        yield (
            f"CREATE TRIGGER {table}_truncate BEFORE TRUNCATE ON {table}"
            f" FOR EACH STATEMENT EXECUTE FUNCTION {table}_kept()"
        )
