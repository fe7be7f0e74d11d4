"""A report as a file, in every format that is no table for a terminal."""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum
from io import TextIOWrapper
from typing import BinaryIO

from worktracker.clock import Clock
from worktracker.model.days import local_datetime
from worktracker.model.instants import InstantText
from worktracker.model.period import Period
from worktracker.reports import formats
from worktracker.reports.about import About
from worktracker.reports.question import Question, answer
from worktracker.reports.report import By, Report
from worktracker.reports.spread import categories_by_day
from worktracker.reports.trend import Trend, make_trend
from worktracker.store.store import Store


class FileFormat(StrEnum):
    """Formats of files; the values are their endings."""

    CSV = "csv"
    JSON = "json"
    HTML = "html"
    XLSX = "xlsx"


def write_report(
    store: Store | None,
    question: Question,
    found: Report,
    file_format: FileFormat,
    target: BinaryIO,
    clock: Clock,
) -> None:
    """Write a report in UTF-8.

    Args:
        store: where it is from; None where there is none yet.
        question: what was asked.
        found: the answer.
        file_format: how it is written.
        target: what is written to.
        clock: tells where the period's days begin, and when it is.

    Raises:
        WorkTrackerError: it has more rows than the format can hold.
    """
    limits = bounds(question.period, clock, store.settings.day_start_ms if store else 0)
    if file_format is FileFormat.XLSX:
        from worktracker.reports.spreadsheet import write_xlsx

        about = about_now(limits, question.only.in_words, clock)
        write_xlsx(found, _trend(store, question), about, target)
        return
    text = TextIOWrapper(target, "utf-8", newline="")
    if file_format is FileFormat.CSV:
        formats.write_csv(found, text)
    elif file_format is FileFormat.JSON:
        formats.write_json(found, text, limits)
    else:
        from worktracker.reports.looks import Looks
        from worktracker.reports.page import write_html

        categories = store.reader.categories() if store and found.by is By.CATEGORY else None
        about = about_now(limits, question.only.in_words, clock)
        write_html(found, _trend(store, question), Looks(categories), about, text)
    text.flush()
    text.detach()


def bounds(period: Period, clock: Clock, day_start_ms: int) -> tuple[str | None, str | None]:
    """First instant and end of a period as the local zone shows them; None where it is open."""
    found: list[str | None] = []
    for at_end in (False, True):
        # The offset that holds at a bound decides where it lies, and the other way round: look twice.
        at = None
        offset = clock.zone_at(clock.now().wall_ms).offset_s
        for _ in range(2):
            at = period.window(offset, day_start_ms)[at_end]
            if abs(at) >= 1 << 60:
                at = None
                break
            offset = clock.zone_at(at).offset_s
        found.append(None if at is None else InstantText(offset)(at))
    return found[0], found[1]


def about_now(limits: tuple[str | None, str | None], only: str, clock: Clock) -> About:
    """What a document that is made now says of itself."""
    now = clock.now().wall_ms
    return About(limits, local_datetime(now, clock.zone_at(now).offset_s), only)


def _trend(store: Store | None, question: Question) -> Trend | None:
    """How the time lies in the period: in its categories' colours, if it is by category and all of it."""
    if store is None:
        return None
    days = None
    if question.by is By.CATEGORY and not question.only:
        days = categories_by_day(store.reader, question.period, idle=question.idle)
    return make_trend(
        question.period,
        lambda by: answer(store, replace(question, by=by, depth=None)),
        days,
        store.settings.week_start,
    )
