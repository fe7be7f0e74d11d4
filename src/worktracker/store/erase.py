"""Forgetting: what is erased leaves the file, not only the tables.

Deleted rows stay readable in free pages, in half-filled pages and in the write-ahead log for
whoever has the key. So after the rows are gone the file is rewritten (``VACUUM``) and the log
is emptied; only when both succeeded is it done.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import islice

from worktracker.errors import StoreBusyError
from worktracker.model.days import day_number
from worktracker.model.explanation import Cut
from worktracker.model.overlay import Piece
from worktracker.model.period import Period
from worktracker.model.span import Activity, Reason, State
from worktracker.privacy.rules import Action, CompiledRule, Rule, check_rule, compile_rule
from worktracker.store import aged, assignments, forgotten, span_labels, totals
from worktracker.store.activity_times import ActivityTimes
from worktracker.store.connection import Connection, transaction, translated
from worktracker.store.explanation import SEEN_BY_MASK, number_of_cuts
from worktracker.store.names import Names
from worktracker.store.shared import Shared, forget_shared
from worktracker.store.span_id import LAST_MS, MANUAL, id_range, span_id
from worktracker.store.totals import Share, Sums

_BATCH = 50_000
_NEWEST = 5_000
_FIELDS = ("app", "title", "url", "domain")
_UNUSED = "id NOT IN (SELECT activity FROM span WHERE activity IS NOT NULL)"
_ANY_TIME = Period()


@dataclass(frozen=True, slots=True)
class Selection:
    """What to forget: everything in a period, everything that a rule's conditions match, or both at once.

    Attributes:
        period: the time; of any without it.
        rule: what has to match.
        now_ms: when it is, milliseconds UTC: from then on a timer goes on, and where the period has a
            beginning and no end, what was written down of a later time stays. None: all that goes, too.
    """

    period: Period = _ANY_TIME
    rule: Rule | None = None
    now_ms: int | None = None


@dataclass(frozen=True, slots=True)
class Forgotten:
    """How much a selection holds: spans touched, and their time in milliseconds."""

    spans: int
    duration_ms: int


@dataclass(frozen=True, slots=True)
class Reach(Forgotten):
    """How much a rule would change: also in how many applications."""

    applications: int


# Of what an activity must have something, so that a rule changes it.
_LOSES = {
    Action.HIDE_TITLE: "title IS NOT NULL OR url IS NOT NULL OR document IS NOT NULL",
    Action.DOMAIN_ONLY: "url IS NOT NULL",
}


@dataclass(frozen=True, slots=True)
class _Hit:
    id: int
    start_ms: int
    end_ms: int
    first_ms: int
    last_ms: int
    state: int
    activity: int | None
    offset_s: int


class Eraser:
    """Erases from one store.

    Args:
        connection: no other may be reading or recording; recording has to wait in memory.
        day_start_ms: local time of day at which days begin, in milliseconds.
    """

    def __init__(self, connection: Connection, day_start_ms: int) -> None:
        self._connection = connection
        self._day_start_ms = day_start_ms
        self._chosen: set[int] | None = None  # the activities that the rule at work matches

    def preview(self, selection: Selection) -> Forgotten:
        """What :meth:`forget` would erase."""
        tally = _Tally(self._day_start_ms)
        with translated():
            for batch in self._batches(selection):
                tally.add(batch)
        return tally.forgotten

    def touches(self, selection: Selection) -> bool:
        """Whether :meth:`forget` or :meth:`purge` would change anything, names without a span included."""
        with translated():
            chosen = None if selection.rule is None else self._matching(selection.rule)
            low, high = self._bounds(selection.period)
            until = min(high, _planned_from(selection))
            if chosen is None and assignments.any_between(self._connection, low, until):
                return True
            hidden = selection.rule is not None and self._labels_to_hide(selection.rule)
            return bool(chosen or hidden) or next(self._hits(selection, chosen), None) is not None

    def reach(self, rule: Rule) -> Reach:
        """What :meth:`purge` would change."""
        return self.reached(rule)[0]

    def reached(self, rule: Rule) -> tuple[Reach, ActivityTimes, set[int]]:
        """As :meth:`reach`, with the numbers and times of the activities; of some spans only labels match."""
        with translated():
            chosen = self._matching(rule)
            times = ActivityTimes(self._connection, chosen)
            of_app = self._connection.execute("SELECT id, app FROM activity WHERE app NOT NULL")
            apps = {app for number, app in of_app if number in chosen and times.of(number)}
            fill(self._connection, "named", self._named_by_label(rule) | self._labels_to_hide(rule))
            rows = self._connection.execute(
                "SELECT s.length_ms, s.activity, a.app FROM temp.named n CROSS JOIN span s ON s.id = n.id"
                " LEFT JOIN activity a ON a.id = s.activity WHERE s.length_ms > 0"
            )
            named = [(length, app) for length, activity, app in rows if activity not in chosen]
        apps.update(app for _, app in named if app is not None)
        spans, duration = times.spans + len(named), times.duration_ms + sum(length for length, _ in named)
        return Reach(spans, duration, len(apps)), times, chosen

    def forget(self, selection: Selection) -> Forgotten:
        """Erase, and leave no trace in the file.

        Raises:
            StoreBusyError: somebody else is reading or writing. The rows may be gone by then;
                asked again, the rest is done.
        """
        return self._change(selection, self._erase)

    def purge(self, rule: Rule) -> Forgotten:
        """Apply a rule to what is stored already, and leave no trace of what it takes away.

        Raises:
            StoreBusyError: as :meth:`forget`.
        """
        if rule.action is Action.DROP:
            return self.forget(Selection(rule=rule))
        if rule.action is Action.PRIVATE:
            return self._change(Selection(rule=rule), self._make_private, becomes=State.PRIVATE)
        return self._change(Selection(rule=rule), None, reduce_by=rule.action)

    def scrub(self) -> None:
        """Rewrite the file without what was deleted, and empty the log.

        Raises:
            StoreBusyError: another connection keeps an old view of the file open.
        """
        scrub(self._connection)

    def _change(
        self,
        selection: Selection,
        change: Callable[[list[_Hit]], None] | None,
        *,
        becomes: State | None = None,
        reduce_by: Action | None = None,
    ) -> Forgotten:
        """Change what is selected, and the totals with it, in one transaction; then rewrite the file.

        Args:
            selection: what.
            change: what becomes of the spans; None if only their activities change.
            becomes: the state that they have afterwards; None if they are gone.
            reduce_by: what is taken from their activities.
        """
        tally = _Tally(self._day_start_ms)
        erased: list[tuple[int, int]] = []
        with transaction(self._connection):
            totals.fold(self._connection, self._day_start_ms)
            alone = self._one_source_alone()
            sums, shares = Sums(), _Shares(self._connection)
            for batch in self._batches(selection):
                tally.add(batch)
                if change is not None:
                    change(batch)
                    if alone:
                        self._take_from(sums, batch, shares, becomes)
                if selection.rule is None:
                    erased.append((min(hit.first_ms for hit in batch), max(hit.last_ms for hit in batch)))
            if selection.rule is not None:
                span_labels.drop(self._connection, self._labels_to_hide(selection.rule))
            counts = reduce_by is None or self._reduce(tally.activities, reduce_by)
            if not counts:
                pass  # applications and sites stay, and so do the totals
            elif alone and reduce_by is None:
                totals.write(self._connection, sums)
            else:
                for first, last in _runs(tally.days):
                    totals.recount(self._connection, first, last, self._day_start_ms)
            if selection.rule is None:
                bounds = self._bounds(selection.period)
                with totals.following(self._connection, [bounds], self._day_start_ms):
                    now_ms = LAST_MS if selection.now_ms is None else selection.now_ms
                    assignments.erase(self._connection, *bounds, now_ms, _planned_from(selection))
                self._note(bounds, erased)
            if counts:
                forget_shared(self._connection, self._shared(selection, tally))
            erase_unused(self._connection, tally.activities | (self._chosen or set()))
            aged.note_leftovers(self._connection)  # until the file is rewritten: a crash may come between
        self.scrub()
        return tally.forgotten

    def _shared(self, selection: Selection, tally: _Tally) -> Shared:
        """What of that which was shared is forgotten: also where age has taken the spans themselves."""
        low, high = self._bounds(selection.period)
        offsets = self._offset_before(low), self._offset_before(high)
        first = day_number(low, offsets[0], self._day_start_ms)
        last = day_number(high - 1, offsets[1], self._day_start_ms)
        if selection.rule is None:
            return Shared(lambda day: first <= day <= last or day in tally.touched)
        conditions = compile_rule(selection.rule).conditions
        if any(name != "app" for name, _ in conditions):
            return Shared(lambda day: day in tally.touched)
        return Shared(
            lambda day: day in tally.touched,
            lambda day, name: first <= day <= last and all(matches(name) for _, matches in conditions),
        )

    def _note(self, bounds: tuple[int, int], erased: list[tuple[int, int]]) -> None:
        """Remember the time that was forgotten; an open end of it lies where the spans ended."""
        if erased:
            first, last = min(start for start, _ in erased), max(end for _, end in erased)
            from_ms = bounds[0] if bounds[0] > 0 else first
            forgotten.note(self._connection, from_ms, bounds[1] if bounds[1] <= LAST_MS else last)

    def _bounds(self, period: Period) -> tuple[int, int]:
        """A period as instants: its days in the zone that held at each of its ends."""
        low, high = (period.window(self._offset_before(at), self._day_start_ms) for at in period.reach())
        return low[0], high[1]

    def _offset_before(self, at_ms: int) -> int:
        """The offset, in seconds, that held with the last span before an instant, or with the first."""
        recorded = "FROM span s JOIN zone z ON z.id = s.zone WHERE s.id >= ? AND s.id < ? ORDER BY s.id"
        first, last = id_range(totals.RECORDED, 0, at_ms)
        row = self._connection.execute(f"SELECT z.offset_s {recorded} DESC LIMIT 1", (first, last)).fetchone()
        if row is None:
            later = (last, span_id(totals.RECORDED + 1, 0))
            row = self._connection.execute(f"SELECT z.offset_s {recorded} LIMIT 1", later).fetchone()
        return row[0] if row else 0

    def _one_source_alone(self) -> bool:
        """Whether no two sources can have the same time, so that totals are sums of spans."""
        sources = self._connection.execute(
            "SELECT count(*) FROM source WHERE EXISTS"
            " (SELECT 1 FROM span WHERE span.id BETWEEN source.id << 44 AND ((source.id + 1) << 44) - 1)"
        ).fetchone()
        return sources[0] < 2

    def _take_from(self, sums: Sums, hits: list[_Hit], shares: _Shares, becomes: State | None) -> None:
        """Take from ``sums`` what the totals hold of the hits, and add what they hold instead."""
        summed = totals.summed_until(self._connection)
        pieces: list[Piece[Share]] = []
        for hit in hits:
            if hit.id >> 44 == totals.RECORDED and hit.start_ms >= summed:
                continue  # whoever reads adds these
            pieces.append((hit.first_ms, hit.last_ms, shares.of(hit)))
            if becomes is not None:
                left = Share(becomes, hit.offset_s)
                sums.add((hit.first_ms, hit.last_ms, left), self._day_start_ms)
        if pieces:
            source = hits[0].id >> 44  # there is no other
            for piece in totals.labelled(self._connection, source, pieces, pieces[0][0]):
                sums.add(piece, self._day_start_ms, -1)

    def _batches(self, selection: Selection) -> Iterator[list[_Hit]]:
        """The hits, so many at once that millions need little memory.

        Spans of a batch may be changed before the next is asked for: the query has passed them,
        and what is left of one that is cut lies outside the selection.
        """
        self._chosen = None if selection.rule is None else self._matching(selection.rule)
        hits = self._hits(selection, self._chosen)
        while batch := list(islice(hits, _BATCH)):
            yield batch

    def _hits(self, selection: Selection, chosen: set[int] | None) -> Iterator[_Hit]:
        low, high = selection.period.reach()
        planned = _planned_from(selection)
        among = ""
        if chosen is not None:
            fill(self._connection, "chosen", chosen)
            among = " AND s.activity IN (SELECT id FROM temp.chosen)"
            if spans := self._named_by_label(selection.rule):
                fill(self._connection, "named", spans)
                among = f"{among.replace('AND ', 'AND (')} OR s.id IN (SELECT id FROM temp.named))"
        for (source,) in self._connection.execute("SELECT id FROM source").fetchall():
            rows = self._connection.execute(
                "SELECT s.id, s.start_ms, s.start_ms + s.length_ms, s.state, s.activity, z.offset_s"
                " FROM span s JOIN zone z ON z.id = s.zone WHERE s.id < ?3"
                " AND s.id >= coalesce((SELECT max(id) FROM span WHERE id BETWEEN ?1 AND ?2), ?2)" + among,
                (span_id(source, 0), *id_range(source, low, high)),
            )
            for number, start, end, state, activity, offset in rows:
                begin, until = selection.period.window(offset, self._day_start_ms)
                first, last = max(begin, start), min(until, end)
                if source == MANUAL and start >= planned:
                    continue
                if first < last or (start == end and begin <= start < until):
                    yield _Hit(number, start, end, first, last, state, activity, offset)

    def _matching(self, rule: Rule) -> set[int]:
        check_rule(rule)
        found = set(matching_activities(self._connection, compile_rule(rule)))
        if rule.action in _LOSES:
            rows = self._connection.execute(f"SELECT id FROM activity WHERE {_LOSES[rule.action]}")
            found &= {number for (number,) in rows}
        return found

    def _named_by_label(self, rule: Rule | None) -> set[int]:
        """The spans that a rule takes as a whole for a tag or a note, which it judges as titles."""
        if rule is None or rule.action not in (Action.DROP, Action.PRIVATE):
            return set()
        return span_labels.matching(self._connection, compile_rule(rule))

    def _labels_to_hide(self, rule: Rule) -> set[int]:
        """The spans whose tags and note go with their titles, or may not be said themselves."""
        execute = self._connection.execute
        if rule.action is not Action.HIDE_TITLE or not execute("SELECT 1 FROM span_label LIMIT 1").fetchone():
            return set()
        compiled = compile_rule(rule)
        matched = set(matching_activities(self._connection, compiled))
        rows = execute("SELECT s.id, s.activity FROM span_label l CROSS JOIN span s ON s.id = l.span")
        hidden = {span for span, activity in rows if activity in matched}
        return hidden | span_labels.matching(self._connection, compiled)

    def _erase(self, hits: list[_Hit]) -> None:
        """Take [first_ms, last_ms) out of the spans; what lies before and after stays."""
        whole = [hit for hit in hits if hit.first_ms <= hit.start_ms and hit.last_ms >= hit.end_ms]
        self._connection.executemany("DELETE FROM span WHERE id = ?", ((hit.id,) for hit in whole))
        span_labels.drop(self._connection, (hit.id for hit in whole))
        for hit in hits:
            if hit.first_ms > hit.start_ms or hit.last_ms < hit.end_ms:
                self._cut(hit)

    def _cut(self, hit: _Hit) -> None:
        label = span_labels.read(self._connection, hit.id)
        if hit.last_ms < hit.end_ms:
            span_labels.put(self._connection, hit.id + hit.last_ms - hit.start_ms, label)
            self._connection.execute(
                "INSERT OR REPLACE INTO span SELECT ?2, ?3, state, reason, zone, activity"
                " FROM span WHERE id = ?1",
                (hit.id, hit.id + hit.last_ms - hit.start_ms, hit.end_ms - hit.last_ms),
            )
        if hit.first_ms > hit.start_ms:
            self._connection.execute(
                "UPDATE span SET length_ms = ? WHERE id = ?", (hit.first_ms - hit.start_ms, hit.id)
            )
        else:
            self._connection.execute("DELETE FROM span WHERE id = ?", (hit.id,))
            span_labels.drop(self._connection, [hit.id])

    def _make_private(self, hits: list[_Hit]) -> None:
        span_labels.drop(self._connection, (hit.id for hit in hits))
        self._connection.executemany(
            "UPDATE span SET state = ?, reason = reason & ? | ?, activity = NULL WHERE id = ?",
            ((State.PRIVATE, SEEN_BY_MASK, Reason.RULE, hit.id) for hit in hits),
        )

    def _reduce(self, activities: set[int], action: Action) -> bool:
        """Let the spans of ``activities`` keep only what ``action`` leaves; whether their labels change.

        What is left is labelled like new: a category that only a title tells would tell of the title.
        """
        names = Names(self._connection)
        execute = self._connection.execute
        execute("CREATE TEMP TABLE IF NOT EXISTS reduced (number INTEGER PRIMARY KEY, left_over INTEGER)")
        execute("DELETE FROM temp.reduced")
        cut = Cut.RULE_HIDE_TITLE if action is Action.HIDE_TITLE else Cut.RULE_DOMAIN_ONLY
        for number in activities:
            row = self._connection.execute(
                "SELECT p.name, a.title, a.url, d.name, a.document FROM activity a"
                " LEFT JOIN app p ON p.id = a.app LEFT JOIN domain d ON d.id = a.domain WHERE a.id = ?",
                (number,),
            ).fetchone()
            kept = Activity(*row)
            if action is Action.HIDE_TITLE:
                left = replace(kept, title=None, url=None, document=None)
            else:
                left = replace(kept, url=None)
            if left != kept:
                execute("INSERT INTO temp.reduced VALUES (?, ?)", (number, names.activity(left)))
        relabelled = execute(
            "SELECT EXISTS (SELECT 1 FROM temp.reduced r JOIN activity a ON a.id = r.number"
            " JOIN activity b ON b.id = r.left_over"
            " WHERE (a.category, a.project) IS NOT (b.category, b.project))"
        ).fetchone()[0]
        # All at once: each look for the spans of an activity goes through all spans.
        execute(
            "UPDATE span SET reason = reason | ?,"
            " activity = (SELECT left_over FROM temp.reduced WHERE number = activity)"
            " WHERE activity IN (SELECT number FROM temp.reduced)",
            (number_of_cuts(cut),),
        )
        execute("DELETE FROM temp.reduced")
        return bool(relabelled)


def _planned_from(selection: Selection) -> int:
    """From when on entries and labels stay, in milliseconds UTC: the last hour holds nothing planned."""
    period = selection.period
    begins = period.from_ms is not None or period.first_day is not None
    ends = period.to_ms is not None or period.last_day is not None
    if selection.now_ms is None or selection.rule is not None or ends or not begins:
        return LAST_MS
    return selection.now_ms


class _Shares:
    """What of spans counts in totals, looked up once for each activity."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._known: dict[int, tuple[int | None, ...]] = {}

    def of(self, hit: _Hit) -> Share:
        """The share of a hit."""
        if hit.activity is None:
            return Share(hit.state, hit.offset_s)
        found = self._known.get(hit.activity)
        if found is None:
            found = self._known[hit.activity] = self._connection.execute(
                "SELECT app, domain, category, project FROM activity WHERE id = ?", (hit.activity,)
            ).fetchone()
            assert found is not None
        return Share(hit.state, hit.offset_s, *found)


