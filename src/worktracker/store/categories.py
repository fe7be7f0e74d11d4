"""The categories of one store. Each change labels the whole history anew, in the same transaction."""

from __future__ import annotations

import re
from collections.abc import Generator, Iterable, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Literal

from worktracker.errors import UsageError
from worktracker.labels.labeller import Facts
from worktracker.labels.rules import LabelRule, check_label_rule
from worktracker.labels.starting_set import StartingSet
from worktracker.model.labels import SEPARATOR, Category, Mark, checked_name, paths
from worktracker.model.near import did_you_mean
from worktracker.store import label_rows
from worktracker.store.connection import Connection, transaction, translated
from worktracker.store.label_rows import (
    DEEPEST,
    RuleBook,
    child,
    insert_category,
    made_category,
    starting_set_had,
)
from worktracker.store.labelling import Preview, follow, forget_label, preview
from worktracker.store.settings import Settings

_COLOUR = re.compile(r"#[0-9a-f]{6}", re.ASCII)


def parse_colour(text: str) -> str:
    """A colour as it is kept, ``#rrggbb``.

    Raises:
        UsageError: it is none.
    """
    colour = text.strip().lower()
    if not _COLOUR.fullmatch(colour):
        raise UsageError(f"{text!r} is not a colour.", "Write it like #3b7dd8.")
    return colour


@dataclass(frozen=True, slots=True)
class Removed:
    """A category with all that lies in it, and their rules.

    Attributes:
        said_by_hand: the user has given one of them to a stretch: putting back does not bring that.
    """

    categories: tuple[Category, ...]
    rules: tuple[LabelRule, ...]
    said_by_hand: bool


