"""``category``: what time counts for."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from typing import Annotated, Any

import typer

from worktracker.cli import context
from worktracker.cli.context import Json, Yes
from worktracker.cli.label_options import (
    App,
    Document,
    Domain,
    Regex,
    Title,
    Url,
    conditions_of,
    facts_of,
    rule_of,
    rule_shown,
)
from worktracker.cli.relabelling import relabelling
from worktracker.errors import UsageError, WorkTrackerError
from worktracker.labels.rules import LabelRule, check_label_rule
from worktracker.model.labels import SEPARATOR, Category, Mark, parse_path, paths
from worktracker.model.near import did_you_mean
from worktracker.reports.words import counted, duration_words

_HELP = """Categories, in a tree: what applications, sites, titles and documents count for.

A change labels the whole history anew. Example: worktracker category add "Work > Acme" --title "*acme*"
"""

group = typer.Typer(help=_HELP, no_args_is_help=True)

Path_ = Annotated[
    str, typer.Argument(metavar="NAME", help='A path like "Work > Development", in whatever capitals.')
]
Parent = Annotated[
    str | None, typer.Option("--parent", metavar="PATH", help='What it lies in; "" is the top.')
]
Colour = Annotated[str | None, typer.Option("--colour", "--color", metavar="#RRGGBB", help="Its colour.")]
MarkOption = Annotated[Mark | None, typer.Option("--mark", help="Whether time in it is what you mean to do.")]


@group.command()
def add(
    name: Path_,
    parent: Parent = None,
    app: App = None,
    title: Title = None,
    url: Url = None,
    domain: Domain = None,
    document: Document = None,
    regex: Regex = False,
    colour: Colour = None,
    mark: MarkOption = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Only say how much of what is stored the rule would label.")
    ] = False,
    as_json: Json = False,
) -> None:
    """Make a category, or add a rule to one; conditions given together must all match.

    Patterns are globs over the whole text, whatever its capitals; a plain domain covers its
    subdomains. Of several rules the most specific wins.
    Example: worktracker category add "Work > Reviews" --domain github.com --title "*pull request*"
    """
    names = (*parse_path(parent), *parse_path(name)) if parent else parse_path(name)
    rule = rule_of(app, title, url, domain, document, regex=regex)
    if rule is not None:
        check_label_rule(rule)
    if dry_run:
        _show_preview(names, rule, as_json=as_json)
        return
    with relabelling() as opened:
        categories = opened.store.categories
        known = categories.paths()
        found = categories.add(
            names,
            context.clock.now().wall_ms,
            colour=colour,
            mark=mark,
            rules=[] if rule is None else [rule],
        )
        named = categories.paths()
        path = named[found.id]
        rules = [each for each in categories.rules() if each.label == found.id]
    if as_json:
        context.print_json(_shown(found, path, rules))
        return
    made = sorted(each for number, each in named.items() if number not in known)
    print(_made_words(path, made, known.values()))
    if rule is not None:
        same = next(each for each in rules if (each.patterns, each.regex) == (rule.patterns, regex))
        print(f"  rule {same.id}: {conditions_of(same)}")


@group.command("list")
def list_categories(
    rules: Annotated[bool, typer.Option("--rules", help="With every rule.")] = False, as_json: Json = False
) -> None:
    """Show the tree, with colours and marks, and how many rules each has.

    Example: worktracker category list --rules
    """
    opened = context.open_store()
    found = opened.store.categories.all() if opened else {}
    all_rules = opened.store.categories.rules() if opened else []
    of: dict[int, list[LabelRule]] = {number: [] for number in found}
    for rule in all_rules:
        of[rule.label].append(rule)
    if as_json:
        named = paths(found)
        context.print_json([_shown(found[n], named[n], of[n]) for n in sorted(found, key=lambda n: named[n])])
        return
    if not found:
        print('No categories. Example: worktracker category add Work --app "code*"')
        return
    _print_tree(found, of, with_rules=rules)


@group.command()
def edit(
    name: Path_,
    new_name: Annotated[str | None, typer.Option("--name", metavar="NAME", help="Its new name.")] = None,
    parent: Parent = None,
    colour: Colour = None,
    mark: MarkOption = None,
    as_json: Json = False,
) -> None:
    """Change a category's name, place, colour or mark.

    Example: worktracker category edit "Work > Acme" --parent Clients --colour #1b9e86
    """
    if new_name is None and parent is None and colour is None and mark is None:
        raise UsageError("What is to change?", "Give --name, --parent, --colour or --mark.")
    above = None if parent is None else parse_path(parent) if parent.strip() else ()
    with relabelling(make=False) as opened:
        categories = opened.store.categories
        found = categories.edit(
            categories.at(parse_path(name)).id, name=new_name, parent=above, colour=colour, mark=mark
        )
        path = categories.paths()[found.id]
        rules = [each for each in categories.rules() if each.label == found.id]
    if as_json:
        context.print_json(_shown(found, path, rules))
    else:
        print(f"Changed: {path}.")


@group.command()
def remove(
    name: Annotated[str | None, typer.Argument(metavar="NAME", help="The category's path.")] = None,
    rule: Annotated[
        int | None, typer.Option("--rule", metavar="ID", min=1, help="Remove only this rule of it.")
    ] = None,
    yes: Yes = False,
) -> None:
    """Remove a category with all that lies in it, or one rule. Its time is labelled by the other rules then.

    What came with the program and was removed does not come back.
    Example: worktracker category remove Games
    """
    if (name is None) == (rule is None):
        raise UsageError(
            "Name a category, or a rule by --rule ID.", "See `worktracker category list --rules`."
        )
    if rule is not None:
        with relabelling(make=False) as opened:
            opened.store.categories.remove_rule(rule)
        print(f"Rule {rule} removed.")
        return
    assert name is not None
    names = parse_path(name)
    _confirm_removal(names, yes=yes)
    with relabelling(make=False) as opened:
        gone = opened.store.categories.remove(opened.store.categories.at(names).id)
    print(f"Removed: {counted(gone, 'category', 'categories')}.")


@group.command("test")
def try_activity(
    app: App = None,
    title: Title = None,
    url: Url = None,
    domain: Domain = None,
    document: Document = None,
    as_json: Json = False,
) -> None:
    """Say which category such an activity has, and which rule decides.

    Example: worktracker category test --app firefox --url https://github.com/
    """
    facts = facts_of(app, title, url, domain, document)
    opened = context.open_store()
    rule = opened.store.categories.matching(facts) if opened else None
    path = opened.store.categories.paths()[rule.label] if opened and rule else None
    if as_json:
        context.print_json({"category": path, "rule": None if rule is None else rule_shown(rule)})
    elif rule is None:
        print("No category: no rule matches.")
    else:
        print(f"{path}\n  rule {rule.id}: {conditions_of(rule)}{_origin(rule)}")


@group.command("import")
def import_file(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="As ActivityWatch's settings export it.")],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would be taken.")] = False,
    as_json: Json = False,
) -> None:
    """Take ActivityWatch's categories: names, colours, scores and expressions.

    Its expressions look at application, title and address; each becomes a rule for every one of these.
    Example: worktracker category import aw-category-export.json
    """
    from worktracker.labels.activitywatch import LARGEST, read_categories

    try:
        with file.open("rb") as stream:
            content = stream.read(LARGEST + 1)
    except OSError as error:
        raise WorkTrackerError(f"{file} can't be read: {error.strerror}.") from None
    found = read_categories(content)
    if not dry_run:
        with relabelling() as opened:
            opened.store.categories.add_all(
                [(each.names, each.colour, each.mark, each.rules) for each in found],
                context.clock.now().wall_ms,
            )
    refused = [each for each in found if each.refused is not None]
    if as_json:
        context.print_json(
            {
                "dry_run": dry_run,
                "categories": len(found),
                "rules": sum(len(each.rules) for each in found),
                "refused": [{"category": SEPARATOR.join(e.names), "why": e.refused} for e in refused],
            }
        )
        return
    rules = sum(len(each.rules) for each in found)
    would = "Would take" if dry_run else "Took"
    print(f"{would} {counted(len(found), 'category', 'categories')} with {counted(rules, 'rule')}.")
    for each in refused:
        print(f"  without its expression: {SEPARATOR.join(each.names)}: {each.refused}")


def add_to(app: typer.Typer) -> None:
    """Add this group's commands."""
    app.add_typer(group, name="category")


