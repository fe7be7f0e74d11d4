"""A long history read from JSON lines and exported (SOAK_IMPORT_DAYS): whole, once, in bounded memory."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.bench import history
from tests.bench.importing import write_lines
from tests.desktop.recorder_program import WORKTRACKER
from tests.soak.length import from_environment
from worktracker.app.opening import Opening
from worktracker.clock import SystemClock
from worktracker.home import Home
from worktracker.keys import change
from worktracker.keys.slots import Argon2Cost

DAYS = int(from_environment("SOAK_IMPORT_DAYS", 366))
MOST_MIB = from_environment("SOAK_IMPORT_MIB", 200)
MOST_EXPORT_MIB = from_environment("SOAK_EXPORT_MIB", 100)
_MEASURED = Path(history.__file__).with_name("measured.py")


@pytest.mark.timeout(120 + 3 * DAYS)
def test_a_long_history_is_imported_whole_and_only_once(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WORKTRACKER_PASSPHRASE", "x")
    # Opening with a passphrase takes 128 MiB otherwise, and hides what the work takes.
    monkeypatch.setattr(change, "COST", Argon2Cost(memory_kib=64, passes=1, lanes=1))
    Opening(
        Home.from_environment(os.environ), SystemClock(), None, os.environ
    ).existing_or_new().store.close()
    file = home / "history.jsonl"
    count = write_lines(file, DAYS)
    first, used = _import(file)
    print(f"{count} spans: {used['cpu_s']:.0f} CPU s, peak {used['peak_mib']:.0f} MiB")
    assert (first["added"], first["known"], first["overlapping"]) == (count, 0, 0)
    assert used["peak_mib"] <= MOST_MIB
    again, _ = _import(file)
    assert (again["added"], again["known"], again["overlapping"]) == (0, count, 0)
    exported = home / "again.jsonl"
    subprocess.run([WORKTRACKER, "export", "--format", "jsonl", "--output", exported], check=True)
    with file.open("rb") as put, exported.open("rb") as got:
        # A category is what the rules say, wherever the spans are.
        assert all(
            json.loads(line)
            == {name: value for name, value in json.loads(other).items() if name != "category"}
            for line, other in zip(put, got, strict=True)
        )
    for name in ("csv", "jsonl", "ical", "timewarrior", "activitywatch", "toggl"):
        _, used = _measured("export", "--format", name, "--output", home / "exported")
        print(f"export {name}: {used['cpu_s']:.0f} CPU s, peak {used['peak_mib']:.0f} MiB")
        assert used["peak_mib"] <= MOST_EXPORT_MIB


def _import(file: Path) -> tuple[dict[str, object], dict[str, float]]:
    said, used = _measured("import", "jsonl", file, "--as-recorded", "--json")
    return json.loads(said), used


def _measured(*words: str | Path) -> tuple[str, dict[str, float]]:
    """What a command said, and what it used."""
    done = subprocess.run(
        [sys.executable, "-I", "-S", str(_MEASURED), WORKTRACKER, *words],
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout, json.loads(done.stderr.splitlines()[-1])
