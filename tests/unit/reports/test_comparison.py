"""Two times side by side: hours and days of the week in their order, whichever of the two has them."""

from __future__ import annotations

import pytest

from worktracker.model.period import Period
from worktracker.reports.comparison import Comparison
from worktracker.reports.report import WEEKDAYS, By, Report, Row

HOURS = tuple(f"{hour:02d}:00" for hour in range(24))


@pytest.mark.parametrize(("by", "keys"), [(By.HOUR, HOURS), (By.WEEKDAY, WEEKDAYS)])
def test_stretches_of_time_come_in_their_order(by: By, keys: tuple[str, ...]) -> None:
    def report(of: tuple[str, ...]) -> Report:
        return Report(by, Period(), tuple(Row(key, 1000) for key in of))

    found = Comparison(report(keys[::2]), report(keys[1::3])).rows
    rows = [(each.row.key, each.row.duration_ms, each.before_ms) for each in found]
    both = {key: (1000 * (key in keys[::2]), 1000 * (key in keys[1::3])) for key in keys}
    assert rows == [(key, *lengths) for key, lengths in both.items() if any(lengths)]


def test_labels_come_by_their_share_and_those_of_before_last() -> None:
    now = Report(By.APP, Period(), (Row("b", 3000), Row("a", 2000)))
    before = Report(By.APP, Period(), (Row("c", 9000), Row("a", 1000)))
    assert [each.row.key for each in Comparison(now, before).rows] == ["b", "a", "c"]
