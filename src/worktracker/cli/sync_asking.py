"""What ``sync grant`` asks on a terminal for, where the options don't say it."""

from __future__ import annotations

import sys
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from worktracker.cli.sync_terms import Wanted
from worktracker.model.days import day_date
from worktracker.model.labels import paths
from worktracker.model.period import Period
from worktracker.sync.grant import can_leave
from worktracker.sync.summary import OTHER, Kind

if TYPE_CHECKING:
    from worktracker.store.store import Store
    from worktracker.sync.building import Now

_USED_DAYS = 30
_HALF_A_YEAR_DAYS = 182


def asked(wanted: Wanted, store: Store, now: Now) -> Wanted:
    """The same, with what the person at the terminal answers; nothing is what is proposed.

    Raises:
        typer.Abort: the terminal is gone, or Ctrl-C was pressed.
    """
    today = day_date(now.today)
    if not wanted.names and not wanted.all_names:
        used = _used(store, wanted.of or Kind.CATEGORIES, now.today)
        print("Names that were used in the last 30 days:", file=sys.stderr)
        for name in used:
            print(f"  {name}", file=sys.stderr)
        said = _ask(f"Which names may leave, with ; between them? none: all leaves as {OTHER}", "these")
        if said == "these":
            wanted = replace(wanted, names=used)
        elif said != "none":
            wanted = replace(wanted, names=[name.strip() for name in said.split(";") if name.strip()])
    if wanted.first_day is None:
        wanted = replace(wanted, first_day=_ask("From which day on?", today.isoformat()))
    if wanted.end is None:
        end = (today + timedelta(days=_HALF_A_YEAR_DAYS)).isoformat()
        wanted = replace(wanted, end=_ask("Until which day, a year ahead at most?", end))
    return wanted


def _ask(question: str, proposed: str) -> str:
    import typer

    said: str = typer.prompt(question, default=proposed, err=True)
    return said.strip()


def _used(store: Store, of: Kind, today: int) -> list[str]:
    """The names with active time in the last days that can leave, in their order."""
    period = Period(first_day=today - _USED_DAYS, last_day=today)
    reader = store.reader
    if of is Kind.CATEGORIES:
        path_of = paths(reader.categories())
        numbers = {category for _, category in reader.labels_by_day(period, ())[0]}
        names = {path_of[number] for number in numbers if number in path_of}
    else:
        names = {app for _, app in reader.apps_by_day(period) if app is not None}
    return sorted(filter(can_leave, names))
