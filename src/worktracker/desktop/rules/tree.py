"""Categories and projects as the page lists them, with the time that they have."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from worktracker.labels.rules import LabelRule
from worktracker.model.days import day_date
from worktracker.model.labels import Category, Mark, Project, paths
from worktracker.model.period import Period
from worktracker.privacy.rules import Rule
from worktracker.store.store import Store

DAYS = 30
"""Of how many days, today included, the time stands beside a category."""


@dataclass(frozen=True, slots=True)
class Node:
    """A category in its place.

    Attributes:
        path: its name with those above it.
        depth: from 0 at the top.
        colour, mark: what it has, its parent's where it has none of its own.
        own_ms: its own time; ``total_ms`` also has what lies in it.
        below: how many categories lie in it, at any depth.
    """

    category: Category
    path: str
    depth: int
    colour: str | None
    mark: Mark | None
    own_ms: int
    total_ms: int
    below: int


@dataclass(frozen=True, slots=True)
class Categories:
    """The tree, parents before what lies in them, and every rule; ``without_ms``: time without a category."""

    nodes: tuple[Node, ...] = ()
    rules: tuple[LabelRule, ...] = ()
    without_ms: int = 0

    def node(self, number: int | None) -> Node | None:
        """The category of a number, if it is there."""
        return next((each for each in self.nodes if each.category.id == number), None)

    def places_for(self, number: int) -> list[Node]:
        """Where a category could lie: in every other one that does not lie in it."""
        inside = {number}
        for each in self.nodes:
            if each.category.parent in inside:
                inside.add(each.category.id)
        return [each for each in self.nodes if each.category.id not in inside]


@dataclass(frozen=True, slots=True)
class Projects:
    """The projects, open ones first, with their time of this month in milliseconds, and every rule."""

    projects: tuple[tuple[Project, int], ...] = ()
    rules: tuple[LabelRule, ...] = ()
    running: int | None = None

    def project(self, number: int | None) -> tuple[Project, int] | None:
        """The project of a number with its time, if it is there."""
        return next((each for each in self.projects if each[0].id == number), None)


@dataclass(frozen=True, slots=True)
class Exclusions:
    """The exclusion rules, the user's own first."""

    rules: tuple[Rule, ...] = ()

    def rule(self, number: int | None) -> Rule | None:
        """The rule of a number, if it is there."""
        return next((each for each in self.rules if each.id == number), None)


def read_categories(store: Store, today: int) -> Categories:
    """The tree as it is, with the time of the last days until ``today``."""
    found = store.categories.all()
    period = Period(first_day=today - DAYS + 1, last_day=today)
    own: dict[int, int] = defaultdict(int)
    for (category, _), length in store.reader.by_labels(period, ())[0].items():
        own[category] += length
    rules = tuple(store.categories.rules())
    known = {number: length for number, length in own.items() if number in found}
    return Categories(grown(found, known), rules, sum(own.values()) - sum(known.values()))


def read_projects(store: Store, today: int) -> Projects:
    """The projects as they are, with the time of ``today``'s month."""
    own: dict[int, int] = defaultdict(int)
    date = day_date(today)
    first = today - (date - date.replace(day=1)) // timedelta(days=1)
    for (_, project), length in store.reader.by_labels(Period(first_day=first, last_day=today), ())[
        0
    ].items():
        own[project] += length
    found = sorted(
        (one.on(today) for one in store.projects.all().values()),
        key=lambda one: (one.closed, one.name.casefold()),
    )
    running = store.assigning.running()
    return Projects(
        tuple((one, own.get(one.id, 0)) for one in found),
        tuple(store.projects.rules()),
        None if running is None else running.project,
    )


def read_exclusions(store: Store) -> Exclusions:
    """The exclusion rules as they are."""
    return Exclusions(tuple(store.rules.all()))


def grown(found: Mapping[int, Category], own: Mapping[int, int]) -> tuple[Node, ...]:
    """The categories as a tree, by name in each place; one whose parent is gone stands at the top."""
    named = paths(found)
    children: dict[int | None, list[Category]] = defaultdict(list)
    for each in found.values():
        children[each.parent if each.parent in found else None].append(each)
    for each in children.values():
        each.sort(key=lambda one: one.name.casefold())

    def grow(parent: int | None, depth: int, colour: str | None, mark: Mark | None) -> Iterator[Node]:
        for one in children[parent]:
            below = list(grow(one.id, depth + 1, one.colour or colour, one.mark or mark))
            within = [each.own_ms for each in below]
            length = own.get(one.id, 0)
            yield Node(
                one,
                named[one.id],
                depth,
                one.colour or colour,
                one.mark or mark,
                length,
                length + sum(within),
                len(below),
            )
            yield from below

    return tuple(grow(None, 0, None, None))


def rules_of(rules: Sequence[LabelRule], label: int) -> list[LabelRule]:
    """The rules of one category or project: the user's own first, each by what it asks for."""
    found = [rule for rule in rules if rule.label == label]
    return sorted(found, key=lambda rule: (rule.given, [(f, p.casefold()) for f, p in rule.patterns]))
