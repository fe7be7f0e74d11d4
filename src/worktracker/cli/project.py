"""``project``: what somebody works on, for whom, and at which rate."""

from __future__ import annotations

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
from worktracker.errors import UsageError
from worktracker.labels.rules import LabelRule
from worktracker.model.labels import Project

_HELP = """Projects, their clients and hourly rates, and rules that put time on them.

Example: worktracker project add "Website" --client Acme --rate 90 --currency EUR
"""

group = typer.Typer(help=_HELP, no_args_is_help=True)
rules = typer.Typer(help="Rules that put time on a project by itself.", no_args_is_help=True)
group.add_typer(rules, name="rule")

Name = Annotated[str, typer.Argument(metavar="NAME", help="The project's name, in whatever capitals.")]
Client = Annotated[str | None, typer.Option("--client", metavar="NAME", help='For whom; "" for nobody.')]
Rate = Annotated[
    str | None, typer.Option("--rate", metavar="N", help="The price of an hour: 90, 87.50, or none.")
]
Currency = Annotated[str | None, typer.Option("--currency", metavar="CODE", help="EUR, USD, and so on.")]


@group.command()
def add(
    name: Name, client: Client = None, rate: Rate = None, currency: Currency = None, as_json: Json = False
) -> None:
    """Make a project.

    Example: worktracker project add "Website" --client Acme --rate 90 --currency EUR
    """
    with context.writing() as opened:
        found = opened.store.projects.add(name, client=client, rate=rate, currency=currency)
    if as_json:
        context.print_json(_shown(found, []))
    else:
        print(f"{_words(found)} made.")


@group.command("list")
def list_projects(
    every: Annotated[bool, typer.Option("--all", help="Closed ones too.")] = False, as_json: Json = False
) -> None:
    """Show the projects with their rules.

    Example: worktracker project list
    """
    opened = context.open_store()
    found = list(opened.store.projects.all().values()) if opened else []
    known = opened.store.projects.rules() if opened else []
    found = sorted(found, key=lambda one: ((one.client or "").casefold(), one.name.casefold()))
    found = [one for one in found if every or not one.closed]
    if as_json:
        context.print_json([_shown(one, [r for r in known if r.label == one.id]) for one in found])
        return
    if not found:
        print("No projects. Example: worktracker project add Website --client Acme")
    for one in found:
        print(_words(one) + ("  (closed)" if one.closed else ""))
        for rule in known:
            if rule.label == one.id:
                print(f"{rule.id:>6}  {conditions_of(rule)}")


@group.command()
def edit(
    name: Name,
    new_name: Annotated[str | None, typer.Option("--name", metavar="NAME", help="Its new name.")] = None,
    client: Client = None,
    rate: Rate = None,
    currency: Currency = None,
    closed: Annotated[
        bool | None, typer.Option("--close/--reopen", help="No more time is to be put on it.")
    ] = None,
    as_json: Json = False,
) -> None:
    """Change a project's name, client, rate or currency, or close it.

    Example: worktracker project edit Website --rate 95
    """
    if (new_name, client, rate, currency, closed) == (None,) * 5:
        raise UsageError("What is to change?", "Give --name, --client, --rate, --currency or --close.")
    with context.writing(make=False) as opened:
        projects = opened.store.projects
        found = projects.edit(
            projects.named(name).id,
            name=new_name,
            client=client,
            rate=rate,
            currency=currency,
            closed=closed,
        )
        known = [rule for rule in projects.rules() if rule.label == found.id]
    if as_json:
        context.print_json(_shown(found, known))
    else:
        print(f"{_words(found)} changed.")


@group.command()
def remove(name: Name, yes: Yes = False) -> None:
    """Remove a project with its rules; its time stays, on no project. To keep it there, close it instead.

    Example: worktracker project remove Website
    """
    question = f"Remove the project {name}? Its time is on no project then; --close keeps it."
    context.confirm(question, yes=yes, what="project remove")
    with context.writing(make=False) as opened:
        projects = opened.store.projects
        found = projects.named(name)
        projects.remove(found.id)
    print(f"{found.name} removed.")


@rules.command("add")
def add_rule(
    name: Name,
    app: App = None,
    title: Title = None,
    url: Url = None,
    domain: Domain = None,
    document: Document = None,
    regex: Regex = False,
    as_json: Json = False,
) -> None:
    """Put on a project what matches, in all of the history; conditions given together must all match.

    Example: worktracker project rule add Website --title "*acme.example*"
    """
    rule = rule_of(app, title, url, domain, document, regex=regex)
    if rule is None:
        raise UsageError("A rule needs a condition.", "Give --app, --title, --url, --domain or --document.")
    with context.writing(make=False) as opened:
        projects = opened.store.projects
        found = projects.add_rule(projects.named(name).id, rule, context.clock.now().wall_ms)
    if as_json:
        context.print_json(rule_shown(found))
    else:
        print(f"Rule {found.id}: {conditions_of(found)}")


@rules.command("remove")
def remove_rule(
    number: Annotated[int, typer.Argument(metavar="ID", min=1, help="As `list` shows it.")],
) -> None:
    """Remove a rule of a project.

    Example: worktracker project rule remove 3
    """
    with context.writing(make=False) as opened:
        opened.store.projects.remove_rule(number)
    print(f"Rule {number} removed.")


@rules.command("test")
def try_activity(
    app: App = None,
    title: Title = None,
    url: Url = None,
    domain: Domain = None,
    document: Document = None,
    as_json: Json = False,
) -> None:
    """Say which project such an activity is on, and which rule decides.

    Example: worktracker project rule test --app code --title "main.py - website"
    """
    facts = facts_of(app, title, url, domain, document)
    opened = context.open_store()
    rule = opened.store.projects.matching(facts) if opened else None
    name = opened.store.projects.all()[rule.label].name if opened and rule else None
    if as_json:
        context.print_json({"project": name, "rule": None if rule is None else rule_shown(rule)})
    elif rule is None:
        print("No project: no rule matches.")
    else:
        print(f"{name}\n  rule {rule.id}: {conditions_of(rule)}")


def add_to(app: typer.Typer) -> None:
    """Add this group's commands."""
    app.add_typer(group, name="project")


def _words(project: Project) -> str:
    words = project.name if project.client is None else f"{project.name} for {project.client}"
    return words if project.rate is None else f"{words}, {project.rate} {project.currency} an hour"


def _shown(project: Project, known: list[LabelRule]) -> dict[str, Any]:
    return {
        "name": project.name,
        "client": project.client,
        "rate": project.rate,
        "currency": project.currency,
        "closed": project.closed,
        "rules": [rule_shown(rule) for rule in known],
    }
