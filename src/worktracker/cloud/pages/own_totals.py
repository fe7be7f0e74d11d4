"""The person's totals by week, and a day, which they may correct."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

from fastapi import APIRouter
from starlette.responses import Response

from worktracker.cloud import devices, grants, totals
from worktracker.cloud.grants import OwnGrant
from worktracker.cloud.pages import words
from worktracker.cloud.pages.browsers import Form
from worktracker.cloud.pages.desk import Desk, OwnDesk, go
from worktracker.cloud.pages.stretches import Stretch, colours, granted_names, overview, stretch_of
from worktracker.cloud.refusals import RefusedError, not_found, wrong
from worktracker.cloud.totals import DayTotals
from worktracker.sync.summary import OTHER, Kind

router = APIRouter()
_NOTHING: Mapping[str, str] = {}


@dataclass(frozen=True, slots=True)
class Row:
    """A name on a day's page.

    Attributes:
        delivered: seconds; None: nothing of that name was.
        typed: what stands in its field.
    """

    name: str
    look: str
    seconds: int
    delivered: int | None
    typed: str

    @property
    def wrong(self) -> bool:
        """Whether that is no time."""
        return words.duration_read(self.typed) is None


@dataclass(frozen=True, slots=True)
class Part:
    """A day as one grant let it out; ``others``: names that the grant lists and the day hasn't."""

    own: OwnGrant
    rows: tuple[Row, ...]
    others: tuple[str, ...]
    corrected: bool

    @property
    def seconds(self) -> int:
        """What counts."""
        return sum(row.seconds for row in self.rows)

    @property
    def delivered(self) -> int:
        """What came."""
        return sum(row.delivered or 0 for row in self.rows)


@router.get("/totals")
def totals_page(desk: OwnDesk, week: str = "", month: str = "", of: str = "") -> Response:
    """A week or a month; this week, where none is named."""
    own = grants.all_of(desk.server, desk.account)
    today = datetime.fromtimestamp(desk.server.now_s, UTC).date()
    span = totals.span(desk.server, desk.account)
    unit = "month" if month else "week"
    now = stretch_of(unit, today)
    first = words.month_read(month) if month else words.week_read(week) if week else now.first
    if first is None:
        raise not_found(message=f"There is no such {unit}.")
    stretch = Stretch(unit, first)
    kind, kinds = _kinds(own, of)
    shown = {_id(each): each for each in own if each.grant.terms.of == kind}
    found = [
        each
        for each in totals.between(desk.server, desk.account, first, stretch.last)
        if each.grant_id in shown
    ]
    return desk.page(
        "totals.html",
        here="/totals",
        of=kind,
        kinds=kinds,
        stretch=stretch,
        overview=overview(stretch, found, granted_names(own, kind)),
        now=now,
        others={other: _beside(stretch, other, today) for other in ("week", "month")},
        last=span.last if span else None,
        last_name=stretch_of(unit, span.last).name if span else "",
        sources=len({shown[each.grant_id].grant.device.id for each in found}),
        any_device=any(each.revoked_at is None for each in devices.all_of(desk.server, desk.account)),
    )


@router.get("/totals/{day}")
def day_page(desk: OwnDesk, day: date, of: str = "") -> Response:
    """A day: what was delivered, and what the person made of it."""
    return _day_form(desk, day, of)


@router.post("/totals/{day}")
def correct(desk: OwnDesk, form: Form, day: date) -> Response:
    """What the person says that counts; what was delivered stays beside it."""
    of, grant_id = form.get("of", ""), _grant_id(form)
    try:
        totals.correct(desk.server, desk.account, day, grant_id, _typed(form))
    except RefusedError as refused:
        if refused.status != 422:
            raise
        return _day_form(desk, day, of, refused, form)
    return go(f"/totals/{day}?of={_kind(of)}&done=corrected")


