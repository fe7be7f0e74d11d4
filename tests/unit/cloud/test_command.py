"""``worktracker-cloud`` where the packages of a server are not installed."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = """
import sys
sys.modules["fastapi"] = sys.modules["sqlalchemy"] = None  # as if they were not installed
from worktracker.cloud.command import run
sys.exit(run(sys.argv[1:]))
"""


@pytest.mark.parametrize("command", ["serve", "invite", "migrate"])
def test_a_server_without_its_packages_names_what_to_install(command: str, tmp_path: Path) -> None:
    ended = subprocess.run(
        [sys.executable, "-c", SCRIPT, command, "--data", str(tmp_path)],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert ended.returncode == 1
    assert re.fullmatch(
        r"The server needs packages that are not installed \(\S+\): pip install 'worktracker\[cloud\]'\n",
        ended.stderr,
    )
