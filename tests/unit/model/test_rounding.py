"""Rounding of billed time and of money."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from worktracker.model.rounding import MINUTE_MS, STEPS_MIN, Direction, Rounding, price


@pytest.mark.parametrize(
    ("step", "direction", "minutes", "rounded"),
    [
        (0, Direction.UP, 7.3, 7.3),
        (15, Direction.NEAREST, 7.4, 0),
        (15, Direction.NEAREST, 7.5, 15),
        (15, Direction.NEAREST, 22.5, 30),
        (15, Direction.UP, 0.01, 15),
        (15, Direction.UP, 15, 15),
        (15, Direction.DOWN, 29.99, 15),
        (6, Direction.NEAREST, 9, 12),
        (1, Direction.DOWN, 59.9, 59),
        (30, Direction.UP, 61, 90),
    ],
)
def test_rounds_as_a_person_would(step: int, direction: Direction, minutes: float, rounded: float) -> None:
    assert Rounding(step, direction)(round(minutes * MINUTE_MS)) == round(rounded * MINUTE_MS)


@given(st.sampled_from(STEPS_MIN), st.sampled_from(Direction), st.integers(0, 10**9))
def test_is_a_whole_number_of_steps_and_less_than_one_away(
    step: int, direction: Direction, length: int
) -> None:
    rounded = Rounding(step, direction)(length)
    unit = step * MINUTE_MS
    assert rounded % unit == 0
    assert {
        Direction.UP: 0 <= rounded - length < unit,
        Direction.DOWN: 0 <= length - rounded < unit,
        Direction.NEAREST: 2 * abs(rounded - length) <= unit,
    }[direction]


@pytest.mark.parametrize(
    ("minutes", "rate", "currency", "amount"),
    [
        (90, "80", "EUR", "120.00"),
        (20, "100", "EUR", "33.33"),
        (1, "0.90", "EUR", "0.02"),  # 0.015: halves up
        (20, "1000", "JPY", "333"),
        (20, "100", "KWD", "33.333"),
        (45, "99.99", None, "74.99"),
        (0, "80", "EUR", "0.00"),
    ],
)
def test_prices_are_exact_decimals(minutes: int, rate: str, currency: str | None, amount: str) -> None:
    assert str(price(minutes * MINUTE_MS, Decimal(rate), currency)) == amount
