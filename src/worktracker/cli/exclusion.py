"""``exclude``: rules that keep windows out of the record."""

from __future__ import annotations

import sys
from typing import Annotated, Any

import typer

from worktracker.app.backups import Erased, require_rewritten
from worktracker.app.backups import purge as app_purge
from worktracker.app.dry_test import dry_test
from worktracker.app.rule_notes import Note, notes_of
from worktracker.app.untold_pages import note_of_level
from worktracker.cli import context
from worktracker.cli.context import Json, Yes
from worktracker.cli.forgetting import copies_shown, print_behind, print_copies
from worktracker.cli.terminal import is_yes, on_terminal
from worktracker.errors import NotRunningError, UsageError
from worktracker.model.verdict import Verdict
from worktracker.privacy.levels import UrlLevel
from worktracker.privacy.rules import (
    Action,
    Rule,
    can_be_evaluated,
    check_rule,
)
from worktracker.privacy.web import is_address
from worktracker.reports.words import counted, duration_words
from worktracker.store.erase import Eraser, Reach

_HELP = """Rules that keep applications and sites out of the record.

Example: worktracker exclude add --app "My bank*"
"""

group = typer.Typer(help=_HELP, no_args_is_help=True)

App = Annotated[str | None, typer.Option("--app", metavar="P", help="The application's name.")]
Title = Annotated[str | None, typer.Option("--title", metavar="P", help="The window's title.")]
Url = Annotated[str | None, typer.Option("--url", metavar="P", help="The page's address.")]
Domain = Annotated[str | None, typer.Option("--domain", metavar="P", help="The site, with its subdomains.")]

_MOST_DIGITS = 15
_MOST_SHOWN = 60
"""The most characters of a pattern in a list on a terminal; what goes into a pipe is whole."""

_CONDITIONS = ("app", "title", "url", "domain")


@group.command()
def add(
    app: App = None,
    title: Title = None,
    url: Url = None,
    domain: Domain = None,
    regex: Annotated[
        bool, typer.Option("--regex", help="Patterns are RE2 expressions, found anywhere.")
    ] = False,
    action: Annotated[
        Action,
        typer.Option(
            "--action",
            help="drop: record nothing. private: only that time passed. hide-title: no title, page or"
            " document. domain-only: of the page's address only the site.",
        ),
    ] = Action.DROP,
    purge: Annotated[bool, typer.Option("--purge", help="Also apply it to what is stored already.")] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Only say how much of what is stored it matches.")
    ] = False,
    as_json: Json = False,
) -> None:
    """Add a rule; conditions given together must all match.

    Patterns are globs over the whole text, whatever its capitals. On a terminal it asks whether
    to apply the rule to what is stored already, if it matches any of that. Example:
    worktracker exclude add --app "My bank*" --action private
    """
    rule = Rule(action, app, title, url, domain, regex)
    check_rule(rule)
    if dry_run:
        _show_reach(_reach(rule), as_json=as_json)
        return
    with context.writing(cut=purge) as opened:
        known = opened.store.rules.find(rule)
        rule = opened.store.rules.add(rule, context.clock.now().wall_ms)
        purged = None
        if purge:
            purged = app_purge(context.home(), opened.store, rule)
        behind = opened.store.sharing.behind()
        level = opened.store.settings.levels().urls
    notes = _notes(rule, level)
    if as_json:
        more: dict[str, object] = {}
        if purged is not None:
            more = {"purged_spans": purged.forgotten.spans, "backups": copies_shown(purged.copies)}
        context.print_json(_shown(rule) | more | {"notes": notes})
        if purged is not None:
            require_rewritten(purged.copies)
        return
    print(f"It is there already (rule {rule.id})." if known else f"Rule {rule.id} added: {describe(rule)}")
    for note in notes:
        print(note, file=sys.stderr)
    if purged is None:
        purged, behind = _offer_purge(rule)
    if purged is not None:
        found = purged.forgotten
        print(f"Applied to {counted(found.spans, 'stored span')} ({duration_words(found.duration_ms)}).")
        print_copies(purged.copies)
        print_behind(behind)
        require_rewritten(purged.copies)