class _Tally:
    """What is remembered of the hits: their number, their time, their activities and their days.

    Attributes:
        days: those whose totals may be others now. touched: those that the hits themselves lie on.
        activities: those of the hits.
    """

    def __init__(self, day_start_ms: int) -> None:
        self._day_start_ms = day_start_ms
        self._spans = 0
        self._duration_ms = 0
        self._newest: tuple[int, int] | None = None
        self.days: set[int] = set()
        self.touched: set[int] = set()
        self.activities: set[int] = set()

    def add(self, hits: list[_Hit]) -> None:
        """Count some more."""
        for hit in hits:
            self._spans += hit.first_ms < hit.last_ms
            self._duration_ms += hit.last_ms - hit.first_ms
            if hit.activity is not None:
                self.activities.add(hit.activity)
            first, last = (
                day_number(at_ms, hit.offset_s, self._day_start_ms) for at_ms in (hit.first_ms, hit.last_ms)
            )
            if (first, last) != self._newest:
                self._newest = first, last
                end = day_number(max(hit.first_ms, hit.last_ms - 1), hit.offset_s, self._day_start_ms)
                self.touched.update(range(first, end + 1))
                # What another source has of the same time may lie on a neighbouring day.
                self.days.update(range(first - 2, last + 3))

    @property
    def forgotten(self) -> Forgotten:
        """How much it is."""
        return Forgotten(self._spans, self._duration_ms)


