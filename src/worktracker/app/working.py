"""What is being worked on, by the timer that the user starts by hand."""

from __future__ import annotations

from worktracker.clock import Clock
from worktracker.model.instants import InstantText
from worktracker.store.store import Store

NOTHING: dict[str, str | None] = {"project": None, "since": None}
"""What there is without a timer."""


def working_on(store: Store, clock: Clock) -> dict[str, str | None]:
    """The project whose timer runs, and since when; both None without one."""
    ran = store.assigning.running()
    project = None if ran is None else store.projects.all().get(ran.project or 0)
    if ran is None or project is None:
        return NOTHING
    since = InstantText(clock.zone_at(ran.start_ms).offset_s)(ran.start_ms)
    return {"project": project.name, "since": since}
