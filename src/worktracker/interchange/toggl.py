"""Spans as the CSV that Toggl Track reads and writes (its detailed report)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from typing import TextIO

from worktracker.interchange.whole_seconds import spent
from worktracker.interchange.writing import OfActivities, Progress, write_lines
from worktracker.model.cells import csv_cell
from worktracker.model.instants import InstantText
from worktracker.model.labels import Labels, Project
from worktracker.model.period import Period
from worktracker.store.reader import Fields
from worktracker.store.store import Store

COLUMNS = (
    "User", "Email", "Client", "Project", "Task", "Description", "Billable",
    "Start date", "Start time", "End date", "End time", "Duration", "Tags",
)  # fmt: skip

EMPTY = ",".join(COLUMNS) + "\r\n"
"""The file where there are no spans."""

_PRIVATE = ",,,,,Private,No"


def write_toggl(
    store: Store,
    period: Period,
    target: TextIO,
    progress: Progress | None = None,
    *,
    all_sources: bool = False,
) -> None:
    """Write an entry for each active and private span of a period, oldest first, as CSV (RFC 4180, UTF-8).

    Dates and times are those of the clock on the wall, as Toggl has them. User and e-mail address are empty.
    Time is billable where its project has a rate.
    """
    target.write(EMPTY)
    write_lines(_entries(store, period, all_sources=all_sources), target, progress)


def _entries(store: Store, period: Period, *, all_sources: bool) -> Iterator[str]:
    projects = {each.name: each for each in store.reader.projects().values()}
    texts = OfActivities(store.reader, partial(_texts, projects=projects))
    clocks = {number: InstantText(zone.offset_s) for number, zone in store.reader.zones().items()}
    for one in spent(store, period, all_sources=all_sources):
        if one is None:
            yield ""
            continue
        clock = clocks[one.row.zone]
        start, end = clock(one.start_s * 1000), clock(one.end_s * 1000)
        minutes, seconds = divmod(one.end_s - one.start_s, 60)
        before, tags = (_PRIVATE, "") if one.is_private else texts(one.row)
        yield (
            f"{before},{start[:10]},{start[11:19]},{end[:10]},{end[11:19]},"
            f"{minutes // 60:02d}:{minutes % 60:02d}:{seconds:02d},{tags}\r\n"
        )


def _texts(fields: Fields, labels: Labels, projects: Mapping[str, Project]) -> tuple[str, str]:
    """The cells before an entry's times, and its tags; Toggl parts tags at commas, so theirs are dropped."""
    app, title, _, domain, document = fields
    project = projects.get(labels.project or "")
    description = labels.note or title or document or domain or app
    named = (project.client if project else None, labels.project, None, description)
    billable = "Yes" if project and project.rate else "No"
    tags = ", ".join(each.replace(",", " ") for each in (*labels.tags, labels.category, app, domain) if each)
    return f",,{','.join(map(csv_cell, named))},{billable}", csv_cell(tags)
