"""``document``: the user's own patterns for the documents that titles name."""

from __future__ import annotations

from typing import Annotated

import typer

from worktracker.app.documents import load_documents
from worktracker.cli import context
from worktracker.cli.context import Json
from worktracker.privacy.documents import DocumentPattern

_HELP = """The file, project or folder that a window's title names; `report --by document` adds up its time.

How many programs write their titles is known; a pattern of your own comes before that. Whether documents
are kept the setting record-documents says.

Example: worktracker document test --app Geany --title "notes.txt - /home/me - Geany"
"""

group = typer.Typer(help=_HELP, no_args_is_help=True)

_MOST_DIGITS = 15

App = Annotated[
    str,
    typer.Option("--app", metavar="P", help="The application's name, as `report` shows it; * is anything."),
]


@group.command()
def add(
    app: App,
    pattern: Annotated[
        str,
        typer.Option(
            "--pattern",
            metavar="RE2",
            help="An RE2 expression, found anywhere in the title; its group (?P<document>…) is the document.",
        ),
    ],
    as_json: Json = False,
) -> None:
    """Add a pattern. The oldest that is found in a title decides; an empty group: no document.

    It holds from now on; what is stored keeps the document that it had.
    Example: worktracker document add --app notes --pattern "^Notes: (?P<document>.+)$"
    """
    with context.writing() as opened:
        added = opened.store.document_patterns.add(DocumentPattern(app, pattern), context.clock.now().wall_ms)
    if as_json:
        context.print_json(_shown(added))
    else:
        print(f"Pattern {added.id} added: {_line(added)}")
        print("It holds from now on; what is stored keeps the document that it had.")


@group.command()
def remove(
    number: Annotated[str, typer.Argument(metavar="ID", help="As `list` shows it.")], as_json: Json = False
) -> None:
    """Remove a pattern.

    Example: worktracker document remove 3
    """
    if not number.isascii() or not number.isdecimal() or len(number) > _MOST_DIGITS:
        raise typer.BadParameter(
            f"{number!r} is no pattern's number; `worktracker document list` shows them: 1, 2 and so on.",
            param_hint="'ID'",
        )
    with context.writing(make=False) as opened:
        opened.store.document_patterns.remove(int(number))
        left = opened.store.document_patterns.all()
    if as_json:
        context.print_json([_shown(each) for each in left])
    else:
        print(f"Pattern {int(number)} removed.")


@group.command("list")
def list_patterns(as_json: Json = False) -> None:
    """Show your patterns.

    Example: worktracker document list
    """
    opened = context.open_store()
    patterns = opened.store.document_patterns.all() if opened else []
    if as_json:
        context.print_json([_shown(each) for each in patterns])
        return
    for each in patterns:
        print(f"{each.id:>4}  {_line(each)}")
    if not patterns:
        print("No patterns of your own. See `worktracker document add --help`.")


@group.command("test")
def try_title(
    app: App,
    title: Annotated[str, typer.Option("--title", metavar="T", help="The window's title.")],
    as_json: Json = False,
) -> None:
    """Show which document such a title names; `exclude test` shows what of it would be kept.

    Example: worktracker document test --app gedit --title "notes.txt (~/Documents) - gedit"
    """
    opened = context.open_store()
    found = load_documents(opened.store.document_patterns.all() if opened else ()).named(app, title)
    if as_json:
        context.print_json({"document": found.document, "pattern": found.own, "program": found.program})
        return
    told = f"pattern {found.own}" if found.own else found.program
    if found.document:
        print(f"{found.document}  (by {told})")
    else:
        print(f"No document{f', says {told}' if told else ''}.")


def add_to(app: typer.Typer) -> None:
    """Add this group's commands."""
    app.add_typer(group, name="document")


def _line(each: DocumentPattern) -> str:
    return f"{each.app}  {each.pattern}"


def _shown(each: DocumentPattern) -> dict[str, object]:
    return {"id": each.id, "app": each.app, "pattern": each.pattern}
