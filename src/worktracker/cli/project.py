"""``project``: what somebody works on, for whom, and at which rate."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from worktracker.app.rule_changes import edit_project, length_ms
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
from worktracker.model.days import day_date
from worktracker.model.labels import Project
from worktracker.model.labels import Rate as DatedRate
from worktracker.reports.words import counted, duration_words
from worktracker.store.store import Store

_HELP = """Projects, their clients and hourly rates, and rules that put time on them.

Example: worktracker project add "Website" --client Acme --rate 90 --currency EUR
"""

group = typer.Typer(help=_HELP, no_args_is_help=True)
rules = typer.Typer(
    help=(
        "Rules that put time on a project by itself."
        '\n\nExample: worktracker project rule add Website --title "*acme.example*"'
    ),
    no_args_is_help=True,
)
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
        print(f"Made: {_words(found)}.")


@group.command("rate")
def set_rate(
    name: Name,
    amount: Annotated[
        str | None, typer.Argument(metavar="[AMOUNT]", help="The price of an hour: 90, 87.50, or none.")
    ] = None,
    currency: Annotated[
        str | None, typer.Argument(metavar="[CURRENCY]", help="EUR, USD; as it was, if left out.")
    ] = None,
    start: Annotated[
        str, typer.Option("--from", metavar="DATE", help="The first day on which it holds.")
    ] = "today",
    remove: Annotated[
        bool, typer.Option("--remove", help="Take back the rate that begins on that day.")
    ] = False,
    as_json: Json = False,
) -> None:
    """Give a project another hourly rate from a day on; days before keep theirs.

    Example: worktracker project rate Website 95 EUR --from 2027-01-01
    """
    if remove == (amount is not None):
        raise UsageError("Which rate?", "Example: worktracker project rate Website 95 EUR --from 2027-01-01")
    with context.writing(make=False) as opened:
        projects = opened.store.projects
        project = projects.named(name)
        day = context.times(opened.store).period(start, None).first_day
        if day is None:
            raise UsageError("A rate begins on a day.", "Write it like --from 2027-01-01.")
        if amount is None:
            found = projects.drop_rate(project.id, day)
        else:
            found = projects.set_rate(project.id, day, amount, currency)
        found = found.on(context.today(opened.store))
        known = [rule for rule in projects.rules() if rule.label == found.id]
    if as_json:
        context.print_json(_shown(found, known))
        return
    print(f"Changed: {_words(found)}.")
    for one in found.later:
        print(f"  from {day_date(one.from_day)}: {_priced(one)}")


@group.command("list")
def list_projects(
    every: Annotated[bool, typer.Option("--all", help="Closed ones too.")] = False, as_json: Json = False
) -> None:
    """Show the projects with their rules.

    Example: worktracker project list
    """
    opened = context.open_store()
    today = context.today(opened.store if opened else None)
    found = [one.on(today) for one in opened.store.projects.all().values()] if opened else []
    known = opened.store.projects.rules() if opened else []
    found = sorted(found, key=lambda one: ((one.client or "").casefold(), one.name.casefold()))
    closed = sum(one.closed for one in found)
    found = [one for one in found if every or not one.closed]
    if as_json:
        context.print_json([_shown(one, [r for r in known if r.label == one.id]) for one in found])
        return
    if not found and not closed:
        print("No projects. Example: worktracker project add Website --client Acme")
    for one in found:
        print(_words(one) + ("  (closed)" if one.closed else ""))
        for later in one.later:
            print(f"        from {day_date(later.from_day)}: {_priced(later)}")
        for rule in known:
            if rule.label == one.id:
                print(f"{rule.id:>6}  {conditions_of(rule)}")
    if closed and not every:
        print(f"{counted(closed, 'closed project')} more: worktracker project list --all")


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

    The rate that holds today is changed for all the time that it holds, what is past included; `project rate`
    gives another one from a day on.
    Example: worktracker project edit Website --rate 95
    """
    if (new_name, client, rate, currency, closed) == (None,) * 5:
        raise UsageError("What is to change?", "Give --name, --client, --rate, --currency or --close.")
    with context.writing(make=False) as opened:
        projects = opened.store.projects
        today = context.today(opened.store)
        before = projects.named(name).on(today)
        done = edit_project(
            opened.store,
            before.id,
            name=new_name,
            client=client,
            rate=rate,
            currency=currency,
            closed=closed,
            today=today,
        )
        found = projects.all()[before.id].on(today)
        known = [rule for rule in projects.rules() if rule.label == found.id]
    if as_json:
        context.print_json(_shown(found, known))
        return
    turned = before.closed != found.closed
    print(f"{('Closed' if found.closed else 'Reopened') if turned else 'Changed'}: {_words(found)}.")
    if done.priced_ms:
        print(f"Priced anew: {duration_words(done.priced_ms)}, all that is on it already.")


@group.command()
def remove(name: Name, yes: Yes = False) -> None:
    """Remove a project with its rules; its time stays, on no project. To keep it there, close it instead.

    `entry undo` does not bring it back.
    Example: worktracker project remove Website
    """
    _confirm_removal(name, yes=yes)
    with context.writing(make=False) as opened:
        projects = opened.store.projects
        found = projects.named(name)
        on_it_ms, timed = length_ms(opened.store, found.id), _is_timed(opened.store, found)
        projects.remove(found.id)
    print(f"Removed: {found.name}.")
    if on_it_ms:
        print(f"Not on it any more: {duration_words(on_it_ms)}.")
    if timed:
        print("The timer that ran on it has ended.")


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


def _confirm_removal(name: str, *, yes: bool) -> None:
    opened = context.open_store()
    if opened is None:
        raise UsageError("There is no record yet.", "Run: worktracker start")
    try:
        found = opened.store.projects.named(name)
        on_it_ms, timed = length_ms(opened.store, found.id), _is_timed(opened.store, found)
    finally:
        opened.store.close()
    question = f"Remove the project {found.name}?"
    if on_it_ms:
        question += (
            f" It has {duration_words(on_it_ms)}, which will be on no project, or another by its rules."
        )
    if timed:
        question += " The timer that runs on it ends."
    question += f' It can\'t be undone; `worktracker project edit "{found.name}" --close` keeps its time.'
    context.confirm(question, yes=yes, what="project remove")


def _is_timed(store: Store, project: Project) -> bool:
    ran = store.assigning.running()
    return ran is not None and ran.project == project.id


def _words(project: Project) -> str:
    words = project.name if project.client is None else f"{project.name} for {project.client}"
    return words if project.rate is None else f"{words}, {_priced(project)}"


def _priced(one: Project | DatedRate) -> str:
    return "no rate" if one.rate is None else f"{one.rate} {one.currency} an hour"


def _shown(project: Project, known: list[LabelRule]) -> dict[str, Any]:
    return {
        "name": project.name,
        "client": project.client,
        "rate": project.rate,
        "currency": project.currency,
        "closed": project.closed,
        "rates": [
            {"from": day_date(one.from_day).isoformat(), "rate": one.rate, "currency": one.currency}
            for one in project.later
        ],
        "rules": [rule_shown(rule) for rule in known],
    }
