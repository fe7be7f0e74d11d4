"""The schema's versions: Alembic's migrations, run by the program itself."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import func, inspect, select

from worktracker.cloud.database.engine import Database
from worktracker.cloud.database.tables import Account
from worktracker.errors import WorkTrackerError

_SCRIPTS = Path(__file__).parent / "migrations"


class SchemaError(WorkTrackerError):
    """The database's tables are not those of this program."""


def newest() -> str:
    """The version that this program needs."""
    found = ScriptDirectory(str(_SCRIPTS)).get_current_head()
    assert found is not None
    return found


def versions() -> list[str]:
    """All that this program knows, the oldest first."""
    return sorted(one.revision for one in ScriptDirectory(str(_SCRIPTS)).walk_revisions())


def version(database: Database) -> str | None:
    """The version that a database has; None: it has no tables yet."""
    with database.reading() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def accounts(database: Database) -> int:
    """How many a database holds, whichever version it has; 0 where it has no tables."""
    with database.reading() as connection:
        if not inspect(connection).has_table(Account.__tablename__):
            return 0
        return connection.scalar(select(func.count()).select_from(Account)) or 0


def migrate(database: Database, to: str = "head") -> None:
    """Bring a database to a version: forward, or back (``base``: no tables). All of it or nothing.

    Raises:
        SchemaError: it was made by a newer program, or there is no such version.
    """
    current = version(database)
    known = versions()
    if to not in ("base", *known, "head"):
        # Alembic would take more: -2 for two versions back, which may be the same as base.
        raise SchemaError("There is no such version.", f"One of: base, {', '.join(known)}, head.")
    if current is not None and current not in known:
        raise SchemaError(
            "The database was made by a newer program.", "Install that version, or a newer one."
        )
    config = Config()
    config.set_main_option("script_location", str(_SCRIPTS).replace("%", "%%"))
    with database.writing() as connection:
        config.attributes["connection"] = connection
        backwards = to == "base" or (to != "head" and current is not None and to < current)
        (command.downgrade if backwards else command.upgrade)(config, to)


def check(database: Database) -> None:
    """Raise SchemaError unless the database has the version that this program needs."""
    if version(database) != newest():
        raise SchemaError(
            "The database's tables are not up to date.", "Run `worktracker-cloud migrate` first."
        )
