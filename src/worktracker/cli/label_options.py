"""What `category` and `project` share: the conditions of a rule, and an activity to try."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from worktracker.errors import UsageError
from worktracker.labels.labeller import Facts
from worktracker.labels.labeller import facts_of as tried
from worktracker.labels.rules import LabelRule
from worktracker.privacy.web import is_address

App = Annotated[str | None, typer.Option("--app", metavar="P", help="The application's name.")]
Title = Annotated[str | None, typer.Option("--title", metavar="P", help="The window's title.")]
Url = Annotated[str | None, typer.Option("--url", metavar="P", help="The page's address.")]
Domain = Annotated[str | None, typer.Option("--domain", metavar="P", help="The site, with its subdomains.")]
Document = Annotated[str | None, typer.Option("--document", metavar="P", help="The file, project or folder.")]
Regex = Annotated[bool, typer.Option("--regex", help="Patterns are RE2 expressions, found anywhere.")]


def rule_of(
    app: str | None,
    title: str | None,
    url: str | None,
    domain: str | None,
    document: str | None,
    *,
    regex: bool,
) -> LabelRule | None:
    """The rule with these conditions, its label to be filled in; None if there is no condition."""
    rule = LabelRule(0, app, title, url, domain, document, regex)
    if not rule.patterns:
        if regex:
            raise UsageError(
                "--regex needs a condition.", "Give --app, --title, --url, --domain or --document."
            )
        return None
    return rule


def facts_of(
    app: str | None, title: str | None, url: str | None, domain: str | None, document: str | None
) -> Facts:
    """An activity to try rules on; an address tells its site.

    Raises:
        UsageError: nothing was given, or the address is none.
    """
    if (app, title, url, domain, document) == (None,) * 5:
        raise UsageError("What is to be tried?", "Give --app, --title, --url, --domain or --document.")
    if url is not None and not is_address(url):
        raise UsageError("--url is not an address.", "Example: https://example.org/page")
    return tried(app, title, url, domain, document)


def conditions_of(rule: LabelRule) -> str:
    """A rule's conditions: ``app = slack, title ~ [0-9]+``."""
    return ", ".join(f"{name} {'~' if rule.regex else '='} {pattern}" for name, pattern in rule.patterns)


def rule_shown(rule: LabelRule) -> dict[str, Any]:
    """A rule as ``--json`` shows it."""
    return {
        "id": rule.id,
        "app": rule.app,
        "title": rule.title,
        "url": rule.url,
        "domain": rule.domain,
        "document": rule.document,
        "regex": rule.regex,
        "default": rule.given,
    }
