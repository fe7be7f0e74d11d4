"""``work on``, ``work off``: a timer by hand beside the automatic record."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from worktracker.app.working import NOTHING, working_on
from worktracker.cli import context
from worktracker.cli.context import Json, time_words
from worktracker.errors import NotRunningError

_HELP = """Say what you are working on; active time is on that project until you say otherwise.

It goes before the rules, and what you say of a stretch afterwards before it.
Example: worktracker work on Website
"""

group = typer.Typer(help=_HELP, no_args_is_help=True)


@group.command()
def on(
    project: Annotated[str, typer.Argument(metavar="PROJECT", help="The project's name.")],
    as_json: Json = False,
) -> None:
    """Work on a project from now on; one that was worked on before ends here.

    Example: worktracker work on Website
    """
    _change(project, as_json=as_json)


@group.command()
def off(as_json: Json = False) -> None:
    """Work on no project in particular; what the rules say counts again.

    Example: worktracker work off
    """
    _change(None, as_json=as_json)


@group.command()
def status(as_json: Json = False) -> None:
    """Say what is being worked on, and since when.

    Example: worktracker work status
    """
    opened = context.open_store()
    _print(working_on(opened.store, context.clock) if opened else NOTHING, as_json=as_json)


def add_to(app: typer.Typer) -> None:
    """Add this group's commands."""
    app.add_typer(group, name="work")


def _change(project: str | None, *, as_json: bool) -> None:
    """Through the running app, which shows it; without one in the store itself."""
    try:
        found: dict[str, Any] = dict(context.client().request("work", project=project))
    except NotRunningError:
        with context.writing(make=False) as opened:
            now_ms = context.clock.now().wall_ms
            if project is None:
                opened.store.assigning.work_off(now_ms)
            else:
                opened.store.assigning.work_on(opened.store.projects.open_one(project).id, now_ms)
            found = working_on(opened.store, context.clock)
    _print(found, as_json=as_json)


def _print(found: dict[str, Any], *, as_json: bool) -> None:
    if as_json:
        context.print_json(found)
    elif found["project"] is None:
        print("Working on no project in particular.")
    else:
        print(f"Working on {found['project']} since {time_words(found['since'])}.")
