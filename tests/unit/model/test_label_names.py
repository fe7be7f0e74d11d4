"""Names of categories, projects and tags."""

from __future__ import annotations

from pathlib import Path

import pytest

from worktracker.errors import UsageError
from worktracker.model.labels import checked_name, parse_path, shown_name
from worktracker.store.store import Store


def test_a_category_s_name_holds_nothing_that_parts_a_path(tmp_path: Path) -> None:
    assert parse_path("Work>Notes") == ("Work", "Notes")
    assert checked_name("A > B", "project") == "A > B"
    store = Store.create(tmp_path / "worktracker.db", b"k" * 32, "id", 0)
    work = store.categories.add(["Work"], 0)
    for name in ("A > B", "A>B", ">"):
        with pytest.raises(UsageError, match="parts the names of a path"):
            store.categories.edit(work.id, name=name)
        with pytest.raises(UsageError, match="parts the names of a path"):
            store.categories.add([name], 0)
    assert store.categories.paths() == {work.id: "Work"}
    store.close()


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain name", "plain name"),
        ("a\u00a0b\u3000c", "a b c"),
        ("a\u200db\u200bc\ufeff", "abc"),
        ("\u200d", ""),
        ("a\n\u00a0\0b", "a\n \0b"),
    ],
)
def test_what_can_not_be_seen_is_left_out_of_names(text: str, shown: str) -> None:
    assert shown_name(text) == shown
