"""The categories that come with the program: given to each store once, and never again what was removed."""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import suppress

from worktracker.errors import UsageError
from worktracker.labels.starting_set import VERSION, StartingSet, read_starting_set
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
    store.categories.add_starting_set(_starting_set(), now_ms)


def name_starting_categories(store: Store, names: Mapping[str, str]) -> None:
    """Call those that nobody has renamed as the user's language does (docs/decisions/0019).

    Args:
        store: whose.
        names: what each is called there, by its key in the set.

    Raises:
        StartingSetError: the program's own list is damaged.
        StoreBusyError: they could not be written.
    """
    english = {each.key: each.name for each in _starting_set().categories}
    for category in store.categories.all().values():
        name = names.get(category.given or "", category.name)
        if category.name == english.get(category.given or "") and name != category.name:
            with suppress(UsageError):  # there is one of that name already: both stay as they are
                store.categories.edit(category.id, name=name)


def _starting_set() -> StartingSet:
    return read_starting_set(json.loads(resource_path("categories.json").read_text("utf-8")))
