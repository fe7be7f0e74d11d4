"""Qt's loop behind the port that the parts know."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable

import pytest
from PySide6.QtCore import QCoreApplication

from worktracker.desktop.loop import QtLoop


@pytest.fixture(scope="module")
def application() -> QCoreApplication:
    return QCoreApplication.instance() or QCoreApplication([])


@pytest.fixture
def loop(application: QCoreApplication) -> QtLoop:
    return QtLoop()


def run_until(application: QCoreApplication, condition: Callable[[], bool], seconds: float = 5.0) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline
        application.processEvents()
        time.sleep(0.001)


def test_calls_in_order_of_time(application: QCoreApplication, loop: QtLoop) -> None:
    calls: list[int] = []
    for delay in (60, 20, 40):
        loop.call_later(delay, lambda delay=delay: calls.append(delay))
    run_until(application, lambda: len(calls) == 3)
    assert calls == [20, 40, 60]


def test_the_heartbeat_is_not_late(application: QCoreApplication, loop: QtLoop) -> None:
    calls: list[float] = []
    begin = time.monotonic()
    loop.call_later(1_800, lambda: calls.append(time.monotonic() - begin))
    run_until(application, lambda: bool(calls))
    assert 1.7 < calls[0] < 1.95


def test_a_cancelled_call_never_comes(application: QCoreApplication, loop: QtLoop) -> None:
    calls: list[str] = []
    timer = loop.call_later(10, lambda: calls.append("cancelled"))
    timer.cancel()
    timer.cancel()
    loop.call_later(40, lambda: calls.append("last"))
    run_until(application, lambda: bool(calls))
    assert calls == ["last"]
    timer.cancel()


def test_a_wait_longer_than_qt_can_count_is_taken(loop: QtLoop) -> None:
    loop.call_later(40 * 86_400_000, lambda: None).cancel()


def test_reads_until_removed(application: QCoreApplication, loop: QtLoop) -> None:
    reader, writer = os.pipe()
    got: list[bytes] = []

    def read() -> None:
        got.append(os.read(reader, 1))
        if len(got) == 2:
            loop.remove_reader(reader)

    loop.add_reader(reader, read)
    os.write(writer, b"abc")
    run_until(application, lambda: len(got) == 2)
    application.processEvents()
    assert got == [b"a", b"b"]
    loop.remove_reader(reader)
    os.close(reader)
    os.close(writer)


def test_calls_from_another_thread_come_on_the_loops_own(application: QCoreApplication, loop: QtLoop) -> None:
    threads: list[threading.Thread] = []
    other = threading.Thread(
        target=lambda: loop.call_soon_threadsafe(lambda: threads.append(threading.current_thread()))
    )
    other.start()
    run_until(application, lambda: bool(threads))
    other.join()
    assert threads == [threading.main_thread()]


def test_a_call_asked_for_on_the_loops_own_thread_comes_later(
    application: QCoreApplication, loop: QtLoop
) -> None:
    calls: list[str] = []
    loop.call_soon_threadsafe(lambda: calls.append("later"))
    assert not calls
    run_until(application, lambda: bool(calls))
