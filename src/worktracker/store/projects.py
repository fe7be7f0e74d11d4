"""The projects of one store, and their clients."""

from __future__ import annotations

import re
from collections.abc import Generator, Iterable, Sequence
from contextlib import contextmanager
from dataclasses import replace
from decimal import Decimal

from worktracker.errors import UsageError
from worktracker.labels.labeller import Facts
from worktracker.labels.rules import LabelRule, check_label_rule
from worktracker.model.labels import Project, Rate, checked_name
from worktracker.model.near import did_you_mean
from worktracker.store import label_rows
from worktracker.store.connection import Connection, transaction, translated
from worktracker.store.label_rows import RuleBook
from worktracker.store.labelling import Preview, follow, forget_label, preview
from worktracker.store.settings import Settings

_CURRENCY = re.compile("[A-Z]{3}", re.ASCII)
_RATE = re.compile(r"\d{1,9}(?:\.\d{1,4})?", re.ASCII)
_MOST = Decimal(1_000_000)
_LOOKED_AT = 1_000
"""Of what was said of stretches the newest are asked which projects are in use."""


def parse_rate(text: str) -> str | None:
    """An hour's price as it is kept, with a point; None for ``none``.

    Raises:
        UsageError: it is no such number, or has more than four decimals.
    """
    bare = text.strip()
    if bare.lower() == "none":
        return None
    rate = Decimal(bare) if _RATE.fullmatch(bare) else None
    if rate is None or rate > _MOST:
        raise UsageError(f"{text!r} is not an hourly rate.", "Write it like 90 or 87.50, or none.")
    return f"{rate:f}"


def parse_currency(text: str) -> str:
    """A currency's three letters (ISO 4217).

    Raises:
        UsageError: they are none.
    """
    found = text.strip().upper()
    if not _CURRENCY.fullmatch(found):
        raise UsageError(f"{text!r} is not a currency.", "Write it like EUR or USD.")
    return found


def _check_priced(rate: str | None, currency: str | None) -> None:
    if rate is not None and currency is None:
        raise UsageError("A rate needs a currency.", "Add --currency EUR, or another.")


