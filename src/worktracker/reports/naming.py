"""What reports and their rows are called where people read them, rather than programs."""

from __future__ import annotations

from datetime import date

from worktracker.reports.report import By, Row
from worktracker.reports.words import month_words, span_of_days, week_words

_NAMES = {By.APP: "application", By.DOMAIN: "site", By.URL: "address"}


def name_of(by: By) -> str:
    """What the rows of a report are: ``application``, ``day``."""
    return _NAMES.get(by, by.value)


def label_words(by: By, row: Row) -> str:
    """A row's label: ``Private``, ``Monday 16 November 2026``, ``(no title)``."""
    if not row.text:
        return f"(no {name_of(by)})"
    if by is By.DAY:
        day = date.fromisoformat(row.text)
        return f"{day:%A} {span_of_days(day, day)}"
    if by is By.WEEK:
        return week_words(date.fromisoformat(row.text)).capitalize()
    if by is By.MONTH:
        return month_words(date.fromisoformat(row.text + "-01"))
    return row.text