@group.command("list")
def list_rules(as_json: Json = False) -> None:
    """Show the rules: your own, then those that came with the program.

    Example: worktracker exclude list
    """
    opened = context.open_store()
    rules = opened.store.rules.all() if opened else []
    if as_json:
        context.print_json([_shown(rule) for rule in rules])
        return
    most = _MOST_SHOWN if sys.stdout.isatty() else None
    own = [rule for rule in rules if rule.program is None]
    default = [rule for rule in rules if rule.program is not None]
    for rule in own:
        print(f"{rule.id:>4}  {describe(rule, most)}")
    if not own:
        print('No rules of your own. Example: worktracker exclude add --app "My bank*"')
    if default:
        print("\nDefault rules; `worktracker exclude remove ID` removes one for good:")
    for rule in default:
        print(f"{rule.id:>4}  {describe(rule, most):<46}  for {rule.program}")


@group.command()
def remove(
    rule_id: Annotated[str, typer.Argument(metavar="ID", help="As `list` shows it.")], yes: Yes = False
) -> None:
    """Remove a rule. One that came with the program is asked about on a terminal.

    Example: worktracker exclude remove 3
    """
    if not rule_id.isascii() or not rule_id.isdecimal() or len(rule_id) > _MOST_DIGITS:
        raise typer.BadParameter(
            f"{rule_id!r} is no rule's number; `worktracker exclude list` shows them: 1, 2 and so on.",
            param_hint="'ID'",
        )
    number = int(rule_id)
    if on_terminal() and (program := _program_of(number)):
        question = f"This rule came with the program, for {program}, and does not come back. Remove it?"
        context.confirm(question, yes=yes, what="exclude remove")
    with context.writing(make=False) as opened:
        opened.store.rules.remove(number)
    print(f"Rule {number} removed.")


@group.command("test")
def try_window(app: App = None, title: Title = None, url: Url = None, as_json: Json = False) -> None:
    """Show exactly what would be written for such a window.

    A browser's window shows the page that --url names, and without it one that has no address. Which page a
    browser shows is not always told; where a rule asks for it then, no title is kept.

    Example: worktracker exclude test --app firefox --title "My bank" --url https://bank.example/
    """
    _check_window(app, title, url)
    opened = context.open_store()
    verdict, sample, rules = dry_test(opened.store if opened else None, app, title, url)
    shown = _verdict(verdict)
    if as_json:
        context.print_json(shown)
        return
    from worktracker.cli.verdict_words import sentence

    print(sentence(verdict, sample, rules, conditions_of))
    for name, value in shown.items():
        print(f"{name:>9}: {'-' if value is None else value}")


def describe(rule: Rule, most: int | None = None) -> str:
    """A rule in words, its patterns cut where they are longer than ``most`` characters."""
    words = f"{rule.action.value:<11}  {conditions_of(rule, most)}"
    if not can_be_evaluated(rule):
        words += "  (can't be read: what it might match is private)"
    return words


def conditions_of(rule: Rule, most: int | None = None) -> str:
    """A rule's conditions: ``app = slack, title ~ [0-9]+``."""
    return ", ".join(
        f"{name} {'~' if rule.regex else '='} {_cut(pattern, most)}"
        for name in _CONDITIONS
        if (pattern := getattr(rule, name)) is not None
    )


def _cut(pattern: str, most: int | None) -> str:
    return pattern if most is None or len(pattern) <= most else f"{pattern[: most - 1]}…"


def add_to(app: typer.Typer) -> None:
    """Add this group's commands."""
    app.add_typer(group, name="exclude")


def _program_of(number: int) -> str | None:
    """The program that a default rule is for; None for others."""
    opened = context.open_store()
    if opened is None:
        return None
    try:
        return next((rule.program for rule in opened.store.rules.all() if rule.id == number), None)
    finally:
        opened.store.close()


def _reach(rule: Rule) -> Reach:
    """How much of what is stored a rule would change."""
    opened = context.open_store()
    if opened is None:
        return Reach(0, 0, 0)
    try:
        return Eraser(opened.store.connection, opened.store.settings.day_start_ms).reach(rule)
    finally:
        opened.store.close()


