"""A day that was recorded, for windows to show: made up, and the same every time."""

from __future__ import annotations

import random
from pathlib import Path

from worktracker.app.agreement import VERSION
from worktracker.app.opening import Opening, OpenStore
from worktracker.clock import SystemClock
from worktracker.home import Home
from worktracker.model.change import Change
from worktracker.model.days import DAY_MS
from worktracker.model.span import Activity, Reason, Span, State, Zone
from worktracker.store.settings import Agreement

PASSPHRASE = "a passphrase for tests"
ENVIRONMENT = {"WORKTRACKER_PASSPHRASE": PASSPHRASE}
APPS = ("code", "firefox", "LibreOffice Writer", "thunderbird", "zoom", "Alacritty", "gimp", "nautilus")
UTC = Zone("UTC", 0)


def open_home(folder: Path, *, agreed: bool = True) -> OpenStore:
    """A new store in ``folder``, which opens with :data:`ENVIRONMENT`."""
    clock = SystemClock()
    home = Home.from_environment({"WORKTRACKER_HOME": str(folder)})
    opened = Opening(home, clock, None, ENVIRONMENT).existing_or_new()
    if agreed:
        opened.store.agreements.add(Agreement(VERSION, clock.now().wall_ms))
    return opened


def record_day(
    opened: OpenStore, apps: tuple[str, ...] = APPS, hours: tuple[float, float] = (8.4, 17.4)
) -> None:
    """Today from one hour (UTC) to another, with breaks and some private time."""
    chance = random.Random(7)
    midnight = SystemClock().now().wall_ms // DAY_MS * DAY_MS
    at, end = (midnight + round(hour * 3_600_000) for hour in hours)
    spans: list[Span] = []
    weights = [1 / (rank + 1) for rank in range(len(apps))]
    while at < end:
        until = min(end, at + round(chance.expovariate(1 / 420_000)) + 5_000)
        draw = chance.random()
        if draw < 0.06:
            spans.append(Span(at, until, State.IDLE, UTC))
        elif draw < 0.11:
            spans.append(Span(at, until, State.PRIVATE, UTC, None, Reason.RULE))
        else:
            app = chance.choices(apps, weights)[0]
            spans.append(Span(at, until, State.ACTIVE, UTC, Activity(app, f"document {len(spans)}")))
        at = until if draw < 0.97 else until + 1_800_000
    journal = opened.store.journal
    for span in spans:
        journal.write(Change((span,)))
    journal.flush()
