"""Default rules: given to each store once, and never again after the user removed them."""

from __future__ import annotations

import json

from worktracker.privacy.default_rules import read_default_rules
from worktracker.resource import resource_path
from worktracker.store.store import Store


def add_default_rules(store: Store, now_ms: int) -> None:
    """Add the default rules that ``store`` has never had; ``now_ms`` goes into their rows.

    Raises:
        DefaultRulesError: the program's own list is damaged.
        StoreBusyError: they could not be written.
    """
    table = json.loads(resource_path("default-rules.json").read_text("utf-8"))
    store.rules.add_defaults(read_default_rules(table), now_ms)
