"""What is being worked on, by the timer that the user starts by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from worktracker.clock import Clock
from worktracker.errors import StoreBusyError
from worktracker.model.instants import InstantText
from worktracker.store.store import Store

if TYPE_CHECKING:
    from worktracker.app.recording import Recording

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


def work_on(recording: Recording, project: str | None) -> dict[str, str | None]:
    """Let the timer run on the project of a name from now on, or stop it (None); what runs then.

    Raises:
        UsageError: there is no such project, it is closed, or no timer runs that could be stopped.
        StoreBusyError: somebody else is rewriting the file.
    """
    if recording.held:
        raise StoreBusyError("The record is being rewritten.", "Try again.")
    recording.settle()
    store, now_ms = recording.opened.store, recording.clock.now().wall_ms
    if project is None:
        store.assigning.work_off(now_ms)
        return {**NOTHING}
    store.assigning.work_on(store.projects.open_one(project).id, now_ms)
    return working_on(store, recording.clock)
