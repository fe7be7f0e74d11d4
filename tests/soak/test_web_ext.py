"""Mozilla's own check of the packed extension: no error, no warning, no notice."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

_ROOT = Path(__file__).parents[2]
_WEB_EXT = "web-ext@10.7.0"
_FOLDER = _ROOT / "build/web-ext"
"""Fetched once: it has hundreds of packages below it, so that it is no part of ``make test``."""


@pytest.fixture
def web_ext() -> Path:
    program = _FOLDER / "node_modules/.bin/web-ext"
    if program.is_file():
        return program
    npm = shutil.which("npm")
    if npm is None:
        pytest.skip("npm is missing (Debian package npm)")
    command = [npm, "install", "--no-audit", "--no-fund", "--ignore-scripts", "--prefix", _FOLDER, _WEB_EXT]
    try:
        subprocess.run(command, check=True, capture_output=True, timeout=300)
    except (subprocess.CalledProcessError, subprocess.TimeoutExpired):
        pytest.skip(f"npm can't fetch {_WEB_EXT}")
    return program


@pytest.mark.timeout(400)
def test_mozilla_has_nothing_to_say_of_it(web_ext: Path, tmp_path: Path) -> None:
    pack = [sys.executable, _ROOT / "packaging/extension/pack.py", tmp_path]
    subprocess.run(pack, check=True, capture_output=True)
    (packed,) = tmp_path.glob("*-addons.mozilla.org.zip")
    command = [web_ext, "lint", "--no-config-discovery", "--output", "json", "--source-dir", packed]
    environ = os.environ | {"NO_UPDATE_NOTIFIER": "1", "HOME": str(tmp_path)}
    done = subprocess.run(command, env=environ, capture_output=True, check=False, timeout=120)
    found = json.loads(done.stdout)
    assert found["metadata"]["id"] == "browser@worktracker", "it has looked at ours"
    assert [*found["errors"], *found["warnings"], *found["notices"]] == []
