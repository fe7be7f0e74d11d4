"""What ``status`` says of grants."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tests.fake_clock import FakeClock
from tests.unit.sync.conftest import NOW_MS, TERMS
from worktracker.app.granted import network_of
from worktracker.store.store import Store
from worktracker.sync import granting
from worktracker.sync.receipt import Server, encoded

URL = "https://sums.example"


def said(store: Store, today: str) -> dict[str, object]:
    return network_of(store, FakeClock(f"{today}T12:00Z", "UTC"))


@pytest.mark.parametrize(
    ("today", "network", "ending"),
    [
        ("2026-11-22", "granted", {}),
        ("2027-04-23", "granted", {}),
        ("2027-04-24", "granted", {URL: "2027-05-01"}),
        ("2027-05-01", "granted", {URL: "2027-05-01"}),
        ("2027-05-02", "none", {}),
    ],
)
def test_a_grant_counts_until_its_end_and_its_end_is_told_a_week_before(
    store: Store, today: str, network: str, ending: dict[str, str]
) -> None:
    assert said(store, today) == {"network": "none", "grants_ending": {}}
    terms = replace(TERMS, end_date=date(2027, 5, 1))
    granting.give(store, Server(URL, "Sums", encoded(bytes(32))), terms, NOW_MS)
    assert said(store, today) == {"network": network, "grants_ending": ending}
    store.sharing.revoke(1, NOW_MS)
    assert said(store, today) == {"network": "none", "grants_ending": {}}
