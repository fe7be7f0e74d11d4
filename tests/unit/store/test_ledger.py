"""The ledger: whatever is done to it afterwards is found, but for the blanking of bodies."""

from __future__ import annotations

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from worktracker.model.days import date_number
from worktracker.store.connection import transaction
from worktracker.store.shared import Shared, forget_shared
from worktracker.store.store import Store

URL = "https://summary.example"


def body(*days: str, of: str = "applications", name: str = "editor") -> bytes:
    totals = [{"name": name, "seconds": 900}]
    return json.dumps({"of": of, "days": [{"date": day, "totals": totals} for day in days]}).encode()


def fill(store: Store) -> None:
    for number in range(3):
        request = store.ledger.sent(1000 + number, URL, "POST /v1/summaries", body(f"2026-11-0{number + 1}"))
        store.ledger.answered(request, 2000 + number, "200", b'{"stored": []}')


def bodies(store: Store) -> list[bytes | None]:
    return [entry.body for entry in store.ledger.entries()]


def test_what_was_written_is_read_and_holds(store: Store) -> None:
    assert store.ledger.verify() == (0, None)
    fill(store)
    found = list(store.ledger.entries())
    assert [(each.number, each.answers) for each in found] == [
        (1, None),
        (2, 1),
        (3, None),
        (4, 3),
        (5, None),
        (6, 5),
    ]
    assert found[0].body == body("2026-11-01")
    assert found[3].head == "200"
    assert found[3].recipient == URL
    assert [each.number for each in store.ledger.entries(last=2)] == [5, 6]
    newest = store.ledger.newest(URL, "POST")
    assert newest is not None
    assert (newest[0].number, newest[1] and newest[1].number) == (5, 6)
    assert store.ledger.newest(URL, "GET") is None
    assert store.ledger.verify() == (6, None)


def test_a_token_is_not_kept_but_its_hash_is_in_the_chain(store: Store) -> None:
    store.ledger.sent(1, URL, "POST /v1/device/token", b"refresh_token=abc", secret=True)
    (entry,) = store.ledger.entries()
    assert entry.body is None
    assert store.ledger.verify() == (1, None)
    store.connection.execute("UPDATE ledger SET body_sha256 = ?", (bytes(32),))
    assert store.ledger.verify()[1] is not None


@pytest.mark.parametrize(
    ("change", "holds"),
    [
        ("UPDATE ledger SET body = x'7b7d' WHERE number = 1", 0),
        ("UPDATE ledger SET body = x'' WHERE number = 3", 2),
        ("UPDATE ledger SET body_sha256 = zeroblob(32), body = NULL WHERE number = 3", 2),
        ("UPDATE ledger SET at_ms = at_ms + 1 WHERE number = 2", 1),
        ("UPDATE ledger SET recipient = 'https://other.example' WHERE number = 3", 2),
        ("UPDATE ledger SET head = 'POST /v1/other' WHERE number = 3", 2),
        ("UPDATE ledger SET answers = 3 WHERE number = 2", 1),
        ("UPDATE ledger SET chain = zeroblob(32) WHERE number = 6", 5),
        ("DELETE FROM ledger WHERE number = 1", 0),
        ("DELETE FROM ledger WHERE number = 4", 3),
        ("DELETE FROM ledger WHERE number = 6", 5),
        ("DELETE FROM ledger WHERE number > 2", 2),
        ("DELETE FROM ledger", 0),
        ("DELETE FROM meta WHERE name = 'ledger_head'", 6),
        (
            "UPDATE ledger SET number = CASE number WHEN 3 THEN 30 ELSE 3 END WHERE number IN (3, 5);"
            "UPDATE ledger SET number = 5 WHERE number = 30",
            2,
        ),
    ],
)
def test_every_change_gap_reorder_and_cut_is_found(store: Store, change: str, holds: int) -> None:
    fill(store)
    for statement in change.split(";"):
        store.connection.execute(statement)
    found, wrong = store.ledger.verify()
    assert (found, wrong is not None) == (holds, True)
    # A row more does not hide it.
    store.ledger.sent(5000, URL, "GET /v1/summaries", b"")
    if change != "DELETE FROM meta WHERE name = 'ledger_head'":
        assert store.ledger.verify()[1] is not None


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    number=st.integers(1, 6),
    column=st.sampled_from(("at_ms", "recipient", "head", "body_sha256", "chain")),
    data=st.data(),
)
def test_any_other_value_anywhere_is_found(
    store: Store, number: int, column: str, data: st.DataObject
) -> None:
    if not bodies(store):
        fill(store)
    (old,) = store.connection.execute(f"SELECT {column} FROM ledger WHERE number = ?", (number,)).fetchone()  # noqa: S608
    kind = {int: st.integers(0, 2**40), str: st.text(max_size=20), bytes: st.binary(max_size=40)}[type(old)]
    new = data.draw(kind.filter(lambda value: value != old))
    store.connection.execute(f"UPDATE ledger SET {column} = ? WHERE number = ?", (new, number))  # noqa: S608
    assert store.ledger.verify()[1] is not None
    store.connection.execute(f"UPDATE ledger SET {column} = ? WHERE number = ?", (old, number))  # noqa: S608
    assert store.ledger.verify() == (6, None)


def test_blanked_bodies_are_those_of_the_day_and_the_chain_holds(store: Store) -> None:
    fill(store)
    store.ledger.sent(3000, URL, "POST /v1/summaries", body("2026-11-02", "2026-12-24"))
    broken = store.ledger.sent(3001, URL, "GET /v1/summaries", b"")
    store.ledger.answered(broken, 3002, "200", body("2026-11-09")[:-20])
    forget(store, "2026-11-02")
    assert [each is None for each in bodies(store)] == [
        False,
        False,
        True,
        False,
        False,
        False,
        True,
        False,
        True,
    ]
    assert store.ledger.verify() == (9, None)


def test_a_day_of_which_something_was_forgotten_is_due_again(store: Store) -> None:
    store.sharing.acknowledge("one", {20_000: b"a", 20_001: b"b"})
    store.sharing.acknowledge("two", {20_000: b"c"})
    with transaction(store.connection):
        forget_shared(store.connection, Shared(lambda day: day == 20_000))
    assert store.sharing.acknowledged("one") == {20_000: None, 20_001: b"b"}
    assert store.sharing.acknowledged("two") == {20_000: None}


def test_an_application_by_name_takes_along_the_days_that_told_it(store: Store) -> None:
    store.ledger.sent(1, URL, "POST /v1/summaries", body("2026-11-01", name="game"))
    store.ledger.sent(1, URL, "POST /v1/summaries", body("2026-11-02", name="editor"))
    store.ledger.sent(1, URL, "POST /v1/summaries", body("2026-11-03", name="game", of="categories"))
    days = {date_number_of(text): b"x" for text in ("2026-11-01", "2026-11-02", "2026-11-03")}
    store.sharing.acknowledge("one", days)
    with transaction(store.connection):
        forget_shared(store.connection, Shared(lambda _day: False, lambda _day, name: name == "game"))
    assert [each is None for each in bodies(store)] == [True, False, False]
    assert [each is None for each in store.sharing.acknowledged("one").values()] == [True, False, False]


def forget(store: Store, day: str) -> None:
    number = date_number_of(day)
    with transaction(store.connection):
        forget_shared(store.connection, Shared(lambda each: each == number))


def date_number_of(day: str) -> int:
    from datetime import date

    return date_number(date.fromisoformat(day))
