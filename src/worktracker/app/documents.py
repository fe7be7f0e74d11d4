"""How programs write documents into their titles, loaded."""

from __future__ import annotations

import json
from collections.abc import Iterable

from worktracker.privacy.documents import DocumentPattern, Documents, read_programs
from worktracker.resource import resource_path


def load_documents(own: Iterable[DocumentPattern]) -> Documents:
    """What is known of programs' titles, and the user's ``own`` patterns before it.

    Raises:
        DocumentsError: the program's own table is damaged.
    """
    table = json.loads(resource_path("documents.json").read_text("utf-8"))
    return Documents(read_programs(table), own)
