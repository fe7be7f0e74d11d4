"""Write the files anew; look at what changed before it is committed."""

from __future__ import annotations

import tempfile
from pathlib import Path

from tests.unit.golden.files_of import NAMES, text_of
from tests.unit.golden.small_store import make

with tempfile.TemporaryDirectory() as folder:
    store = make(Path(folder) / "worktracker.db")
    for name in NAMES:
        file = Path(__file__).parent / "files" / name
        file.write_text(text_of(store, name), "utf-8", newline="")
    store.close()
