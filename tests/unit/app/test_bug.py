"""A bug is told by kind and place, whichever way Python has to tell of it, and never in its words."""

from __future__ import annotations

import subprocess
import sys

import pytest

_BEGIN = """
import sys, threading
if sys.argv[1] == "ours":
    from worktracker.app import bug
    bug.install()

class OursError(Exception):
    def __repr__(self): return "canary in a repr"

def fail():
    try:
        {}["canary as a key"]
    except KeyError as error:
        error.add_note("canary in a note")
        raise OursError("canary in words") from error
"""
_WAYS = {
    "main thread": "fail()",
    "another thread": "one = threading.Thread(target=fail, name='canary as a name'); one.start(); one.join()",
    "where none can be raised": "class Late:\n    def __del__(self): fail()\nLate()",
    "several at once": "raise ExceptionGroup('canary of a group', [OursError('canary in a group')])",
}


def told(way: str, by: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", _BEGIN + _WAYS[way], by],
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )
    assert done.stdout == ""
    return done.stderr


@pytest.mark.parametrize("way", _WAYS)
def test_a_bug_is_told_without_its_words(way: str) -> None:
    assert "canary" in told(way, "python"), "the control"
    said = told(way, "ours")
    assert "canary" not in said
    assert "Traceback" in said
    assert "<string>:" in said, "the place"
    if way != "several at once":
        assert "OursError" in said
        assert "KeyError" in said, "what led to it"


def test_an_interruption_is_no_bug() -> None:
    script = _BEGIN + "raise KeyboardInterrupt"
    done = subprocess.run(
        [sys.executable, "-c", script, "ours"], capture_output=True, timeout=30, check=False
    )
    assert done.stderr == b""
    assert done.returncode != 0