class Categories:
    """The categories of one store, with their rules.

    Whoever keeps a journal on another connection needs nothing more: it sees that the store was
    changed. A journal on the same connection does not.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def all(self) -> dict[int, Category]:
        """Every category by its number."""
        with translated():
            return label_rows.categories(self._connection)

    def paths(self) -> dict[int, str]:
        """The path of each category by its number."""
        return paths(self.all())

    def rules(self) -> list[LabelRule]:
        """Every rule, oldest first."""
        with translated():
            return label_rows.rules(self._connection, "category")

    def at(self, names: Sequence[str]) -> Category:
        """The category at a path, in whatever capitals.

        Raises:
            UsageError: there is none.
        """
        found = self._find(names)
        if found is None:
            path = SEPARATOR.join(names)
            raise UsageError(
                f"There is no category {path!r}.",
                did_you_mean(path, self.paths().values(), "See `worktracker category list`."),
            )
        return found

    def matching(self, facts: Facts) -> LabelRule | None:
        """The rule that labels such an activity; None if none does."""
        with translated():
            return RuleBook(self._connection).find("category", facts).rule

    def preview(self, rule: LabelRule) -> Preview:
        """How much of what is stored a new rule would label."""
        check_label_rule(rule)
        return preview(self._connection, "category", rule)

    def add(
        self,
        names: Sequence[str],
        now_ms: int,
        *,
        colour: str | None = None,
        mark: Mark | None = None,
        rules: Iterable[LabelRule] = (),
    ) -> Category:
        """Make a category, and what it lies in, where there is none at this path; then add rules to it.

        Args:
            names: its path.
            now_ms: for the rules' rows.
            colour, mark: None leaves what there is.
            rules: whatever label they have.

        Raises:
            UsageError: a rule could not be evaluated, or the tree would be too deep.
            StoreBusyError: it could not be written.
        """
        return self.add_all([(names, colour, mark, list(rules))], now_ms)[-1]

    def add_all(
        self,
        wanted: Iterable[tuple[Sequence[str], str | None, Mark | None, Sequence[LabelRule]]],
        now_ms: int,
    ) -> list[Category]:
        """As :meth:`add` for several at once; all of them or none."""
        made: list[int] = []
        with self._changing():
            for names, colour, mark, rules in wanted:
                number = made_category(self._connection, names)
                self._describe(number, colour=colour, mark=mark)
                for rule in rules:
                    label_rows.add_rule(self._connection, "category", replace(rule, label=number), now_ms)
                made.append(number)
        found = self.all()
        return [found[number] for number in made]

    def edit(
        self,
        number: int,
        *,
        name: str | None = None,
        parent: Sequence[str] | None = None,
        colour: str | None = None,
        mark: Mark | Literal[""] | None = None,
    ) -> Category:
        """Change a category; None leaves what there is, and an empty ``parent`` is the top.

        An empty colour or mark is that of its parent.

        Raises:
            UsageError: a name is taken, or it would lie in itself.
        """
        with self._changing():
            found = self.all()[number]
            above = found.parent
            if parent is not None:
                above = self.at(parent).id if parent else None
                self._check_place(number, above)
            wanted = found.name if name is None else checked_name(name, "category")
            other = child(self._connection, above, wanted)
            if other is not None and other.id != number:
                raise UsageError(f"There is a category {wanted!r} there already.")
            self._connection.execute(
                "UPDATE category SET parent = ?, name = ? WHERE id = ?", (above, wanted, number)
            )
            self._describe(number, colour=colour, mark=mark)
        return self.all()[number]

    def remove(self, number: int) -> int:
        """Drop a category with all that lies in it; how many these were.

        Its time has no category then, or that of another rule.
        """
        with self._changing() as day_start_ms:
            gone = self._below(number)
            for each in gone:
                forget_label(self._connection, day_start_ms, "category", each)
                self._connection.execute("DELETE FROM category WHERE id = ?", (each,))
        return len(gone)

    def with_all_below(self, number: int) -> Removed:
        """What :meth:`remove` would drop."""
        with translated():
            found, below = self.all(), self._below(number)
            rules = [rule for rule in self.rules() if rule.label in below]
            said = label_rows.said_by_hand(self._connection, "category", below)
        return Removed(tuple(found[each] for each in below), tuple(rules), said)

    def put_back(self, removed: Removed, now_ms: int) -> None:
        """Keep again what was removed; by its rules it has its time again.

        Raises:
            UsageError: what it lay in is gone, or there is another of its name now.
        """
        with self._changing():
            top = removed.categories[0]
            if top.parent is not None and top.parent not in self.all():
                raise UsageError(f"What {top.name} lay in is gone.")
            if child(self._connection, top.parent, top.name) is not None:
                raise UsageError(f"There is a category {top.name!r} there already.")
            self._connection.executemany(
                "INSERT INTO category (id, parent, name, colour, mark, given) VALUES (?, ?, ?, ?, ?, ?)",
                [(c.id, c.parent, c.name, c.colour, c.mark, c.given) for c in removed.categories],
            )
            label_rows.put_rules_back(self._connection, "category", removed.rules, now_ms)

    def add_rule(self, number: int, rule: LabelRule, now_ms: int) -> LabelRule:
        """Give a category what a rule matches; it comes back with its id.

        Raises:
            UsageError: it could not be evaluated.
        """
        with self._changing():
            return label_rows.add_rule(self._connection, "category", replace(rule, label=number), now_ms)

    def change_rule(self, number: int, rule: LabelRule) -> None:
        """Give a rule other conditions.

        Raises:
            UsageError: there is none of this number, or the new one could not be evaluated.
        """
        with self._changing():
            label_rows.change_rule(self._connection, "category", number, rule)

    def put_rules_back(self, rules: Sequence[LabelRule], now_ms: int) -> None:
        """Keep rules again that were removed."""
        with self._changing():
            label_rows.put_rules_back(self._connection, "category", rules, now_ms)

    def remove_rule(self, number: int) -> None:
        """Drop a rule.

        Raises:
            UsageError: there is none of this number.
        """
        with self._changing():
            label_rows.remove_rule(self._connection, "category", number)

    def add_starting_set(self, given: StartingSet, now_ms: int) -> None:
        """Keep what this store has never had of the set that comes with the program.

        What was removed stays away, and so do rules for categories that were removed.

        Raises:
            StoreBusyError: it could not be written.
        """
        with self._changing():
            had = starting_set_had(self._connection)  # somebody else may have been quicker
            known = {each.given: each.id for each in self.all().values() if each.given}
            rules: list[LabelRule] = []
            for each in given.categories:
                if each.since > had:
                    parent = None if each.parent is None else known.get(each.parent)
                    if each.parent is not None and parent is None:
                        continue
                    known[each.key] = self._given(parent, each.name, each.colour, each.mark, each.key)
                number = known.get(each.key)
                if number is not None:
                    rules += [replace(rule, label=number) for since, rule in each.rules if since > had]
            label_rows.add_given_rules(self._connection, "category", rules, now_ms)
            self._connection.execute(
                "INSERT OR REPLACE INTO meta VALUES ('starting_categories', ?)", (str(given.version),)
            )

    @contextmanager
    def _changing(self) -> Generator[int]:
        """One transaction, at whose end everything stored has the labels of the rules as they are then."""
        with transaction(self._connection):
            day_start_ms = Settings(self._connection).day_start_ms
            before = self.rules()
            yield day_start_ms
            follow(self._connection, day_start_ms, "category", before)

    def _find(self, names: Sequence[str]) -> Category | None:
        found: Category | None = None
        for name in names:
            found = child(self._connection, found.id if found else None, name)
            if found is None:
                return None
        return found

    def _given(self, parent: int | None, name: str, colour: str, mark: Mark | None, key: str) -> int:
        """A category of the starting set; one of the user's at its place serves for it."""
        known = child(self._connection, parent, name)
        if known is not None:
            return known.id
        number = insert_category(self._connection, parent, name)
        self._connection.execute("UPDATE category SET given = ? WHERE id = ?", (key, number))
        self._describe(number, colour=colour, mark=mark)
        return number

    def _describe(self, number: int, *, colour: str | None, mark: Mark | Literal[""] | None) -> None:
        if colour is not None:
            self._connection.execute(
                "UPDATE category SET colour = ? WHERE id = ?",
                (parse_colour(colour) if colour else None, number),
            )
        if mark is not None:
            self._connection.execute("UPDATE category SET mark = ? WHERE id = ?", (mark or None, number))

    def _check_place(self, number: int, above: int | None) -> None:
        found = self.all()
        depth = 0
        while above is not None:
            depth += 1
            if above == number:
                raise UsageError("A category can't lie in itself.")
            above = found[above].parent
        if depth + self._height(number) > DEEPEST:
            raise UsageError(f"A category lies at most {DEEPEST} deep.")

    def _height(self, number: int) -> int:
        below = [one.id for one in self.all().values() if one.parent == number]
        return 1 + max((self._height(each) for each in below), default=0)

    def _below(self, number: int) -> list[int]:
        """A category with all that lies in it."""
        found = [number]
        for each in found:
            found += [one.id for one in self.all().values() if one.parent == each]
        return found