def _origin(rule: LabelRule) -> str:
    return " (came with the program)" if rule.given else ""


def _made_words(path: str, made: list[str], known: Collection[str]) -> str:
    """``Made: Wrok > Acme, and Wrok for it to lie in. Did you mean Work?``"""
    if not made:
        return f"{path} is there."
    above = [each for each in made if each != path]
    if not above:
        return f"Made: {path}."
    words = f"Made: {path}, and {', '.join(above)} for it to lie in."
    return f"{words} {did_you_mean(above[0], known)}".rstrip()


def _confirm_removal(names: tuple[str, ...], *, yes: bool) -> None:
    opened = context.open_store()
    if opened is None:
        raise UsageError("There is no record yet.", "Run: worktracker start")
    try:
        categories = opened.store.categories
        path = categories.paths()[categories.at(names).id]
        below = sum(1 for each in categories.paths().values() if each.startswith(path + SEPARATOR))
    finally:
        opened.store.close()
    if below:
        more = counted(below, "category", "categories")
        context.confirm(f"Remove {path} with the {more} in it?", yes=yes, what="category remove")


def _show_preview(names: tuple[str, ...], rule: LabelRule | None, *, as_json: bool) -> None:
    if rule is None:
        raise UsageError("There is no rule to try.", "Give --app, --title, --url, --domain or --document.")
    from dataclasses import replace

    opened = context.open_store()
    spans = duration = activities = 0
    if opened is not None:
        found = opened.store.categories.preview(replace(rule, depth=len(names)))
        activities, spans, duration = found.activities, found.spans, found.duration_ms
    if as_json:
        context.print_json(
            {"dry_run": True, "activities": activities, "spans": spans, "seconds": duration / 1000}
        )
    else:
        which = counted(activities, "activity", "activities")
        print(f"Would label {duration_words(duration)} in {which}.")


