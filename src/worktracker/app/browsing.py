"""The table of private-browsing marks, loaded."""

from __future__ import annotations

import json
import sys

from worktracker.privacy.private_browsing import PrivateBrowsing
from worktracker.resource import resource_path


def load_browsing() -> PrivateBrowsing:
    """What is known of browsers' private windows.

    Raises:
        TableError: the program's own table is damaged.
    """
    table = json.loads(resource_path("private-browsing.json").read_text("utf-8"))
    return PrivateBrowsing(table, brand_in_title=sys.platform != "darwin")
