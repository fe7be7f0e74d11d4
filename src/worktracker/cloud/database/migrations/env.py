"""Alembic's entry: runs the migrations in the transaction of the connection that it is given."""

from __future__ import annotations

from alembic import context
from sqlalchemy import Connection

from worktracker.cloud.database.tables import Table


def _run() -> None:
    connection = context.config.attributes["connection"]
    assert isinstance(connection, Connection)
    if connection.dialect.name == "postgresql":
        # Two hosts that are started at once: one migrates, the other waits and finds it done.
        connection.exec_driver_sql("SELECT pg_advisory_xact_lock(7723901)")
    context.configure(connection=connection, target_metadata=Table.metadata, transactional_ddl=True)
    with context.begin_transaction():
        context.run_migrations()


_run()
