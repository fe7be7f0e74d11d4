"""The program's commands run in the test's own process: for the many short ones, a fifth of the time."""

from __future__ import annotations

import io
import sys

import pytest

from tests.desktop.private_session import PrivateSession
from tests.desktop.worktracker_program import Said, Worktracker, run_here


class InProcess(Worktracker):
    """As :class:`Worktracker`, but :meth:`run` enters the program where its own process would."""

    def __init__(
        self,
        session: PrivateSession,
        monkeypatch: pytest.MonkeyPatch,
        capfd: pytest.CaptureFixture[str],
        **more: str,
    ) -> None:
        super().__init__(session, None, **more)
        self._monkeypatch = monkeypatch
        self._capfd = capfd

    def run(self, *arguments: str, code: int | None = 0, stdin: str = "", **env: str) -> Said:
        """Run one command without a terminal; fails unless it ends with ``code`` (None: however)."""
        with self._monkeypatch.context() as patch:
            for name, value in env.items():
                self._more[name] = value
            patch.setattr(sys, "stdin", io.StringIO(stdin))
            try:
                said = run_here(self, arguments, patch, self._capfd)
            finally:
                for name in env:
                    del self._more[name]
        assert code is None or said.code == code, f"{arguments}: exit {said.code}\n{said.out}\n{said.err}"
        return said
