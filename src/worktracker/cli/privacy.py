"""``privacy``: what has got into the record that should not have."""

from __future__ import annotations

import shlex
import sys
from typing import TYPE_CHECKING, Annotated

import typer

from worktracker.app.backups import Erased, require_rewritten
from worktracker.app.backups import purge as app_purge
from worktracker.cli import context
from worktracker.cli.context import Json, Yes
from worktracker.cli.forgetting import copies_shown, print_behind, print_copies
from worktracker.cli.output import progress_of
from worktracker.cli.terminal import is_yes, on_terminal
from worktracker.errors import PermissionMissingError, UsageError
from worktracker.privacy.rules import Rule
from worktracker.reports.words import counted, duration_words

if TYPE_CHECKING:  # expressions and tables that only this command needs
    from worktracker.reports.leaks import Leak, Noted, Proposal, Scan, Sight

_HELP = """Look for what should not be in the record.

Example: worktracker privacy scan
"""

_WORDS = {
    "title": ("title", "titles"),
    "url": ("address", "addresses"),
    "document": ("document", "documents"),
}
_SHOWN = {
    "e-mail": "an e-mail address",
    "token": "a key or token",
    "card": "a card number",
    "iban": "an account number",
}
_DEED = {"title": "Hide titles", "url": "Keep only the site of addresses"}
_MOST_APPS = 3

group = typer.Typer(help=_HELP, no_args_is_help=True)


@group.callback()
def privacy() -> None:
    """Make the group a group although it has one command."""


@group.command()
def scan(
    show: Annotated[
        bool, typer.Option("--show", help="Print the texts and the rules too; on a terminal only.")
    ] = False,
    fix: Annotated[
        bool, typer.Option("--fix", help="Add the rules and take out what is stored; asks for each.")
    ] = False,
    yes: Yes = False,
    as_json: Json = False,
) -> None:
    """Look for e-mail addresses, keys and tokens, card and account numbers in what is stored.

    Titles, addresses and documents are looked through, and the notes that you wrote.
    Everything happens on this computer; of the texts nothing is printed, only how many there are.
    Example: worktracker privacy scan
    """
    if show and (as_json or not sys.stdout.isatty()):
        raise UsageError("--show prints private texts, and so only on a terminal.")
    if fix and not yes and (as_json or not on_terminal()):
        raise PermissionMissingError("--fix erases, and there is nobody to ask.", "Add --yes.")
    found = _scan(show=show)
    fixed = _fix(found, yes=yes, show=show, quiet=as_json) if fix else []
    if as_json:
        context.print_json(_shown(found) | ({"fixed": [_fixed(*each) for each in fixed]} if fix else {}))
    elif not fix:
        _print(found)
    for _, erased in fixed:
        require_rewritten(erased.copies)


def add_to(app: typer.Typer) -> None:
    """Add this group's commands."""
    app.add_typer(group, name="privacy")


def _scan(*, show: bool) -> Scan:
    from worktracker.reports.leaks import Scan, activities_of
    from worktracker.reports.leaks import scan as look_through

    opened = context.open_store()
    if opened is None:
        return Scan(0, [], [], [])
    try:
        with progress_of("Looking", activities_of(opened.store)) as progress:
            return look_through(opened.store, progress, _print_sight if show else None)
    finally:
        opened.store.close()


def _fix(found: Scan, *, yes: bool, show: bool, quiet: bool) -> list[tuple[Rule, Erased]]:
    """Add the rules that are wanted and apply each to what is stored."""
    if not quiet:
        _print_leaks(found)
    wanted = [each.rule for each in found.proposals if yes or _is_wanted(each, show=show)]
    fixed: list[tuple[Rule, Erased]] = []
    for rule in wanted:
        with context.writing(make=False, cut=True) as opened:
            kept = opened.store.rules.add(rule, context.clock.now().wall_ms)
            erased = app_purge(context.home(), opened.store, kept)
            behind = opened.store.sharing.behind()
        fixed.append((kept, erased))
        if not quiet:
            spans = counted(erased.forgotten.spans, "stored span")
            length = duration_words(erased.forgotten.duration_ms)
            print(f"Rule {kept.id} added, and applied to {spans} ({length}).")
            print_copies(erased.copies)
            print_behind(behind)
    return fixed


def _is_wanted(proposal: Proposal, *, show: bool) -> bool:
    """Ask about one rule, in words: its expression is hundreds of characters long."""
    kind, field = proposal.kind.value, proposal.field.value
    if show:
        print(f"\n{command(proposal.rule)}")
    now = counted(proposal.texts, *_WORDS[field])
    return is_yes(f"{_DEED[field]} that show {_SHOWN[kind]}: {now} now. Add?")


