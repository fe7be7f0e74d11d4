"""What ``status`` says of grants, told from their receipts' texts.

What checks signatures is not loaded for it: it would stay in the app's memory.
"""

from __future__ import annotations

import json
from datetime import date, timedelta

from worktracker.clock import Clock
from worktracker.model.days import local_datetime
from worktracker.store.store import Store

_SOON = timedelta(days=7)


def network_of(store: Store, clock: Clock) -> dict[str, object]:
    """``network``: ``granted`` while a grant holds, else ``none``; ``grants_ending``: those within a week."""
    now_ms = clock.now().wall_ms
    today = local_datetime(now_ms, clock.zone_at(now_ms).offset_s).date()
    urls = {each.id: each.url for each in store.sharing.recipients()}
    ends = {
        urls[each.recipient]: date.fromisoformat(json.loads(each.receipt)["end_date"])
        for each in store.sharing.held()
    }
    held = {url: end for url, end in ends.items() if end >= today}
    return {
        "network": "granted" if held else "none",
        "grants_ending": {url: end.isoformat() for url, end in held.items() if end - today <= _SOON},
    }
