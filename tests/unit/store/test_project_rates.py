"""Hourly rates that begin on a day."""

from __future__ import annotations

import pytest

from worktracker.app.rule_changes import edit_project, remove_project
from worktracker.errors import UsageError
from worktracker.model.labels import Rate
from worktracker.store.store import Store


def rates(store: Store, *days: int) -> list[str]:
    """The price of an hour on some days."""
    (project,) = store.projects.all().values()
    return [f"{project.on(day).rate} {project.on(day).currency}" for day in days]


@pytest.fixture
def number(store: Store) -> int:
    number = store.projects.add("Website", rate="80", currency="EUR").id
    store.projects.set_rate(number, 20_000, "90", None)
    store.projects.set_rate(number, 20_100, "100", "USD")
    return number


def test_a_rate_holds_from_its_day_until_the_next_begins(store: Store, number: int) -> None:
    assert rates(store, 0, 19_999, 20_000, 20_099, 20_100, 30_000) == [
        "80 EUR", "80 EUR", "90 EUR", "90 EUR", "100 USD", "100 USD",
    ]  # fmt: skip
    store.projects.set_rate(number, 20_000, "none", None)
    store.projects.drop_rate(number, 20_100)
    assert rates(store, 19_999, 20_000, 30_000) == ["80 EUR", "None EUR", "None EUR"]
    with pytest.raises(UsageError, match="No rate begins"):
        store.projects.drop_rate(number, 20_100)


def test_the_rate_that_is_changed_is_the_one_that_holds_today(store: Store, number: int) -> None:
    undo = edit_project(store, number, rate="95", today=20_050).undo
    assert rates(store, 19_999, 20_000, 20_100) == ["80 EUR", "95 EUR", "100 USD"]
    assert undo is not None
    undo(store)
    edit_project(store, number, rate="70", currency="CHF", today=19_000)
    assert rates(store, 19_999, 20_000, 20_100) == ["70 CHF", "90 EUR", "100 USD"]
    edit_project(store, number, rate="120")
    assert rates(store, 20_000, 20_100) == ["90 EUR", "120 USD"]


def test_a_rate_needs_a_currency(store: Store) -> None:
    number = store.projects.add("Notes").id
    with pytest.raises(UsageError, match="currency"):
        store.projects.set_rate(number, 20_000, "90", None)
    with pytest.raises(UsageError, match="currency"):
        store.projects.edit(number, rate="90")
    assert store.projects.all()[number].later == ()


def test_a_removed_project_takes_its_rates_along_and_brings_them_back(store: Store, number: int) -> None:
    undo = remove_project(store, number, 0).undo
    assert store.connection.execute("SELECT count(*) FROM project_rate").fetchone() == (0,)
    assert undo is not None
    undo(store)
    assert store.projects.all()[number].later == (Rate(20_000, "90", "EUR"), Rate(20_100, "100", "USD"))