def _print_tree(found: dict[int, Category], of: dict[int, list[LabelRule]], *, with_rules: bool) -> None:
    import sys

    from rich.console import Console
    from rich.text import Text
    from rich.tree import Tree

    def grow(branch: Tree, parent: int | None) -> None:
        children = [one for one in found.values() if one.parent == parent]
        for one in sorted(children, key=lambda each: each.name.casefold()):
            words = Text(one.name, style="bold" if parent is None else "")
            details = [one.colour, one.mark and one.mark.value, _count(of[one.id])]
            words.append("  " + " · ".join(each for each in details if each), style="dim")
            if one.colour:
                words = Text("■ ", style=one.colour) + words
            twig = branch.add(words)
            for rule in of[one.id] if with_rules else []:
                twig.add(Text(f"{rule.id:>5}  {conditions_of(rule)}{_origin(rule)}", style="dim"))
            grow(twig, one.id)

    tree = Tree("Categories", hide_root=True)
    grow(tree, None)
    on_screen = sys.stdout.isatty()
    Console(width=None if on_screen else 4000, force_terminal=on_screen).print(tree)


def _count(rules: list[LabelRule]) -> str | None:
    own = sum(1 for rule in rules if not rule.given)
    given = len(rules) - own
    words = [counted(own, "rule")] if own else []
    words += [f"{counted(given, 'rule')} that came with the program"] if given else []
    return " and ".join(words) or None


def _shown(category: Category, path: str, rules: list[LabelRule]) -> dict[str, Any]:
    return {
        "id": category.id,
        "name": path,
        "colour": category.colour,
        "mark": None if category.mark is None else category.mark.value,
        "default": category.given is not None,
        "rules": [rule_shown(rule) for rule in rules],
    }
