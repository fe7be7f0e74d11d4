"""What can be granted, and what is said where it can't."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.sync.conftest import TERMS, TODAY
from worktracker.errors import UsageError
from worktracker.sync.grant import can_leave, checked_terms, checked_url
from worktracker.sync.summary import MOST_NAMES, OTHER, NotASummaryError, Summary, canonical


def test_names_come_in_order_once_and_other_goes_without_saying() -> None:
    made = checked_terms(replace(TERMS, names=("b", "a", "b", OTHER)), TODAY)
    assert made.names == ("a", "b")


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"coarseness_minutes": 7}, "Totals can't be rounded to 7m."),
        ({"coarseness_minutes": 0}, "Totals can't be rounded to 0m."),
        ({"shortest_minutes": -1}, "longer than a day"),
        ({"shortest_minutes": 1441}, "longer than a day"),
        ({"end_date": TODAY - timedelta(days=1)}, "has passed already"),
        ({"end_date": TODAY + timedelta(days=367)}, "more than a year ahead"),
        ({"first_day": date(2027, 5, 2)}, "lies before the first day"),
        ({"purpose": ""}, "The purpose is one line"),
        ({"purpose": "a\nb"}, "The purpose is one line"),
        ({"pseudonym": "x" * 65}, "The pseudonym is one line"),
        ({"names": ("https://example.org",)}, "can't leave as a name"),
        ({"names": ("me@example.org",)}, "can't leave as a name"),
        ({"names": ("a\x1b[2J",)}, "can't leave as a name"),
        ({"names": tuple(map(str, range(MOST_NAMES)))}, "499 are the most"),
    ],
)
def test_what_can_not_be_granted_is_said_in_one_line(change: dict[str, Any], says: str) -> None:
    with pytest.raises(UsageError) as refused:
        checked_terms(replace(TERMS, **change), TODAY)
    assert says in str(refused.value)
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize("days", [0, 1, 365, 366])
def test_it_ends_within_a_year(days: int) -> None:
    end = TODAY + timedelta(days=days)
    assert checked_terms(replace(TERMS, end_date=end), TODAY).end_date == end


@given(st.text(max_size=70))
def test_a_name_can_be_granted_if_the_payload_can_hold_it(name: str) -> None:
    day = {"date": "2026-11-20", "totals": [{"name": name, "seconds": 900}]}
    whole = {"schema": "worktracker.summary/1", "of": "categories", "coarseness_minutes": 15, "days": [day]}
    try:
        Summary.from_bytes(canonical(whole))
        held = True
    except (NotASummaryError, UnicodeEncodeError):
        held = False
    assert held == ((can_leave(name) and name.isascii()) or held)
    assert not held or can_leave(name)


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("https://Sums.example/", "https://sums.example"),
        ("https://sums.example:8443/team/", "https://sums.example:8443/team"),
        ("http://127.0.0.1:8480", "http://127.0.0.1:8480"),
        ("http://localhost:1/", "http://localhost:1"),
        ("http://[::1]:8480", "http://[::1]:8480"),
    ],
)
def test_an_address_is_kept_in_one_form(text: str, kept: str) -> None:
    assert checked_url(text) == kept
    assert checked_url(kept) == kept


@pytest.mark.parametrize(
    "text",
    [
        "http://sums.example", "http://127.0.0.1.example", "http://0.0.0.0:1", "http://192.168.0.1",
        "ftp://sums.example", "sums.example", "https://", "https://a:b@sums.example", "https://sums.example/?a=1",
        "https://sums.example/#a", "https://sums.example/a b", "https://sums.example:port", "https://ä.example",
        "", "file:///etc/passwd", "https://" + "a" * 200, "http://[::1]evil.example", "http://[::1", "http://[::1]a:1",
        "https://[:::]", "https://sums.example/?", "https://sums.example/#", "http://localhost%2eevil.example",
        "http://127.0.0.1\\@evil.example", "https://a;b", "https://xn--", "https://a..b", "https://-",
    ],
)  # fmt: skip
def test_totals_go_to_no_other_address(text: str) -> None:
    with pytest.raises(UsageError):
        checked_url(text)
