"""Totals that are not what the spans say are found and made anew."""

from __future__ import annotations

import pytest

from tests.unit.reports.test_focus import DAY, fill
from worktracker.store.connection import transaction
from worktracker.store.store import Store
from worktracker.store.verifying import days_kept, set_right, wrong_days


def wrong(store: Store) -> list[int]:
    kept = days_kept(store.connection)
    assert kept is not None
    return wrong_days(store.connection, *kept, 0)


def test_an_empty_store_has_no_days(store: Store) -> None:
    assert days_kept(store.connection) is None


@pytest.mark.parametrize(
    ("mistake", "days"),
    [
        ("UPDATE day_app SET length_ms = length_ms + 1 WHERE day = ?1", [DAY]),
        ("DELETE FROM day_category WHERE day = ?1", [DAY + 40]),
        ("INSERT INTO day_domain VALUES (?1, 7, 5)", [DAY - 100]),
        ("DELETE FROM day_state WHERE day >= ?1", [DAY, DAY + 40]),
        ("UPDATE day_state SET state = 1 WHERE day >= ?1", [DAY, DAY + 40]),
        ("UPDATE day_category SET project = 1 WHERE day >= ?1", [DAY, DAY + 40]),
    ],
)
def test_what_differs_is_found_and_set_right(store: Store, mistake: str, days: list[int]) -> None:
    at = 40 * 1440
    fill(
        store,
        (540, 550, "editor"),
        (550, 570, "browser"),
        (at + 540, at + 560, "editor"),
        (at + 560, at + 570, "x"),
    )
    with transaction(store.connection):
        store.connection.execute("UPDATE meta SET value = '99999999999999' WHERE name = 'summed_until'")
        store.connection.execute("INSERT OR IGNORE INTO meta VALUES ('summed_until', '99999999999999')")
    set_right(store.connection, wrong(store), 0)
    assert wrong(store) == []
    assert store.connection.execute("SELECT sum(length_ms) FROM day_app").fetchone()[0] == 60 * 60_000
    with transaction(store.connection):
        store.connection.execute(mistake, days[:1])
    assert wrong(store) == days
    set_right(store.connection, days, 0)
    assert wrong(store) == []
    assert store.connection.execute("SELECT sum(length_ms) FROM day_app").fetchone()[0] == 60 * 60_000


def test_the_way_is_told(store: Store) -> None:
    fill(store, (0, 1, "editor"), (100 * 1440, 100 * 1440 + 1, "editor"))
    told: list[int] = []
    kept = days_kept(store.connection)
    assert kept is not None
    wrong_days(store.connection, *kept, 0, told.append)
    assert told == sorted(set(told))
    assert told[-1] == kept[1] - kept[0] + 1