class Projects:
    """The projects of one store, with their rules. A change labels the whole history anew."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def all(self) -> dict[int, Project]:
        """Every project by its number."""
        with translated():
            return label_rows.projects(self._connection)

    def recently_used(self, most: int) -> list[Project]:
        """Open projects, those first that something was last said to be on; the others by name."""
        with translated():
            rows = self._connection.execute(
                "SELECT project FROM (SELECT id, project FROM assignment ORDER BY id DESC LIMIT ?)"
                " WHERE project > 0 GROUP BY project ORDER BY max(id) DESC",
                (_LOOKED_AT,),
            ).fetchall()
        turn = {number: place for place, (number,) in enumerate(rows)}
        found = [one for one in self.all().values() if not one.closed]
        found.sort(key=lambda one: (turn.get(one.id, len(turn)), one.name.casefold()))
        return found[:most]

    def rules(self) -> list[LabelRule]:
        """Every rule, oldest first."""
        with translated():
            return label_rows.rules(self._connection, "project")

    def named(self, name: str) -> Project:
        """The project of a name, in whatever capitals.

        Raises:
            UsageError: there is none.
        """
        found = self._find(name)
        if found is None:
            known = [one.name for one in self.all().values()]
            raise UsageError(
                f"There is no project {name!r}.", did_you_mean(name, known, "See `worktracker project list`.")
            )
        return found

    def open_one(self, name: str) -> Project:
        """As :meth:`named`, for time to be put on.

        Raises:
            UsageError: there is none, or it is closed.
        """
        found = self.named(name)
        if found.closed:
            raise UsageError(
                f"The project {found.name} is closed.",
                f'Reopen it: worktracker project edit "{found.name}" --reopen',
            )
        return found

    def matching(self, facts: Facts) -> LabelRule | None:
        """The rule that puts such an activity on a project; None if none does."""
        with translated():
            return RuleBook(self._connection).find("project", facts).rule

    def preview(self, rule: LabelRule) -> Preview:
        """How much of what is stored a new rule would label."""
        check_label_rule(rule)
        return preview(self._connection, "project", rule)

    def add(
        self,
        name: str,
        *,
        client: str | None = None,
        rate: str | None = None,
        currency: str | None = None,
    ) -> Project:
        """Make a project.

        Raises:
            UsageError: the name is taken, or something is not what it has to be.
            StoreBusyError: it could not be written.
        """
        wanted = checked_name(name, "project")
        with transaction(self._connection):
            other = self._find(wanted)
            if other is not None:
                raise UsageError(
                    f"There is a project {other.name!r} already.",
                    f'Change it: worktracker project edit "{other.name}"',
                )
            cursor = self._connection.execute("INSERT INTO project (name) VALUES (?)", (wanted,))
            assert cursor.lastrowid is not None
            self._describe(cursor.lastrowid, client, rate, currency)
        return self.all()[cursor.lastrowid]

    def edit(
        self,
        number: int,
        *,
        name: str | None = None,
        client: str | None = None,
        rate: str | None = None,
        currency: str | None = None,
        closed: bool | None = None,
        today: int | None = None,
    ) -> Project:
        """Change a project; None leaves what there is, an empty client is nobody.

        Args:
            number: the project's.
            name, client, rate, currency, closed: what it is to have.
            today: the local day; the rate that holds then is changed, for all the time that it holds. None:
                the one that begins last.

        Raises:
            UsageError: the name is taken, or something is not what it has to be.
        """
        with transaction(self._connection):
            if name is not None:
                wanted = checked_name(name, "project")
                other = self._find(wanted)
                if other is not None and other.id != number:
                    raise UsageError(f"There is a project {other.name!r} already.")
                self._set(number, "name", wanted)
            if closed is not None:
                self._set(number, "closed", int(closed))
            self._describe(number, client, rate, currency, today)
        return self.all()[number]

    def set_rate(self, number: int, from_day: int, rate: str, currency: str | None) -> Project:
        """Let a project have another rate from a local day on, until the next one that begins on a day.

        Args:
            number: the project's.
            from_day: days since 1970-01-01.
            rate: an hour's price, or ``none``.
            currency: of the rate; None: the one that it had.

        Raises:
            UsageError: something is not what it has to be.
        """
        with transaction(self._connection):
            before = self.all()[number].on(from_day)
            kept = before.currency if currency is None else parse_currency(currency)
            parsed = parse_rate(rate)
            _check_priced(parsed, kept)
            self._put_rates(number, [Rate(from_day, parsed, kept)])
        return self.all()[number]

    def drop_rate(self, number: int, from_day: int) -> Project:
        """Let the rate before it hold on from a day on which one begins.

        Raises:
            UsageError: none begins then.
        """
        with transaction(self._connection):
            dropped = self._connection.execute(
                "DELETE FROM project_rate WHERE project = ? AND from_day = ?", (number, from_day)
            ).rowcount
            if not dropped:
                raise UsageError("No rate begins on that day.", "See `worktracker project list --json`.")
        return self.all()[number]

    def remove(self, number: int) -> None:
        """Drop a project with its rules; its time is on no project then, or on another rule's.

        A timer that runs on it ends.
        """
        with self._changing() as day_start_ms:
            forget_label(self._connection, day_start_ms, "project", number)
            self._connection.execute("DELETE FROM project_rate WHERE project = ?", (number,))
            self._connection.execute("DELETE FROM project WHERE id = ?", (number,))

    def add_rule(self, number: int, rule: LabelRule, now_ms: int) -> LabelRule:
        """Put on a project what a rule matches; it comes back with its id.

        Raises:
            UsageError: it could not be evaluated.
        """
        with self._changing():
            return label_rows.add_rule(self._connection, "project", replace(rule, label=number), now_ms)

    def change_rule(self, number: int, rule: LabelRule) -> None:
        """Give a rule other conditions.

        Raises:
            UsageError: there is none of this number, or the new one could not be evaluated.
        """
        with self._changing():
            label_rows.change_rule(self._connection, "project", number, rule)

    def put_rules_back(self, rules: Sequence[LabelRule], now_ms: int) -> None:
        """Keep rules again that were removed."""
        with self._changing():
            label_rows.put_rules_back(self._connection, "project", rules, now_ms)

    def said_by_hand(self, number: int) -> bool:
        """Whether the user has put a stretch on a project, so that removing it loses what was said."""
        with translated():
            return label_rows.said_by_hand(self._connection, "project", [number])

    def put_back(self, project: Project, rules: Sequence[LabelRule], now_ms: int) -> None:
        """Keep a project again that was removed; by its rules it has its time again.

        Raises:
            UsageError: there is another of its name now.
        """
        with self._changing():
            if self._find(project.name) is not None:
                raise UsageError(f"There is a project {project.name!r} already.")
            self._connection.execute(
                "INSERT INTO project (id, name, client, rate, currency, closed) VALUES (?, ?, ?, ?, ?, ?)",
                (
                    project.id,
                    project.name,
                    project.client,
                    project.rate,
                    project.currency,
                    int(project.closed),
                ),
            )
            self._put_rates(project.id, project.later)
            label_rows.put_rules_back(self._connection, "project", rules, now_ms)

    def remove_rule(self, number: int) -> None:
        """Drop a rule.

        Raises:
            UsageError: there is none of this number.
        """
        with self._changing():
            label_rows.remove_rule(self._connection, "project", number)

    @contextmanager
    def _changing(self) -> Generator[int]:
        """One transaction, at whose end everything stored has the labels of the rules as they are then."""
        with transaction(self._connection):
            day_start_ms = Settings(self._connection).day_start_ms
            before = self.rules()
            yield day_start_ms
            follow(self._connection, day_start_ms, "project", before)

    def _find(self, name: str) -> Project | None:
        wanted = name.strip().casefold()
        return next((one for one in self.all().values() if one.name.casefold() == wanted), None)

    def _describe(
        self,
        number: int,
        client: str | None,
        rate: str | None,
        currency: str | None,
        today: int | None = None,
    ) -> None:
        if client is not None:
            self._set(number, "client", checked_name(client, "client") if client.strip() else None)
        if rate is None and currency is None:
            return
        project = self.all()[number]
        held = [one for one in project.later if today is None or one.from_day <= today][-1:]
        before = project.on(held[0].from_day) if held else project
        price = before.rate if rate is None else parse_rate(rate)
        kept = before.currency if currency is None else parse_currency(currency)
        _check_priced(price, kept)
        if held:
            self._put_rates(number, [Rate(held[0].from_day, price, kept)])
        else:
            self._set(number, "rate", price)
            self._set(number, "currency", kept)

    def _put_rates(self, number: int, rates: Iterable[Rate]) -> None:
        self._connection.executemany(
            "INSERT INTO project_rate VALUES (?, ?, ?, ?) ON CONFLICT (project, from_day)"
            " DO UPDATE SET rate = excluded.rate, currency = excluded.currency",
            [(number, *rate) for rate in rates],
        )

    def _set(self, number: int, column: str, value: str | int | None) -> None:
        self._connection.execute(f"UPDATE project SET {column} = ? WHERE id = ?", (value, number))
