"""``settings``."""

from __future__ import annotations

from typing import Annotated

import typer

from worktracker.cli import context
from worktracker.cli.context import Json
from worktracker.model.settings import SETTINGS, checked, setting_named

group = typer.Typer(no_args_is_help=False, invoke_without_command=True)


@group.callback()
def default(ctx: typer.Context, as_json: Json = False) -> None:
    """Every setting; without a command, the list.

    Example: worktracker settings set idle-threshold 5m
    """
    if ctx.invoked_subcommand is None:
        show(as_json)


@group.command("list")
def show(as_json: Json = False) -> None:
    """Show every setting with its value.

    Example: worktracker settings list --json
    """
    values = _values()
    if as_json:
        context.print_json(values)
        return
    width = max(len(name) for name in values)
    for name, value in values.items():
        print(f"{name:<{width}}  {value:<8}  {SETTINGS[name].meaning}")


@group.command()
def get(name: Annotated[str, typer.Argument(metavar="NAME")], as_json: Json = False) -> None:
    """Show one setting.

    Example: worktracker settings get idle-threshold
    """
    known = setting_named(name).name
    value = _values()[known]
    if as_json:
        context.print_json({known: value})
    else:
        print(value)


@group.command("set")
def change(
    name: Annotated[str, typer.Argument(metavar="NAME")],
    value: Annotated[str, typer.Argument(metavar="VALUE")],
) -> None:
    """Change one setting; it holds at once.

    Example: worktracker settings set record-titles off
    """
    checked(name, value)
    with context.writing() as opened:
        opened.store.settings.set(name, value)
    known = setting_named(name).name
    if known == "autostart":
        from worktracker.app.autostart import set_autostart

        set_autostart(context.home(), enabled=value.strip().lower() == "on")
    if (known, value.strip().lower()) == ("browser-titles", "always"):
        print(
            "Titles of private windows of Chromium, Chrome, Edge, Brave and their kin are recorded"
            " from now on too: nothing in them says that they are private."
        )


def add_to(app: typer.Typer) -> None:
    """Add this group's commands."""
    app.add_typer(group, name="settings")


def _values() -> dict[str, str]:
    opened = context.open_store()
    if opened is None:
        return {name: setting.default for name, setting in SETTINGS.items()}
    return opened.store.settings.all()
