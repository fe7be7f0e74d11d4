"""A question for a report, whoever asks it: a command, or the window."""

from __future__ import annotations

from dataclasses import dataclass

from worktracker.model.period import Period
from worktracker.reports.filtered import ALL, Only, filtered_report
from worktracker.reports.report import By, Report, at_depth, make_report
from worktracker.store.store import Store


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked.

    Attributes:
        period: of what time.
        by: what the rows are.
        only: of which part of it.
        idle: whether idle and locked time counts too.
        depth: of categories, how deep the rows lie (1: at the top alone); None: as deep as they are.
    """

    period: Period
    by: By
    only: Only = ALL
    idle: bool = False
    depth: int | None = None


def answer(store: Store | None, question: Question, most: int | None = None) -> Report:
    """Ask the store; where there is none yet, nothing was recorded.

    Args:
        store: the record.
        question: what is asked.
        most: so many rows of titles, addresses or documents are enough, where that saves time or memory.

    Raises:
        UsageError: a pattern can't be understood, or there is no such source, category, project,
            client or tag.
    """
    period, by = question.period, question.by
    if store is None:
        return Report(by, period, ())
    settings = store.settings
    if question.only:
        found = filtered_report(
            store.reader,
            period,
            by,
            question.only,
            settings.day_start_ms,
            idle=question.idle,
            week_start=settings.week_start,
        )
    else:
        found = make_report(
            store.reader, period, by, idle=question.idle, week_start=settings.week_start, most=most
        )
    return found if question.depth is None else at_depth(found, question.depth)
