"""The one way in which durations are written for people."""

from __future__ import annotations

import pytest

from worktracker.reports.words import duration_words


@pytest.mark.parametrize(
    ("duration_ms", "words"),
    [
        (0, "0 s"),
        (499, "0 s"),
        (500, "1 s"),
        (26_500, "27 s"),
        (59_499, "59 s"),
        (59_500, "1 m"),
        (65_000, "1 m 05 s"),
        (106_000, "1 m 46 s"),
        (599_499, "9 m 59 s"),
        (599_500, "10 m"),
        (629_999, "10 m"),
        (630_000, "11 m"),
        (3_569_999, "59 m"),
        (3_570_000, "1 h 00 m"),
        (5_040_000, "1 h 24 m"),
        (90_000_000, "25 h 00 m"),
    ],
)
def test_a_duration_is_rounded_the_same_everywhere(duration_ms: int, words: str) -> None:
    assert duration_words(duration_ms) == words
