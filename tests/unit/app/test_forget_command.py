"""The command for a copy that is found later names the same time then."""

from __future__ import annotations

from pathlib import Path

import pytest

from worktracker.app.backups import Copies, require_reached
from worktracker.app.forget_command import forget_command
from worktracker.errors import WorkTrackerError
from worktracker.model.days import date_number
from worktracker.model.instants import parse_instant
from worktracker.model.period import Period

NOW_MS, OFFSET_S = parse_instant("2026-11-22T10:00:00.000+01:00")


def test_the_last_minutes_become_instants() -> None:
    command = forget_command(Period(from_ms=NOW_MS - 900_000), NOW_MS, OFFSET_S)
    assert command == (
        "worktracker forget --from 2026-11-22T09:45:00.000+01:00 --to 2026-11-22T10:00:00.000+01:00"
    )


def test_days_stay_days() -> None:
    from datetime import date

    day = date_number(date(2026, 11, 20))
    command = forget_command(Period(day, day), NOW_MS, OFFSET_S)
    assert command == "worktracker forget --from 2026-11-20 --to 2026-11-20"


def test_the_app_says_what_to_run_when_the_folder_is_there_again() -> None:
    with pytest.raises(WorkTrackerError, match=r"/media/stick.*Connect it and run worktracker forget --from"):
        require_reached(Copies(missing=(Path("/media/stick"),)), "worktracker forget --from 1 --to 2")
