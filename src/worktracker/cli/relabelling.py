"""Writing what changes totals of days that are over: who has other ones then is told."""

from __future__ import annotations

import sys
from collections.abc import Generator
from contextlib import contextmanager

from worktracker.app.opening import OpenStore
from worktracker.cli import context
from worktracker.reports.words import counted
from worktracker.store.store import Store


@contextmanager
def relabelling(*, make: bool = True) -> Generator[OpenStore]:
    """As :func:`worktracker.cli.context.writing`; says on standard error which servers have other totals."""
    with context.writing(make=make) as opened:
        yield opened
        lines = _outdated(opened.store)
    for line in lines:
        print(line, file=sys.stderr)


def _outdated(store: Store) -> list[str]:
    if not any(each.stored for each in store.sharing.held()):
        return []
    # What checks signatures is loaded only where there is a grant.
    from worktracker.model.days import date_number, day_date
    from worktracker.sync.building import due, now_of
    from worktracker.sync.standing import holding

    now = now_of(store, context.clock)
    lines: list[str] = []
    for given in holding(store.sharing, day_date(now.today)):
        assert given.grant is not None
        known = store.sharing.acknowledged(given.stored.id)
        bodies = due(store, given.grant.terms, known, now)
        days = {date_number(day.date) for body in bodies for day in body.days} & known.keys()
        if days:
            there = counted(len(days), "day")
            lines.append(f"{given.recipient.url} has other totals of {there} until the next sync.")
    return lines
