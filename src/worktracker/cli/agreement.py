"""``agree``: what will be recorded, and the user's word."""

from __future__ import annotations

import sys

import typer

from worktracker.app.agreement import VERSION, agreement_text
from worktracker.app.opening import OpenStore
from worktracker.cli import context
from worktracker.cli.context import Yes
from worktracker.cli.terminal import on_terminal
from worktracker.errors import PermissionMissingError
from worktracker.store.settings import Agreement


def agree(yes: Yes = False) -> None:
    """Show what is recorded and what never is, and agree to it.

    Example: worktracker agree
    """
    if not yes:
        ask_for_agreement("Add --yes to agree without being asked.")
    with context.writing() as opened:
        if yes:
            print_agreement()
        keep_agreement(opened)
    print("Agreed. Nothing is recorded until you run: worktracker start")


def ask_for_agreement(instead: str = "Run: worktracker agree") -> None:
    """Show the text and ask on the terminal; ``instead`` is what to do where there is none.

    Raises:
        PermissionMissingError: there is no terminal, or the answer is no.
    """
    if not on_terminal():
        raise PermissionMissingError(
            "Nothing is recorded before you have agreed to it, and there is no terminal to ask on.", instead
        )
    print_agreement()
    if not typer.confirm("Agree?", err=True):
        raise PermissionMissingError("Not agreed; nothing is recorded.")


def keep_agreement(opened: OpenStore) -> None:
    """Store that the user agreed just now."""
    opened.store.agreements.add(Agreement(VERSION, context.clock.now().wall_ms))


def print_agreement() -> None:
    """Print the text that is agreed to."""
    for section in agreement_text(context.home().store):
        print(f"{section.heading}:", file=sys.stderr)
        for line in section.lines:
            print(f"  - {line}", file=sys.stderr)


def add_to(app: typer.Typer) -> None:
    """Add this group's commands."""
    app.command()(agree)
