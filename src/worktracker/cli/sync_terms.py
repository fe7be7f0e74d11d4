"""What the options of ``sync grant`` and ``sync preview`` say."""

from __future__ import annotations

import sys
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from typing import Annotated

import typer

from worktracker.cli import context
from worktracker.errors import UsageError
from worktracker.model.days import day_date
from worktracker.model.durations import parse_duration
from worktracker.model.labels import parse_path
from worktracker.model.near import did_you_mean
from worktracker.store.store import Store
from worktracker.sync.grant import Terms, can_leave, checked_terms
from worktracker.sync.summary import OTHER, Kind

PURPOSE = "My own overview"
PSEUDONYM = "My computer"
COARSENESS_MINUTES = 15

Of = Annotated[Kind | None, typer.Option("--of", help="What the names are names of; categories.")]
Names = Annotated[
    list[str] | None,
    typer.Option(
        "--name", metavar="NAME", help="A name that may leave; again for more. Others leave as Other."
    ),
]
AllNames = Annotated[bool, typer.Option("--all-names", help="Every name that there is now; not later ones.")]
Coarseness = Annotated[
    str | None, typer.Option("--coarseness", metavar="DUR", help="What totals are rounded to; 15m.")
]
Shortest = Annotated[
    str | None, typer.Option("--shortest", metavar="DUR", help="Totals below this stay here; 0: none do.")
]
FirstDay = Annotated[str | None, typer.Option("--first-day", metavar="D", help="The first day; today.")]
End = Annotated[
    str | None, typer.Option("--end", metavar="D", help="The last day on which something is sent.")
]
Purpose = Annotated[str | None, typer.Option("--purpose", metavar="TEXT", help="What for, in your words.")]
Pseudonym = Annotated[
    str | None, typer.Option("--pseudonym", metavar="TEXT", help="What the recipient calls this computer.")
]


@dataclass(frozen=True, slots=True)
class Wanted:
    """The options as they were given; None: not at all."""

    of: Kind | None = None
    names: list[str] | None = None
    all_names: bool = False
    coarseness: str | None = None
    shortest: str | None = None
    first_day: str | None = None
    end: str | None = None
    purpose: str | None = None
    pseudonym: str | None = None

    @property
    def nothing(self) -> bool:
        """Whether no option was given."""
        return self == Wanted(names=self.names) and not self.names


def terms_of(wanted: Wanted, store: Store, today: date, base: Terms | None) -> Terms:
    """The terms that are meant: what an option doesn't say is as in ``base``, or as usual.

    Raises:
        UsageError: something of it can't be granted, or the end date is missing.
    """
    of = wanted.of or (base.of if base else Kind.CATEGORIES)
    end = None if wanted.end is None else _date(wanted.end, "--end")
    if end is None and base is None:
        raise UsageError("A grant needs an end date, at most a year ahead.", "Add --end 2027-05-01")
    same = base is not None and base.of is of
    made = Terms(
        of,
        _names(wanted, store, of, base.names if base is not None and same else ()),
        _minutes(wanted.coarseness, base.coarseness_minutes if base else COARSENESS_MINUTES),
        _minutes(wanted.shortest, base.shortest_minutes if base else 0),
        _first_day(wanted.first_day, store) or (base.first_day if base else today),
        end or (base.end_date if base else today),
        wanted.purpose or (base.purpose if base else PURPOSE),
        wanted.pseudonym or (base.pseudonym if base else PSEUDONYM),
    )
    return checked_terms(made, today)


def with_name(terms: Terms, name: str, store: Store) -> Terms:
    """The same with one name more.

    Raises:
        UsageError: there is no such name, or it can't leave.
    """
    return replace(terms, names=(*terms.names, _known(name, store, terms.of)))


def without_name(terms: Terms, name: str) -> Terms:
    """The same without a name, which leaves as ``Other`` from then on.

    Raises:
        UsageError: it is not on the list.
    """
    if name not in terms.names:
        raise UsageError(f"{name!r} is not on the list.", did_you_mean(name, terms.names, ""))
    return replace(terms, names=tuple(each for each in terms.names if each != name))


def _names(wanted: Wanted, store: Store, of: Kind, base: tuple[str, ...]) -> tuple[str, ...]:
    if wanted.all_names:
        if wanted.names:
            raise UsageError("--name and --all-names exclude each other.", "Give one of them.")
        known = _all(store, of)
        left = [name for name in known if not can_leave(name)]
        for name in left:
            print(
                f"{name}: can't leave as a name; its time leaves as {OTHER}, or with its parent.",
                file=sys.stderr,
            )
        return tuple(name for name in known if can_leave(name))
    if not wanted.names:
        return base
    return tuple(_known(name, store, of) for name in wanted.names)


def _known(name: str, store: Store, of: Kind) -> str:
    if of is Kind.CATEGORIES:
        return store.categories.paths()[store.categories.at(parse_path(name)).id]
    known = _all(store, of)
    found = [each for each in known if each == name] or [
        each for each in known if each.lower() == name.lower()
    ]
    if not found:
        raise UsageError(
            f"There is no application {name!r}.", did_you_mean(name, known, "See: worktracker report")
        )
    return found[0]


def _all(store: Store, of: Kind) -> list[str]:
    return sorted(store.categories.paths().values()) if of is Kind.CATEGORIES else store.reader.app_names()


def _minutes(text: str | None, base: int) -> int:
    if text is None:
        return base
    if text.strip() in ("0", "0m", "0s"):
        return 0
    minutes, rest = divmod(parse_duration(text), 60_000)
    if rest:
        raise UsageError(f"{text!r} is not a number of minutes.", "Write it like 15m.")
    return minutes


def _first_day(text: str | None, store: Store) -> date | None:
    if text is None:
        return None
    period = context.times(store).period(text, None)
    if period.first_day is None:
        raise UsageError("The first day is a day, without a time.", "Write it like 2026-11-21.")
    return day_date(period.first_day)


def _date(text: str, option: str) -> date:
    with suppress(ValueError):
        if len(text.strip()) == len("2027-05-01"):  # not 20270501, nor a week
            return date.fromisoformat(text.strip())
    raise UsageError(f"{option}: {text!r} is not a date.", "Write it like 2027-05-01.")