def command(rule: Rule) -> str:
    """The line that adds a rule and applies it to what is stored."""
    words = ["worktracker", "exclude", "add"]
    for name in ("title", "url"):
        if (pattern := getattr(rule, name)) is not None:
            words += [f"--{name}", pattern]
    return shlex.join([*words, "--regex", "--action", rule.action.value, "--purge"])


def _print(found: Scan) -> None:
    _print_leaks(found)
    if found.proposals:
        print("\nThese rules keep them out, and take them out of what is stored:\n")
        for proposal in found.proposals:
            print(f"  {command(proposal.rule)}")
        print("\n`worktracker privacy scan --fix` does it. A rule covers all that has that shape.")


def _print_leaks(found: Scan) -> None:
    if found.leaks:
        _print_windows(found)
    else:
        print(f"Nothing was found in {counted(found.activities, 'window')}.")
    if found.notes:
        print("Found in your own notes, which no rule is about:")
        for noted in found.notes:
            print(f"  {noted.kind.value:<7}  {_where(noted)}")
        print("To erase one for good, with what was changed or undone, forget its time.")


def _where(noted: Noted) -> str:
    """The place of a note, and the line that changes or erases it."""
    from worktracker.cli.entry_table import stretch_shown, when_words

    shown = stretch_shown(noted.start_ms, noted.end_ms)
    when = when_words(shown)
    if noted.counts and noted.entry is not None:
        return f"entry {noted.entry}, {when}: worktracker entry edit {noted.entry} --note …"
    until = f" --to {_minute(shown['end'], up=True)}" if shown["end"] else " --to today"
    forget = f"worktracker forget --from {_minute(shown['start'])}{until}"
    if noted.counts:
        return f"stretch, {when}: {forget}"
    return f"changed or undone since, {when}: {forget}"


def _minute(instant: str, *, up: bool = False) -> str:
    """The minute of an instant as ``T`` is written; ``up``: the next one where it is not full."""
    from datetime import datetime, timedelta

    at = datetime.fromisoformat(instant).replace(tzinfo=None)
    whole = at.replace(second=0, microsecond=0)
    return f"{whole + timedelta(minutes=up and at != whole):%Y-%m-%dT%H:%M}"


def _print_windows(found: Scan) -> None:
    from worktracker.privacy.leaks import Field

    print(f"Found in {counted(found.activities, 'window')}:")
    for leak in found.leaks:
        where = ", ".join(counted(count, *_WORDS[place]) for place, count in leak.fields.items() if count)
        time = f"{counted(leak.spans, 'span')}, {duration_words(leak.length_ms)}"
        print(f"  {leak.kind.value:<7}  {where}; {time}; {_apps(leak)}")
    if any(leak.fields[Field.DOCUMENT] for leak in found.leaks):
        print("Documents go with their titles: see `worktracker forget --title` where a title does not tell.")


def _apps(leak: Leak) -> str:
    names = sorted(app for app in leak.apps if app is not None)
    shown = names[:_MOST_APPS] + ([f"{len(names) - _MOST_APPS} more"] if len(names) > _MOST_APPS else [])
    return "in " + ", ".join(shown) if shown else "in windows without an application"


def _print_sight(sight: Sight) -> None:
    print(f"{sight.kind.value:<7}  {sight.app or '-'}  {sight.field.value}: {sight.text}")


def _shown(found: Scan) -> dict[str, object]:
    from worktracker.privacy.leaks import Field

    return {
        "activities": found.activities,
        "found": [
            {
                "kind": leak.kind.value,
                "titles": leak.fields[Field.TITLE],
                "urls": leak.fields[Field.URL],
                "documents": leak.fields[Field.DOCUMENT],
                "spans": leak.spans,
                "seconds": leak.length_ms / 1000,
                "apps": sorted(app for app in leak.apps if app is not None),
            }
            for leak in found.leaks
        ],
        "proposals": [
            {
                "action": each.rule.action.value,
                "title": each.rule.title,
                "url": each.rule.url,
                "regex": each.rule.regex,
                "command": command(each.rule),
            }
            for each in found.proposals
        ],
        "notes": [_noted(each) for each in found.notes],
    }


def _noted(noted: Noted) -> dict[str, object]:
    from worktracker.cli.entry_table import stretch_shown

    shown = stretch_shown(noted.start_ms, noted.end_ms)
    return {
        "kind": noted.kind.value,
        "entry": noted.entry,
        "start": shown["start"],
        "end": shown["end"],
        "counts": noted.counts,
    }


def _fixed(rule: Rule, erased: Erased) -> dict[str, object]:
    return {
        "id": rule.id,
        "purged_spans": erased.forgotten.spans,
        "backups": copies_shown(erased.copies),
    }
