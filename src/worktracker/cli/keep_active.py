"""``keep-active``: programs that count as active without input."""

from __future__ import annotations

from typing import Annotated

import typer

from worktracker.cli import context
from worktracker.cli.context import Json

_HELP = """Programs that count as active without input while they are in front: calls, films, talks.

Players and calls that ask the session not to go idle count so by themselves, where logind tells of it.
Either counts for as long as the setting keep-active-cap, 2h, says.

Example: worktracker keep-active add zoom
"""

group = typer.Typer(help=_HELP, no_args_is_help=True)

App = Annotated[
    str, typer.Argument(metavar="APP", help="The application's name, as `report` shows it; * is anything.")
]


@group.command()
def add(app: App, as_json: Json = False) -> None:
    """Put a program on the list.

    Example: worktracker keep-active add "zoom*"
    """
    with context.writing() as opened:
        opened.store.keep_active.add(app, context.clock.now().wall_ms)
        apps = opened.store.keep_active.all()
    if as_json:
        context.print_json(_shown(apps))
    else:
        print(f"{app} counts as active without input while it is in front.")


@group.command()
def remove(app: App, as_json: Json = False) -> None:
    """Take a program off the list.

    Example: worktracker keep-active remove "zoom*"
    """
    with context.writing(make=False) as opened:
        opened.store.keep_active.remove(app)
        apps = opened.store.keep_active.all()
    if as_json:
        context.print_json(_shown(apps))
    else:
        print(f"{app} is off the list.")


@group.command("list")
def list_apps(as_json: Json = False) -> None:
    """Show the list.

    Example: worktracker keep-active list
    """
    opened = context.open_store()
    apps = opened.store.keep_active.all() if opened else []
    if as_json:
        context.print_json(_shown(apps))
    elif not apps:
        print("No programs. Example: worktracker keep-active add zoom")
    for app in apps if not as_json else []:
        print(app)


def add_to(app: typer.Typer) -> None:
    """Add this group's commands."""
    app.add_typer(group, name="keep-active")


def _shown(apps: list[str]) -> list[dict[str, str]]:
    return [{"app": app} for app in apps]
