"""The categories that come with the program: given to each store once, and never again what was removed."""

from __future__ import annotations

import json

from worktracker.labels.starting_set import VERSION, read_starting_set
from worktracker.resource import resource_path
from worktracker.store.store import Store


def add_starting_categories(store: Store, now_ms: int) -> None:
    """Add what ``store`` has never had of the categories that come with the program.

    Raises:
        StartingSetError: the program's own list is damaged.
        StoreBusyError: they could not be written.
    """
    if store.starting_set_had >= VERSION:
        return
    given = read_starting_set(json.loads(resource_path("categories.json").read_text("utf-8")))
    store.categories.add_starting_set(given, now_ms)
