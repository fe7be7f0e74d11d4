"""What a restored copy takes over of the user's choices."""

from __future__ import annotations

from pathlib import Path

from tests.unit.conftest import KEY
from worktracker.model.span import Activity, Span, State, Zone
from worktracker.privacy.documents import DocumentPattern
from worktracker.store.choices import carry_over, choices_in
from worktracker.store.importing import Importer
from worktracker.store.store import Store

HOUR_MS = 3_600_000
SPAN = Span(24 * HOUR_MS + HOUR_MS, 24 * HOUR_MS + 2 * HOUR_MS, State.ACTIVE, Zone("UTC", 0), Activity("a"))


def test_days_that_begin_at_another_time_since_the_copy_have_their_totals(
    store: Store, tmp_path: Path
) -> None:
    copy = Store.create(tmp_path / "copy.db", KEY, store.store_id, 0)
    for each in (store, copy):
        Importer(each.connection, 0).take([("recorded", SPAN)])
    store.settings.set("day-start", "04:00")
    carry_over(copy.connection, choices_in(store.connection))
    for each in (store, copy):
        assert each.reader.day_states(0)[State.ACTIVE] == HOUR_MS
        assert each.reader.day_states(1)[State.ACTIVE] == 0
    copy.close()


def test_own_patterns_of_documents_go_on_each_once(store: Store, tmp_path: Path) -> None:
    old, new = DocumentPattern("notes", "^(?P<document>.+)"), DocumentPattern("ledger", "(?P<document>x)")
    copy = Store.create(tmp_path / "copy.db", KEY, store.store_id, 0)
    for each in (old, new):
        store.document_patterns.add(each, 0)
    copy.document_patterns.add(old, 0)
    carry_over(copy.connection, choices_in(store.connection))
    found = copy.document_patterns.all()
    assert [(each.app, each.pattern) for each in found] == [(each.app, each.pattern) for each in (old, new)]
    copy.close()