def erase_unused(connection: Connection, among: Iterable[int] | None = None) -> None:
    """Erase every activity, name and zone that no span has any more, in the caller's transaction.

    Args:
        connection: in a transaction.
        among: the activities to look at; the newest are looked at too, because going idle may have
            taken their spans back. None: all, which takes several seconds for ten years.
    """
    if among is None:
        connection.execute(f"DELETE FROM activity WHERE {_UNUSED}")
    else:
        fill(connection, "unused", among)
        connection.execute(
            "INSERT OR IGNORE INTO temp.unused SELECT id FROM activity ORDER BY id DESC LIMIT ?", (_NEWEST,)
        )
        connection.execute(
            "DELETE FROM temp.unused WHERE id IN (SELECT DISTINCT activity FROM span"
            " WHERE activity IN (SELECT id FROM temp.unused))"
        )
        connection.execute("DELETE FROM activity WHERE id IN (SELECT id FROM temp.unused)")
    connection.execute(
        "DELETE FROM zone WHERE NOT EXISTS (SELECT 1 FROM span WHERE span.zone = zone.id)"
        " AND id NOT IN (SELECT zone FROM assignment WHERE zone NOT NULL)"
    )
    _erase_unused_names(connection)


def fill(connection: Connection, table: str, numbers: Iterable[int]) -> None:
    """Put numbers into a temporary table, for questions about many rows at once."""
    connection.execute(f"CREATE TEMP TABLE IF NOT EXISTS {table} (id INTEGER PRIMARY KEY)")
    connection.execute(f"DELETE FROM temp.{table}")
    connection.executemany(f"INSERT OR IGNORE INTO temp.{table} VALUES (?)", ((each,) for each in numbers))


