"""``exclude``: rules that keep windows out of the record."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from worktracker.app.browsing import load_browsing
from worktracker.cli import context
from worktracker.cli.context import Json
from worktracker.model.moment import Moment
from worktracker.model.sample import Sample
from worktracker.model.verdict import Verdict
from worktracker.privacy.gate import Gate
from worktracker.privacy.levels import Levels
from worktracker.privacy.rules import Action, Rule, is_plain
from worktracker.reports.words import duration_words
from worktracker.store.erase import Eraser

_HELP = """Rules that keep applications and sites out of the record.

Example: worktracker exclude add --app keepassxc
"""

group = typer.Typer(help=_HELP, no_args_is_help=True)

App = Annotated[str | None, typer.Option("--app", metavar="P", help="The application's name.")]
Title = Annotated[str | None, typer.Option("--title", metavar="P", help="The window's title.")]
Url = Annotated[str | None, typer.Option("--url", metavar="P", help="The page's address.")]
Domain = Annotated[str | None, typer.Option("--domain", metavar="P", help="The site, with its subdomains.")]


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
    as_json: Json = False,
) -> None:
    """Add a rule; conditions given together must all match.

    Patterns are globs over the whole text, whatever its capitals. Example:
    worktracker exclude add --app keepassxc --action private
    """
    wanted = Rule(action, app, title, url, domain, regex)
    with context.writing(cut=purge) as opened:
        rule = opened.store.rules.add(wanted, context.clock.now().wall_ms)
        purged = None
        if purge:
            eraser = Eraser(opened.store.connection, opened.store.settings.day_start_ms)
            purged = eraser.purge(rule)
    if as_json:
        context.print_json(_shown(rule) | ({} if purged is None else {"purged_spans": purged.spans}))
        return
    print(f"Rule {rule.id} added: {describe(rule)}")
    if purged is not None:
        print(f"Applied to {purged.spans} stored spans ({duration_words(purged.duration_ms)}).")
    for name, pattern in (("title", title), ("url", url)):
        if pattern is not None and not regex and is_plain(pattern):
            print(f"It matches only this exact {name}; for any that contains it use *…*.", file=sys.stderr)


@group.command("list")
def list_rules(as_json: Json = False) -> None:
    """Show the rules.

    Example: worktracker exclude list
    """
    opened = context.open_store()
    rules = opened.store.rules.all() if opened else []
    if as_json:
        context.print_json([_shown(rule) for rule in rules])
        return
    for rule in rules:
        print(f"{rule.id:>4}  {describe(rule)}")
    if not rules:
        print("No rules. Example: worktracker exclude add --app keepassxc")


@group.command()
def remove(rule_id: Annotated[int, typer.Argument(metavar="ID", help="As `list` shows it.")]) -> None:
    """Remove a rule.

    Example: worktracker exclude remove 3
    """
    with context.writing(make=False) as opened:
        opened.store.rules.remove(rule_id)
    print(f"Rule {rule_id} removed.")


@group.command("test")
def try_window(app: App = None, title: Title = None, url: Url = None, as_json: Json = False) -> None:
    """Show exactly what would be written for such a window.

    Example: worktracker exclude test --app firefox --title "My bank" --url https://bank.example/
    """
    opened = context.open_store()
    levels = opened.store.settings.levels() if opened else Levels()
    rules = opened.store.rules.all() if opened else []
    # An address can only come from the extension, which vouches for the window then.
    sample = Sample(Moment(0, 0, 0), app, title, url, vouched=url is not None)
    verdict = Gate(levels, rules, load_browsing()).judge(sample)
    shown = _verdict(verdict)
    if as_json:
        context.print_json(shown)
        return
    for name, value in shown.items():
        print(f"{name:>9}: {'-' if value is None else value}")


def describe(rule: Rule) -> str:
    """A rule in words."""
    conditions = [
        f"{name} {'~' if rule.regex else '='} {pattern}"
        for name in ("app", "title", "url", "domain")
        if (pattern := getattr(rule, name)) is not None
    ]
    return f"{rule.action.value:<11}  {', '.join(conditions)}"


def add_to(app: typer.Typer) -> None:
    """Add this group's commands."""
    app.add_typer(group, name="exclude")


def _shown(rule: Rule) -> dict[str, object]:
    return {
        "id": rule.id,
        "action": rule.action.value,
        "app": rule.app,
        "title": rule.title,
        "url": rule.url,
        "domain": rule.domain,
        "regex": rule.regex,
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