def _offer_purge(rule: Rule) -> tuple[Erased | None, list[str]]:
    """Ask whether to apply a new rule to the past, if it matches any of it and somebody can answer."""
    found = _reach(rule)
    if not found.spans:
        return None, []
    if not on_terminal():
        print(f"It matches {_reach_words(found)} already stored; --purge reaches those too.", file=sys.stderr)
        return None, []
    question = f"It matches {_reach_words(found)} already stored; {_DEED[rule.action]}?"
    if not is_yes(question):
        return None, []
    with context.writing(cut=True) as opened:
        return app_purge(context.home(), opened.store, rule), opened.store.sharing.behind()


_DEED = {
    Action.DROP: "erase those too",
    Action.PRIVATE: "keep only their time",
    Action.HIDE_TITLE: "erase their titles and addresses too",
    Action.DOMAIN_ONLY: "erase their addresses too",
}


def _show_reach(found: Reach, *, as_json: bool) -> None:
    if as_json:
        context.print_json(
            {
                "dry_run": True,
                "spans": found.spans,
                "seconds": found.duration_ms / 1000,
                "applications": found.applications,
            }
        )
    else:
        print(f"Would match {_reach_words(found)} already stored.")


def _reach_words(found: Reach) -> str:
    spans, applications = counted(found.spans, "span"), counted(found.applications, "application")
    return f"{spans}, {duration_words(found.duration_ms)}, in {applications}"


def _notes(rule: Rule, level: UrlLevel) -> list[str]:
    """What somebody who adds this rule might not expect of it."""
    exact = "It matches only this exact {}; for any that contains it use *…*."
    words = {
        Note.EXACT_TITLE: exact.format("title"),
        Note.EXACT_URL: exact.format("url"),
        Note.MANY_SITES: (
            f"{rule.domain} is not one site but the ending of many: the rule covers all of them."
        ),
        Note.SITES_UNTOLD: note_of_level([rule], level) or "",
        Note.ADDRESSES_UNTOLD: note_of_level([rule], level) or "",
        Note.NO_BROWSER: (
            "Which page is open only a browser's extension can tell, and none does now: until then no title"
            " of a browser's window is kept that might be of such a page. Run: worktracker browser install"
        ),
    }
    return [words[note] for note in notes_of(rule, level, _browser_tells)]


def _browser_tells() -> bool:
    """Whether a running app hears of pages from a browser."""
    try:
        sources: Any = context.client().request("sources")["sources"]
    except NotRunningError:
        return False
    return sources.get("browser") is not None


def _check_window(app: str | None, title: str | None, url: str | None) -> None:
    """Refuse what no window can be.

    Raises:
        UsageError: something is empty, no text, or no address.
    """
    for name, value in (("app", app), ("title", title), ("url", url)):
        if value is None:
            continue
        if not value.isprintable() and any("\ud800" <= letter <= "\udfff" for letter in value):
            raise UsageError(f"--{name} is not UTF-8 text.")
        if name != "title" and not value.strip():
            raise UsageError(f"--{name} is empty.", "Leave it out for a window without.")
    if url is not None and not is_address(url):
        raise UsageError("--url is not an address.", "Example: https://example.org/page")


def _shown(rule: Rule) -> dict[str, object]:
    return {
        "id": rule.id,
        "action": rule.action.value,
        "app": rule.app,
        "title": rule.title,
        "url": rule.url,
        "domain": rule.domain,
        "regex": rule.regex,
        "default": rule.program is not None,
        "program": rule.program,
        "readable": can_be_evaluated(rule),
    }


def _verdict(verdict: Verdict) -> dict[str, str | None]:
    kept = verdict.activity
    return {
        "state": "dropped" if verdict.state is None else verdict.state.label,
        "reason": verdict.reason.label,
        "app": kept.app if kept else None,
        "title": kept.title if kept else None,
        "url": kept.url if kept else None,
        "domain": kept.domain if kept else None,
        "document": kept.document if kept else None,
    }
