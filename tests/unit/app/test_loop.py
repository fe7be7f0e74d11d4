"""The select loop: readers, timers, threads, signals, and that it sleeps."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time

import pytest

from worktracker.app.loop import SelectorLoop
from worktracker.app.signals import on_signals


@pytest.fixture
def loop():
    made = SelectorLoop()
    made.call_later(20_000, lambda: pytest.fail("the loop did not stop by itself"))
    yield made
    made.close()
    made.close()


@pytest.fixture
def pipe():
    ends = os.pipe()
    yield ends
    for end in ends:
        os.close(end)


def test_a_reader_is_called_while_there_is_something_to_read(loop, pipe):
    heard = []

    def read():
        heard.append(os.read(pipe[0], 1))
        if len(heard) == 3:
            loop.stop()

    loop.add_reader(pipe[0], read)
    os.write(pipe[1], b"abc")
    loop.run()
    assert heard == [b"a", b"b", b"c"]


def test_a_reader_can_be_replaced_and_removed(loop, pipe):
    loop.add_reader(pipe[0], lambda: pytest.fail("replaced"))
    loop.add_reader(pipe[0], loop.stop)
    os.write(pipe[1], b"x")
    loop.run()
    loop.remove_reader(pipe[0])
    loop.remove_reader(pipe[0])
    loop.call_later(20, loop.stop)
    loop.add_reader(pipe[0], lambda: pytest.fail("removed"))
    loop.remove_reader(pipe[0])
    loop.run()


def test_a_reader_removed_in_the_same_turn_is_not_called(loop):
    first, second = os.pipe(), os.pipe()
    called = []

    def only_one(mine, other):
        called.append(mine)
        loop.remove_reader(other)
        loop.remove_reader(mine)
        loop.stop()

    loop.add_reader(first[0], lambda: only_one(first[0], second[0]))
    loop.add_reader(second[0], lambda: only_one(second[0], first[0]))
    os.write(first[1], b"x")
    os.write(second[1], b"x")
    loop.run()
    assert len(called) == 1
    for end in (*first, *second):
        os.close(end)


def test_timers_come_in_order_and_not_early(loop):
    calls = []
    began = time.monotonic()
    loop.call_later(60, lambda: (calls.append("c"), loop.stop()))
    loop.call_later(30, lambda: calls.append("b"))
    loop.call_later(0, lambda: calls.append("a"))
    loop.call_later(0, lambda: calls.append("a2"))
    loop.run()
    assert calls == ["a", "a2", "b", "c"]
    assert time.monotonic() - began >= 0.06


def test_a_cancelled_timer_does_not_come(loop):
    timers = [loop.call_later(10, lambda: pytest.fail("cancelled")) for _ in range(3)]
    for timer in timers:
        timer.cancel()
        timer.cancel()
    stopper = loop.call_later(30, loop.stop)
    loop.run()
    stopper.cancel()


def test_a_timer_may_cancel_another_that_is_due(loop):
    timers = []

    def first():
        timers[0].cancel()
        loop.stop()

    loop.call_later(0, first)
    timers.append(loop.call_later(0, lambda: pytest.fail("cancelled")))
    loop.run()


def test_a_timer_that_sets_itself_again_leaves_room_for_the_others(loop, pipe):
    def again():
        loop.call_later(0, again)
        loop.call_soon_threadsafe(lambda: None)

    again()
    loop.add_reader(pipe[0], loop.stop)
    os.write(pipe[1], b"x")
    loop.run()


def test_another_thread_is_heard_on_the_loops_thread(loop):
    heard = []
    thread = threading.Thread(
        target=lambda: (
            [loop.call_soon_threadsafe(lambda: heard.append(threading.get_ident())) for _ in range(70_000)]
            and loop.call_soon_threadsafe(loop.stop)
        )
    )
    thread.start()
    thread.join()  # more wake-ups than the pipe can hold
    loop.run()
    assert heard == [threading.get_ident()] * 70_000


def test_a_sleeping_loop_is_woken_by_another_thread(loop):
    began = time.monotonic()
    thread = threading.Timer(0.05, lambda: loop.call_soon_threadsafe(loop.stop))
    thread.start()
    loop.run()
    thread.join()
    assert time.monotonic() - began < 10


def test_a_closed_loop_takes_no_calls():
    loop = SelectorLoop()
    loop.close()
    loop.call_soon_threadsafe(lambda: None)


def test_what_a_callback_raises_comes_out_and_the_loop_can_go_on(loop):
    calls = []

    def bug():
        raise LookupError("a bug")

    loop.call_later(0, bug)
    loop.call_later(0, lambda: (calls.append("after"), loop.stop()))
    with pytest.raises(LookupError):
        loop.run()
    loop.run()
    assert calls == ["after"]


def test_a_stop_before_the_run_ends_it_at_once(loop):
    loop.stop()
    loop.run()


def test_a_timer_months_away_can_be_asked_for(loop):
    loop.call_later(10**11, lambda: pytest.fail("too early"))
    loop.call_later(10, loop.stop)
    loop.run()


@pytest.mark.skipif(sys.platform != "linux", reason="counts in /proc")
def test_a_loop_with_nothing_to_do_does_not_wake():
    """Three seconds with a timer far away and a reader that hears nothing: at most two switches."""
    program = """
import os, threading
from worktracker.app.loop import SelectorLoop

def switches():
    with open("/proc/self/status") as status:
        return next(int(line.split()[1]) for line in status if line.startswith("voluntary_ctxt_switches"))

loop = SelectorLoop()
loop.call_later(3_600_000, loop.stop)
loop.call_later(100, lambda: None).cancel()
loop.call_later(3_000, loop.stop)
loop.add_reader(os.pipe()[0], loop.stop)
before = switches()
loop.run()
print(switches() - before)
"""
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, timeout=20, check=True
    )
    assert int(done.stdout) <= 2


def test_signals_are_heard_while_the_loop_sleeps(loop):
    heard = []

    def hear():
        heard.append(time.monotonic())
        loop.stop()

    watch = on_signals(loop, (signal.SIGTERM, signal.SIGHUP), hear)
    try:
        for number in (signal.SIGTERM, signal.SIGHUP):
            killer = subprocess.Popen(["/bin/sh", "-c", f"sleep 0.1; kill -{int(number)} {os.getpid()}"])
            began = time.monotonic()
            loop.run()
            assert heard.pop() - began < 5
            killer.wait()
    finally:
        watch.close()
        watch.close()
    assert signal.getsignal(signal.SIGTERM) == signal.SIG_DFL
    assert signal.set_wakeup_fd(-1) == -1


def test_a_signal_of_somebody_else_is_not_told(loop):
    before = signal.signal(signal.SIGUSR1, lambda *_: None)
    watch = on_signals(loop, [signal.SIGTERM], lambda: pytest.fail("not mine"))
    try:
        os.kill(os.getpid(), signal.SIGUSR1)
        loop.call_later(30, loop.stop)
        loop.run()
    finally:
        watch.close()
        signal.signal(signal.SIGUSR1, before)
