"""``today``."""

from __future__ import annotations

import typer

from worktracker.app.working import NOTHING, working_on
from worktracker.cli import context
from worktracker.cli.context import Json, time_words
from worktracker.model.days import day_date, local_datetime
from worktracker.model.goals import NO_GOALS, parse_goals
from worktracker.model.instants import InstantText
from worktracker.reports.today import Today, make_today
from worktracker.reports.words import counted, duration_words


def today(as_json: Json = False) -> None:
    """How today stands: time, goal, overtime of the week, focus. Goals are the setting daily-goal.

    Example: worktracker today
    """
    opened = context.open_store()
    store = opened.store if opened else None
    day = context.today(store)
    goals = parse_goals(store.settings.get("daily-goal")) if store else NO_GOALS
    if store is None:
        found = Today(day, 0, 0, 0, 0, 0, 0, None)
    else:
        found = make_today(store.reader, day, goals, store.settings.day_start_ms, store.settings.week_start)
    if as_json:
        context.print_json(_fields(found, wanted=goals != NO_GOALS))
        return
    lines = _lines(found, wanted=goals != NO_GOALS)
    work = working_on(store, context.clock) if store else NOTHING
    if work["project"] and work["since"]:
        lines.append(f"  {'Working on':<14} {work['project']} since {time_words(work['since'])}")
    print("\n".join(lines))


def add_to(app: typer.Typer) -> None:
    """Add this group's commands."""
    app.command()(today)


def _fields(found: Today, *, wanted: bool) -> dict[str, object]:
    course = found.course
    focus = course.longest if course else None
    return {
        "date": day_date(found.day).isoformat(),
        "active_seconds": found.active_ms / 1000,
        "private_seconds": found.private_ms / 1000,
        "idle_seconds": found.idle_ms / 1000,
        "goal_seconds": found.goal_ms / 1000 if wanted else None,
        "left_seconds": found.left_ms / 1000 if wanted else None,
        "week_overtime_seconds": found.overtime_ms / 1000 if wanted else None,
        "first": InstantText(course.first_offset_s)(course.first_ms) if course else None,
        "last": InstantText(course.last_offset_s)(course.last_ms) if course else None,
        "focus_seconds": focus.duration_ms / 1000 if focus else 0.0,
        "focus_on": focus.label if focus else None,
        "switches": course.switches if course else 0,
    }


def _lines(found: Today, *, wanted: bool) -> list[str]:
    rows = [("Active", duration_words(found.active_ms))]
    if found.goal_ms:
        done = f"{found.active_ms * 100 // found.goal_ms} % of {duration_words(found.goal_ms)}"
        left = f"{duration_words(abs(found.left_ms))} {'to go' if found.left_ms > 0 else 'over'}"
        rows.append(("Goal", f"{done}, {left}"))
    elif wanted:
        rows.append(("Goal", "none on this day"))
    if wanted:
        over = found.overtime_ms
        word = "over" if over >= 0 else "short"
        rows.append(("Week so far", f"{duration_words(abs(over))} {word}, without today"))
    if found.private_ms:
        rows.append(("Private", f"{duration_words(found.private_ms)} of it"))
    if found.idle_ms:
        rows.append(("Idle", duration_words(found.idle_ms)))
    course = found.course
    if course is not None:
        first = local_datetime(course.first_ms, course.first_offset_s)
        last = local_datetime(course.last_ms, course.last_offset_s)
        rows.append(("From, to", f"{first:%H:%M} – {last:%H:%M}"))
        if course.longest is not None:
            focus = f"{duration_words(course.longest.duration_ms)} in {course.longest.label}"
            rows.append(("Longest focus", f"{focus}, {counted(course.switches, 'switch', 'switches')}"))
    day = day_date(found.day)
    return [f"{day:%A}, {day.day} {day:%B} {day.year}", *(f"  {name:<14} {text}" for name, text in rows)]
