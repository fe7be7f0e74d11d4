"""Changes to categories, projects and rules, each with what takes it back.

They run where :meth:`worktracker.app.recording.Recording.rewrite` has them run.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from typing import Literal

from worktracker.errors import UsageError
from worktracker.labels.rules import LabelRule
from worktracker.model.labels import Mark, Project
from worktracker.model.period import Period
from worktracker.privacy.rules import Rule, can_be_evaluated
from worktracker.store.categories import Categories, Removed
from worktracker.store.label_rows import Kind
from worktracker.store.projects import Projects
from worktracker.store.store import Store


@dataclass(frozen=True, slots=True)
class Changed:
    """What came of a change.

    Attributes:
        number: of the row that is new or was changed.
        undo: takes the change back; None where nothing can.
        priced_ms: how much time has another price now: all of a project's, in milliseconds; 0 where a rate
            begins on a day, which leaves other time its own.
    """

    number: int | None = None
    undo: Callable[[Store], None] | None = None
    priced_ms: int = 0


# Categories


def add_category(store: Store, parent: int | None, name: str, now_ms: int) -> Changed:
    """Make a category below another, or at the top.

    Raises:
        UsageError: the name is taken, or can't be one.
    """
    names = _names(store.categories, parent)
    if any(
        one.parent == parent and one.name.casefold() == name.strip().casefold()
        for one in store.categories.all().values()
    ):
        raise UsageError(f"There is a category {name.strip()!r} there already.")
    made = store.categories.add((*names, name), now_ms)
    return Changed(made.id, partial(_take_category_back, made.id))


def _take_category_back(number: int, store: Store) -> None:
    if store.categories.with_all_below(number).said_by_hand:
        raise UsageError("Time was given to it by hand since.", "Remove it if that is to go.")
    store.categories.remove(number)


def edit_category(
    store: Store,
    number: int,
    *,
    name: str | None = None,
    colour: str | None = None,
    mark: Mark | Literal[""] | None = None,
) -> Changed:
    """Change a category; None leaves what there is, an empty text is what its parent has.

    Raises:
        UsageError: the name is taken, or something is not what it has to be.
    """
    before = store.categories.all()[number]
    store.categories.edit(number, name=name, colour=colour, mark=mark)

    def undo(store: Store) -> None:
        store.categories.edit(
            number,
            name=None if name is None else before.name,
            colour=None if colour is None else before.colour or "",
            mark=None if mark is None else before.mark or "",
        )

    return Changed(number, undo)


def move_category(store: Store, number: int, parent: int | None) -> Changed:
    """Hang a category below another, or at the top.

    Raises:
        UsageError: one of its name is there, or it would lie in itself or too deep.
    """
    before = store.categories.all()[number].parent
    _move(store.categories, number, parent)
    return Changed(number, lambda store: _move(store.categories, number, before))


def _move(categories: Categories, number: int, parent: int | None) -> None:
    categories.edit(number, parent=_names(categories, parent))


def _names(categories: Categories, number: int | None) -> tuple[str, ...]:
    """The names of a category's path; none for the top."""
    found = categories.all()
    names: list[str] = []
    while number is not None:
        if number not in found:
            raise UsageError("That category is gone.")
        names.insert(0, found[number].name)
        number = found[number].parent
    return tuple(names)


def remove_category(store: Store, number: int, now_ms: int) -> Changed:
    """Remove a category with all that lies in it. What was given to it by hand can't be brought back."""
    removed: Removed = store.categories.with_all_below(number)
    store.categories.remove(number)
    if removed.said_by_hand:
        return Changed()
    return Changed(None, lambda store: store.categories.put_back(removed, now_ms))


# Projects


def add_project(store: Store, name: str) -> Changed:
    """Make a project.

    Raises:
        UsageError: the name is taken, or can't be one.
    """
    made = store.projects.add(name)
    return Changed(made.id, partial(_take_project_back, made.id))


def _take_project_back(number: int, store: Store) -> None:
    if store.projects.said_by_hand(number):
        raise UsageError("Time was put on it by hand since.", "Remove it if that is to go.")
    store.projects.remove(number)


