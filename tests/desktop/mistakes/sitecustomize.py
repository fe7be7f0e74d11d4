"""Mistakes put into the program: exceptions that nobody expects, and whose words are what it is at work on.

A folder on ``PYTHONPATH`` brings them in. ``MISTAKE`` names the one to make; with ``LOUD`` set, the
program tells of it as Python would: the control of the tests that hear nothing.
"""

from __future__ import annotations

import os
from typing import Any


class MistakeError(Exception):
    """What nobody expects."""


def _in_capture() -> None:
    from worktracker.capture.x11.windows import Windows

    def tell(self: Any, at: object) -> None:
        raise MistakeError(f"at work on {self._title} of {self._app}")

    Windows._tell = tell  # type: ignore[method-assign]


def _in_the_gate() -> None:
    from worktracker.privacy.gate import Gate

    def judge(self: Any, sample: Any) -> Any:
        raise MistakeError(f"at work on {sample.title} of {sample.app}")

    Gate.judge = judge  # type: ignore[method-assign]


def _in_the_journal() -> None:
    from worktracker.store.journal import SpanJournal

    def write(self: Any, change: Any) -> None:
        texts = [(span.activity.app, span.activity.title) for span in change.spans if span.activity]
        if texts:
            try:
                {}[texts[0]]
            except KeyError as error:
                raise MistakeError(f"at work on {texts}") from error

    SpanJournal.write = write  # type: ignore[method-assign]


def _in_control() -> None:
    from worktracker.app.commands import Commands

    def status(self: Any, *_: object) -> Any:
        raise MistakeError(f"at work on {self._recording.recorder.content.activity.title}")

    Commands._status = status  # type: ignore[method-assign]


def _in_the_reader() -> None:
    from worktracker.store.reader import Reader

    def by_text(self: Any, *_: Any) -> Any:
        title = "SELECT title FROM activity WHERE title IS NOT NULL LIMIT 1"
        raise MistakeError(f"at work on {self._connection.execute(title).fetchone()[0]}")

    Reader.by_text = by_text  # type: ignore[method-assign]


def _in_the_rules() -> None:
    from worktracker.privacy import rules

    def check_rule(rule: Any) -> None:
        raise MistakeError(f"at work on {rule.title}")

    rules.check_rule = check_rule


def _in_the_passphrase() -> None:
    from worktracker.keys import passphrase

    def usable(text: str, origin: str = "") -> str:
        raise MistakeError(f"at work on {text}")

    passphrase.usable = usable


def _while_starting() -> None:
    import sys

    class Broken:
        """A module of the app's that can't be loaded."""

        def find_spec(self, name: str, *_: object) -> None:
            if name == "worktracker.desktop.tray.deeds":
                raise MistakeError(f"at work on {name}")

    sys.meta_path.insert(0, Broken())


MISTAKES = {
    "starting": _while_starting,
    "capture": _in_capture,
    "gate": _in_the_gate,
    "journal": _in_the_journal,
    "control": _in_control,
    "reader": _in_the_reader,
    "rules": _in_the_rules,
    "passphrase": _in_the_passphrase,
}

if "MISTAKE" in os.environ:
    MISTAKES[os.environ["MISTAKE"]]()
    if "LOUD" in os.environ:
        import sys

        from worktracker.app import bug

        bug.install = lambda: None
        bug.tell = sys.__excepthook__
