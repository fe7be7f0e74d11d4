"""The schema's versions, up and down, on SQLite and on PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import inspect, text

from tests.cloud.postgres import Postgres
from tests.cloud.running import command
from worktracker.cloud.database import schema
from worktracker.cloud.database.engine import Database
from worktracker.cloud.database.tables import Table


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/totals.db"
    cluster: Postgres = request.getfixturevalue("postgres")
    return cluster.url()


@pytest.fixture
def database(url: str) -> Iterator[Database]:
    opened = Database(url)
    yield opened
    opened.close()


def _tables(database: Database) -> set[str]:
    return set(inspect(database.engine).get_table_names()) - {"alembic_version"}


def _differences(database: Database) -> list[Any]:
    with database.reading() as connection:
        return compare_metadata(MigrationContext.configure(connection), Table.metadata)


def test_up_and_down_and_up_again(database: Database) -> None:
    assert schema.version(database) is None
    with pytest.raises(schema.SchemaError):
        schema.check(database)
    schema.migrate(database)
    schema.check(database)
    assert _tables(database) == set(Table.metadata.tables)
    assert _differences(database) == []
    schema.migrate(database, "base")
    assert _tables(database) == set()
    schema.migrate(database)
    schema.migrate(database)
    assert _differences(database) == []


def test_every_table_of_a_persons_begins_its_key_with_the_account() -> None:
    whole = {
        "account_names", "authorizations", "farewells", "invitations", "limits", "policies", "server_values",
    }  # fmt: skip
    for name, table in Table.metadata.tables.items():
        first = next(iter(table.primary_key.columns)).name
        assert (first == "account") != (name in whole), name


def test_a_newer_database_is_left_alone(database: Database) -> None:
    schema.migrate(database)
    with database.writing() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(schema.SchemaError):
        schema.migrate(database)
    assert _tables(database) == set(Table.metadata.tables)


def test_two_that_migrate_at_once_are_one(postgres: Postgres, tmp_path: Path) -> None:
    given = {"DATABASE": postgres.url()}
    with ThreadPoolExecutor(2) as pool:
        done = list(pool.map(lambda _: command(tmp_path, "migrate", given=given), range(2)))
    assert [(each.returncode, each.stderr) for each in done] == [(0, ""), (0, "")]
    database = Database(given["DATABASE"])
    assert _differences(database) == []
    database.close()


def test_postgresql_is_migrated_by_its_command_alone(postgres: Postgres, tmp_path: Path) -> None:
    given = {"DATABASE": postgres.url()}
    refused = command(tmp_path, "invite", given=given)
    assert (refused.returncode, refused.stdout) == (1, "")
    assert "worktracker-cloud migrate" in refused.stderr
    assert "0002" in command(tmp_path, "migrate", given=given).stdout
    assert "/sign-up?invitation=" in command(tmp_path, "invite", given=given).stdout