def edit_project(
    store: Store,
    number: int,
    *,
    name: str | None = None,
    client: str | None = None,
    rate: str | None = None,
    currency: str | None = None,
    closed: bool | None = None,
    today: int | None = None,
) -> Changed:
    """Change a project; None leaves what there is, an empty client is nobody.

    Args:
        store: the record.
        number: the project's.
        name, client, rate, currency, closed: what it is to have.
        today: the local day, on which the rate holds that is changed; None: it is the newest.

    Raises:
        UsageError: the name is taken, or something is not what it has to be.
    """
    day = 1 << 40 if today is None else today
    before = store.projects.all()[number].on(day)
    after = store.projects.edit(
        number, name=name, client=client, rate=rate, currency=currency, closed=closed, today=today
    ).on(day)

    def undo(store: Store) -> None:
        store.projects.edit(
            number,
            name=None if name is None else before.name,
            client=None if client is None else before.client or "",
            rate=None if rate is None else before.rate or "none",
            currency=None if currency is None else before.currency,
            closed=None if closed is None else before.closed,
            today=today,
        )

    priced = (before.rate, before.rate and before.currency) != (after.rate, after.rate and after.currency)
    return Changed(number, undo, length_ms(store, number) if priced and not after.later else 0)


def length_ms(store: Store, project: int) -> int:
    """How much time is on a project, in milliseconds."""
    found, _ = store.reader.by_labels(Period(), ())
    return sum(length for (_, number), length in found.items() if number == project)


def remove_project(store: Store, number: int, now_ms: int) -> Changed:
    """Remove a project with its rules. What was put on it by hand can't be brought back."""
    project: Project = store.projects.all()[number]
    rules = [rule for rule in store.projects.rules() if rule.label == number]
    said = store.projects.said_by_hand(number)
    store.projects.remove(number)
    if said:
        return Changed()
    return Changed(None, lambda store: store.projects.put_back(project, rules, now_ms))


# Rules of both


def _of(store: Store, kind: Kind) -> Categories | Projects:
    return store.categories if kind == "category" else store.projects


def keep_label_rule(store: Store, kind: Kind, rule: LabelRule, now_ms: int) -> Changed:
    """Keep a rule, in place of the one whose id it has if it has one; a changed one is the user's own.

    Raises:
        UsageError: it could not be evaluated.
    """
    known = [each for each in _of(store, kind).rules() if each.label == rule.label]
    if rule.id is None:
        made = _of(store, kind).add_rule(rule.label, rule, now_ms)
        if made.id in [each.id for each in known]:
            return Changed(made.id)  # it was there
        return Changed(made.id, lambda store: _of(store, kind).remove_rule(made.id or 0))
    before = next((each for each in known if each.id == rule.id), None)
    if before is None or before.id is None:
        raise UsageError("That rule is gone.")
    number = before.id
    _of(store, kind).change_rule(number, replace(rule, given=False))
    return Changed(number, lambda store: _of(store, kind).change_rule(number, before))


def remove_label_rule(store: Store, kind: Kind, number: int, now_ms: int) -> Changed:
    """Remove a rule.

    Raises:
        UsageError: there is none of this number.
    """
    gone = [each for each in _of(store, kind).rules() if each.id == number]
    _of(store, kind).remove_rule(number)
    return Changed(None, lambda store: _of(store, kind).put_rules_back(gone, now_ms))


# Exclusions


def keep_exclusion(store: Store, rule: Rule, now_ms: int) -> Changed:
    """Keep an exclusion rule, in place of the one whose id it has if it has one; it is the user's own.

    Raises:
        UsageError: it could not be evaluated, or one is there that does the same.
    """
    rules = store.rules
    if rule.id is None:
        if rules.find(rule) is not None:
            raise UsageError("There is a rule already that does the same.")
        number = rules.add(rule, now_ms).id or 0
        return Changed(number, lambda store: store.rules.remove(number))
    before = _exclusion(store, rule.id)
    number = rule.id
    rules.change(number, replace(rule, program=None))
    if not can_be_evaluated(before):
        return Changed(number)
    return Changed(number, lambda store: store.rules.change(number, before))


def remove_exclusion(store: Store, number: int, now_ms: int) -> Changed:
    """Remove an exclusion rule; one that can't be read does not come back.

    Raises:
        UsageError: there is none of this number.
    """
    before = _exclusion(store, number)
    store.rules.remove(number)
    if before.damaged:
        return Changed()
    return Changed(None, lambda store: store.rules.put_back(before, now_ms))


def _exclusion(store: Store, number: int) -> Rule:
    found = next((each for each in store.rules.all() if each.id == number), None)
    if found is None:
        raise UsageError("That rule is gone.")
    return found
