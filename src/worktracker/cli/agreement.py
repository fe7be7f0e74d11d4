"""``agree``: what will be recorded, and the user's word."""

from __future__ import annotations

import sys
from contextlib import suppress

import typer

from worktracker.app.agreement import VERSION, agreement_text, news
from worktracker.app.opening import OpenStore
from worktracker.cli import context
from worktracker.cli.context import Yes
from worktracker.cli.early import opening
from worktracker.cli.terminal import is_yes, on_terminal
from worktracker.errors import NotRunningError, PermissionMissingError
from worktracker.model.days import local_datetime
from worktracker.store.settings import Agreement


def agree(yes: Yes = False) -> None:
    """Show what is recorded and what never is, and agree to it.

    Example: worktracker agree
    """
    if yes:
        with context.writing() as opened:
            print_agreement(opened.store.agreements.newest())
            keep_agreement(opened)
    else:
        ask_and_keep("Add --yes to agree without being asked.")
    print("Agreed. Nothing is recorded until you run: worktracker start")


def ask_and_keep(instead: str = "Run: worktracker agree") -> None:
    """As :func:`ask_for_agreement`, and keep the answer, also beside a running app."""
    opened = context.open_store()
    ask_for_agreement(opened.store.agreements.newest() if opened else None, instead)
    opened = opened or context.open_or_make(opening())
    keep_agreement(opened)
    opened.store.close()
    with suppress(NotRunningError):
        context.client().request("reload")  # a window that asks the same closes


def ask_for_agreement(before: Agreement | None, instead: str = "Run: worktracker agree") -> None:
    """Show the text and ask on the terminal.

    Args:
        before: the older text that was agreed to, if any.
        instead: what to do where there is no terminal.

    Raises:
        PermissionMissingError: there is no terminal, or the answer is no.
    """
    if not on_terminal():
        raise PermissionMissingError(
            "Nothing is recorded before you have agreed to it, and there is no terminal to ask on.", instead
        )
    print_agreement(before)
    if not is_yes("Agree?"):
        raise PermissionMissingError("Not agreed; nothing is recorded.")


def keep_agreement(opened: OpenStore) -> None:
    """Store that the user agreed just now."""
    opened.store.agreements.add(Agreement(VERSION, context.clock.now().wall_ms))


def print_agreement(before: Agreement | None) -> None:
    """Print the text that is agreed to, and first what is new in it since ``before``."""
    if before is not None and before.version < VERSION:
        offset_s = context.clock.zone_at(before.agreed_ms).offset_s
        date = local_datetime(before.agreed_ms, offset_s).date().isoformat()
        _print_section(f"Changed since you agreed on {date}", news(before.version))
    for section in agreement_text(context.home().store):
        _print_section(section.heading, section.lines)
    _print_section("To keep less", _LESS)


_LESS = (
    "worktracker settings set record-titles off        (record-apps likewise)",
    "worktracker settings set record-urls none         (or domain, or full)",
    "worktracker settings set browser-titles vouched   (as it is; always keeps private windows' too)",
    "worktracker settings set keep-titles 30d          (keep-urls, keep-apps, keep-spans likewise)",
    "worktracker exclude add --app slack               (or --title, --domain; see --help)",
)


def _print_section(heading: str, lines: tuple[str, ...]) -> None:
    print(f"{heading}:", file=sys.stderr)
    for line in lines:
        print(f"  - {line}", file=sys.stderr)


def add_to(app: typer.Typer) -> None:
    """Add this group's commands."""
    app.command()(agree)