def scrub(connection: Connection) -> None:
    """Rewrite the file without what was deleted, and empty the log.

    Raises:
        StoreBusyError: another connection keeps an old view of the file open.
    """
    with translated():
        connection.execute("VACUUM")
        busy = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
    if busy:
        raise StoreBusyError(
            "The erased bytes are still in the record's log, because another program is reading it.",
            "Close it and run the same command again.",
        )
    with transaction(connection):
        aged.no_leftovers(connection)
    with translated():
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()


def _erase_unused_names(connection: Connection) -> None:
    for table in ("app", "domain"):
        connection.execute(
            f"DELETE FROM {table} WHERE id NOT IN (SELECT {table} FROM activity WHERE {table} IS NOT NULL)"
        )


def matching_activities(connection: Connection, rule: CompiledRule) -> Iterator[int]:
    """Numbers of the activities that a rule's conditions match; a document alone stands for its title."""
    rows = connection.execute(
        "SELECT a.id, p.name, coalesce(a.title, a.document), a.url, d.name FROM activity a"
        " LEFT JOIN app p ON p.id = a.app LEFT JOIN domain d ON d.id = a.domain"
    )
    # Applications and sites are few, and each comes with many activities.
    known: dict[tuple[str, str], bool] = {}
    conditions = [(_FIELDS.index(name), name, matcher) for name, matcher in rule.conditions]
    for number, *fields in rows:
        for place, name, matcher in conditions:
            value = fields[place]
            if value is None:
                break
            if name in ("app", "domain"):
                holds = known.get((name, value))
                if holds is None:
                    holds = known[name, value] = matcher(value)
            else:
                holds = matcher(value)
            if not holds:
                break
        else:
            yield number


def _runs(days: set[int]) -> Iterator[tuple[int, int]]:
    """Neighbouring days together, as first and last."""
    first = last = None
    for day in sorted(days):
        if last is not None and day == last + 1:
            last = day
            continue
        if first is not None and last is not None:
            yield first, last
        first = last = day
    if first is not None and last is not None:
        yield first, last
