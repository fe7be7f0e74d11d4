"""The list of what was deleted, when a disk or a power cut has torn it."""

from __future__ import annotations

import logging
import resource
import signal
from pathlib import Path

import pytest
from sqlalchemy import select

from tests.cloud.people import someone
from tests.cloud.running import clock, serving
from tests.conftest import LogGuard
from tests.waiting import wait_until
from worktracker.cloud import application, deletion, tombstones
from worktracker.cloud.database.tables import Account
from worktracker.cloud.server import Server


def _is_there(server: Server, account: object) -> bool:
    with server.database.reading() as connection:
        return connection.scalar(select(Account.account).where(Account.account == account)) is not None


def test_a_torn_line_costs_no_other_tombstone(
    summary_server: Server, tmp_path: Path, log_guard: LogGuard
) -> None:
    file = tmp_path / "copy.jsonl"
    log_guard.expect("worktracker.cloud")
    one = someone(summary_server)
    deletion.delete_now(summary_server, one.account)
    tombstones.write_all(summary_server, file)
    whole = tombstones.read(file)
    lines = file.read_text()
    file.write_text(lines[:-20])  # the newest line, as after a full disk
    assert tombstones.write_all(summary_server, file) == len(whole)
    assert set(tombstones.read(file)) == set(whole)
    for torn in ('{"account":5,"kind":"account","subject":"","sequence":0,"made_at":0}', "[]", "7"):
        file.write_text(f"{torn}\n{lines}")
        assert tombstones.read(file) == whole


def test_a_write_that_is_cut_short_is_no_write(tmp_path: Path) -> None:
    file = tmp_path / "tombstones.jsonl"
    room = 100
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    before = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (room, limits[1]))
    try:
        with pytest.raises(OSError, match="No space"):
            tombstones._append(file, "x" * room + "\n")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
        signal.signal(signal.SIGXFSZ, before)


def test_what_is_due_goes_though_the_list_is_broken(
    summary_server: Server, monkeypatch: pytest.MonkeyPatch, log_guard: LogGuard
) -> None:
    file = summary_server.settings.tombstones
    there = file.read_bytes() if file.exists() else b""
    log_guard.expect("worktracker.cloud", logging.ERROR)
    log_guard.expect("worktracker.cloud")  # the nonsense stays, as a torn line
    one = someone(summary_server)
    deletion.schedule(summary_server, one.account)
    clock(summary_server).go_on(30 * 86_400)
    monkeypatch.setattr(application, "CLEAR_EVERY_S", 0.05)
    file.write_text("nonsense\n")
    try:
        with serving(summary_server):
            wait_until(lambda: not _is_there(summary_server, one.account), 15, "the account to go")
            # It goes on after that, too.
            other = someone(summary_server)
            deletion.schedule(summary_server, other.account)
            clock(summary_server).go_on(30 * 86_400)
            wait_until(lambda: not _is_there(summary_server, other.account), 15, "the next one to go")
    finally:
        file.write_bytes(there)