@router.post("/totals/{day}/undo")
def undo(desk: OwnDesk, form: Form, day: date) -> Response:
    """What was delivered counts again."""
    totals.uncorrect(desk.server, desk.account, day, _grant_id(form))
    return go(f"/totals/{day}?of={_kind(form.get('of', ''))}&done=undone")


def _beside(stretch: Stretch, unit: str, today: date) -> Stretch:
    """The week of a month, or the month of a week: today's, where it lies in it."""
    if stretch.first <= today <= stretch.last:
        return stretch_of(unit, today)
    # A week is the month's that its Thursday lies in (ISO 8601).
    return stretch_of(unit, stretch.first + timedelta(days=3 if stretch.unit == "week" else 0))


def _day_form(
    desk: Desk, day: date, of: str, refused: RefusedError | None = None, form: Mapping[str, str] = _NOTHING
) -> Response:
    own = grants.all_of(desk.server, desk.account)
    kind, _ = _kinds(own, of)
    shown = {_id(each): each for each in own if each.grant.terms.of == kind}
    found = totals.between(desk.server, desk.account, day, day)
    parts = [
        _part(shown[each.grant_id], each, _as_typed(form, each.grant_id))
        for each in found
        if each.grant_id in shown
    ]
    return desk.page(
        "day.html",
        wrong=refused,
        here="/totals",
        day=day,
        of=kind,
        week=words.week_name(words.week_of(day)),
        parts=parts,
        seconds=sum(part.seconds for part in parts),
        delivered=sum(part.delivered for part in parts),
        corrected=any(part.corrected for part in parts),
    )


def _part(own: OwnGrant, found: DayTotals, typed: Mapping[str, str]) -> Part:
    names = own.grant.terms.names
    looks = colours([*names, *(entry.name for entry in found.entries)])
    rows = tuple(
        Row(
            entry.name,
            looks[entry.name],
            entry.seconds,
            entry.delivered,
            typed.get(entry.name, words.duration_typed(entry.seconds)),
        )
        for entry in found.entries
    )
    shown = {row.name for row in rows}
    others = tuple(name for name in (*names, OTHER) if name not in shown)
    return Part(own, rows, others, any(entry.corrected for entry in found.entries))


def _as_typed(form: Mapping[str, str], grant_id: UUID) -> dict[str, str]:
    """What stands in a form's fields, by name, so that nothing has to be typed again."""
    if form.get("grant") != str(grant_id):
        return {}
    return {form[f"name.{number}"]: form.get(f"time.{number}", "") for number in _numbers(form)}


def _typed(form: Mapping[str, str]) -> dict[str, int]:
    """Seconds by name.

    Raises:
        RefusedError: a field is no time.
    """
    seconds: dict[str, int] = {}
    for number in _numbers(form):
        name, text = form[f"name.{number}"], form.get(f"time.{number}", "")
        read = words.duration_read(text)
        if read is None:
            raise wrong("A time is hours and minutes, like 1:30 or 45 m.")
        # An empty row to add a name to is no correction.
        if number or read:
            seconds[name] = read
    return seconds


def _numbers(form: Mapping[str, str]) -> list[int]:
    """Of the rows that a form holds; 0 is the one to add a name in."""
    return sorted(
        int(field[5:])
        for field in form
        if field.startswith("name.") and field[5:].isdecimal() and len(field) < 10
    )


def _grant_id(form: Mapping[str, str]) -> UUID:
    try:
        return UUID(form.get("grant", ""))
    except ValueError:
        raise not_found(message="There is no such grant among yours.") from None


def _kinds(own: Sequence[OwnGrant], of: str) -> tuple[Kind, list[Kind]]:
    """The kind to show, and those that there are."""
    granted = {each.grant.terms.of for each in own if each.withdrawn_at is None}
    there = [kind for kind in Kind if kind in granted]
    asked = _kind(of)
    return (asked if of or asked in there or not there else there[0]), there


def _kind(of: str) -> Kind:
    return Kind(of) if of in [*Kind] else Kind.CATEGORIES


def _id(own: OwnGrant) -> UUID:
    return UUID(own.grant.id)
