"""Pack the extension for each store: the same bytes from the same source, wherever and whenever.

python packaging/extension/pack.py [FOLDER]
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from worktracker.resource import resource_path

_FIRST_DAY = (1980, 1, 1, 0, 0, 0)  # the earliest that the format knows


def pack(folder: Path) -> list[Path]:
    """Write one archive a store into ``folder``, which is made if it is missing."""
    source = resource_path("extension")
    folder.mkdir(parents=True, exist_ok=True)
    ids = json.loads(resource_path("extension-ids.json").read_text("utf-8"))
    stores = [(store, family) for family in ("chromium", "firefox") for store in ids[family]]
    manifest = json.loads((source / "manifest.json").read_text("utf-8"))
    written: list[Path] = []
    for store, family in stores:
        if store == "unpacked":
            continue
        contents = {
            path.relative_to(source): path.read_bytes() for path in source.rglob("*") if path.is_file()
        }
        contents[Path("manifest.json")] = _text(_for_family(manifest, family))
        path = folder / f"worktracker-extension-{manifest['version']}-{store}.zip"
        with ZipFile(path, "w", ZIP_STORED) as archive:  # what compresses differs between systems
            for name in sorted(contents):
                entry = ZipInfo(name.as_posix(), _FIRST_DAY)
                entry.create_system = 3
                entry.external_attr = 0o644 << 16
                archive.writestr(entry, contents[name])
        written.append(path)
    return written


def _for_family(manifest: dict[str, Any], family: str) -> dict[str, Any]:
    """The manifest without what the other family's stores refuse, and without the key: stores have theirs."""
    foreign = (
        {"key", "browser_specific_settings"} if family == "chromium" else {"key", "minimum_chrome_version"}
    )
    background = {"scripts"} if family == "chromium" else {"service_worker"}
    kept = {name: value for name, value in manifest.items() if name not in foreign}
    kept["background"] = {name: v for name, v in manifest["background"].items() if name not in background}
    return kept


def _text(manifest: dict[str, Any]) -> bytes:
    return (json.dumps(manifest, indent=2, ensure_ascii=False) + "\n").encode()


if __name__ == "__main__":
    for made in pack(Path(sys.argv[1] if len(sys.argv) > 1 else "dist/extension")):
        print(made)
