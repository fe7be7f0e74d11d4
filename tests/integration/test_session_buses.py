"""What becomes of the session when a message bus goes away, and comes back."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator

import pytest

from tests.desktop.inhibiting import Held, SessionManager
from tests.desktop.logind import Logind
from tests.desktop.message_bus import MessageBus
from tests.desktop.private_session import PrivateSession
from tests.desktop.screensaver import ScreenSaver
from tests.integration.capture_screen import TurningLoop
from worktracker.capture.session.buses import BusSession
from worktracker.capture.session.holder import Holder

MATE, MATE_PATH = "org.mate.ScreenSaver", "/org/mate/ScreenSaver"


class Told:
    """What a session told, and the state in which it was then."""

    def __init__(self, session: BusSession) -> None:
        self._session = session
        self.asleep: list[bool] = []
        self.inhibitors: list[frozenset[Holder]] = []

    def session_changed(self) -> None: ...

    def asleep_changed(self, asleep: bool) -> None:
        self.asleep.append(asleep)

    def clock_set(self) -> None: ...

    def idle_inhibitors_changed(self) -> None:
        self.inhibitors.append(self._session.idle_inhibitors())


@pytest.fixture
def place() -> Iterator[PrivateSession]:
    with PrivateSession(system_bus=True) as session:
        yield session


@pytest.fixture
def loop() -> Iterator[TurningLoop]:
    loop = TurningLoop()
    yield loop
    loop.close()


@pytest.fixture
def session(place: PrivateSession, loop: TurningLoop) -> Iterator[BusSession]:
    session = BusSession(place.env, loop)
    yield session
    session.close()


def system_bus(place: PrivateSession) -> MessageBus:
    assert place.system_bus is not None
    return place.system_bus


def end_bus(bus: MessageBus) -> None:
    """End a bus without a word, and take its socket away, as a crash does."""
    bus._program.kill()
    bus._program.wait(5)


def test_a_system_bus_that_breaks_leaves_the_session_unknown_until_it_is_back(
    place: PrivateSession, loop: TurningLoop, session: BusSession
) -> None:
    bus = system_bus(place)
    with Logind(bus) as logind:
        session.open(Told(session))
        assert (session.name, session.locked, session.limits) == ("logind", False, [])
        held = logind.wait_for_delay()
        end_bus(bus)
        loop.turn_until(lambda: session.locked, "the loss")
        assert "can't be heard" in session.limits[0]
        loop.turn_until(lambda: held.released_ms is not None, "the inhibitor to be released")
    (place.folder / "run" / "system-bus").unlink(missing_ok=True)
    again = MessageBus(place._programs, "system-bus", place.folder / "run", place.env)
    try:
        with Logind(again) as logind:
            loop.turn_until(lambda: not session.locked, "logind")
            assert session.limits == []
            logind.wait_for_delay()
    finally:
        again.close()


def test_a_machine_that_slept_while_the_bus_was_lost_is_awake_again(
    place: PrivateSession, loop: TurningLoop, session: BusSession
) -> None:
    told = Told(session)
    with Logind(system_bus(place)) as logind:
        session.open(told)
        logind.prepare_for_sleep(True)
        loop.turn_until(lambda: told.asleep == [True], "sleep")
    loop.turn_until(lambda: session.locked, "the loss")
    with Logind(system_bus(place)):
        loop.turn_until(lambda: told.asleep == [True, False], "the morning")
        assert not session.locked


def test_a_bus_that_does_not_answer_holds_nobody_up_for_long(
    place: PrivateSession, loop: TurningLoop, session: BusSession
) -> None:
    frozen = system_bus(place)._program.pid
    os.kill(frozen, signal.SIGSTOP)
    try:
        session.open(Told(session))  # the test's own time limit is two minutes; a call's is a second
        assert (session.name, session.locked) == (None, False)
    finally:
        os.kill(frozen, signal.SIGCONT)


@pytest.mark.parametrize("name", ["freedesktop", "gnome", "cinnamon", "mate", "xfce"])
def test_savers_of_every_desktop(
    place: PrivateSession, loop: TurningLoop, session: BusSession, name: str
) -> None:
    with ScreenSaver(place.bus, f"org.{name}.ScreenSaver", f"/org/{name}/ScreenSaver") as saver:
        saver.set_active(True)
        session.open(Told(session))
        assert (session.name, session.locked) == ("screensaver", True)
        saver.set_active(False)
        loop.turn_until(lambda: not session.locked, "the saver to go off")
        saver.set_active(True)
        loop.turn_until(lambda: session.locked, "the saver to come on")
    loop.turn_until(lambda: not session.locked, "the end of the saver")  # what is gone covers no screen


def test_a_saver_whose_bus_breaks_leaves_the_session_unknown(
    place: PrivateSession, loop: TurningLoop, session: BusSession
) -> None:
    with ScreenSaver(place.bus, "org.gnome.ScreenSaver", "/org/gnome/ScreenSaver"):
        session.open(Told(session))
        assert not session.locked
        end_bus(place.bus)
        loop.turn_until(lambda: session.locked, "the loss")


def test_a_locker_whose_bus_breaks_covers_the_screen_until_it_is_heard_again(
    place: PrivateSession, loop: TurningLoop, session: BusSession
) -> None:
    with Logind(system_bus(place)), ScreenSaver(place.bus, MATE, MATE_PATH) as saver:
        session.open(Told(session))
        saver.set_active(True)
        loop.turn_until(lambda: session.locked, "the saver to come on")
        end_bus(place.bus)
        loop.turn_until(lambda: session.limits, "the loss")
        assert session.locked
        assert "lockers can't be heard" in session.limits[0]
        place.bus.close()
    (place.folder / "run" / "bus").unlink(missing_ok=True)
    again = MessageBus(place._programs, "bus", place.folder / "run", place.env)
    try:
        with Logind(system_bus(place)), ScreenSaver(again, MATE, MATE_PATH) as saver:
            saver.hangs = True
            loop.turn_until(lambda: not session.limits, "the bus")
            assert session.locked, "it has not been heard"
            saver.set_active(False)
            loop.turn_until(lambda: not session.locked, "the saver to go off")
    finally:
        again.close()


def test_a_saver_that_hangs_takes_no_other_with_it(
    place: PrivateSession, loop: TurningLoop, session: BusSession
) -> None:
    with (
        ScreenSaver(place.bus, "org.gnome.ScreenSaver", "/org/gnome/ScreenSaver") as hung,
        ScreenSaver(place.bus, MATE, MATE_PATH) as saver,
    ):
        hung.hangs = True
        session.open(Told(session))
        assert (session.name, session.locked) == ("screensaver", False)
        saver.set_active(True)
        loop.turn_until(lambda: session.locked, "the saver to come on")
        saver.set_active(False)
        loop.turn_until(lambda: not session.locked, "the saver to go off")
        hung.set_active(True)
        loop.turn_until(lambda: session.locked, "the one that hung to tell of itself")


@pytest.mark.parametrize(
    ("signature", "body"),
    [(None, ()), ("s", ("yes",)), ("a{sv}", ({},)), ("sss", ("a", "b", "c")), ("bb", (True, True))],
)
def test_signals_of_another_shape_change_nothing(
    place: PrivateSession, loop: TurningLoop, session: BusSession, signature: str | None, body: tuple[object]
) -> None:
    told = Told(session)
    with Logind(system_bus(place)) as logind, ScreenSaver(place.bus, MATE, MATE_PATH) as saver:
        session.open(told)
        session.watch_idle_inhibitors(watch=True)
        saver.say_wrongly(signature, *body)
        logind.say_wrongly(signature, *body)
        loop.turn_until(lambda: told.inhibitors, "the last of them")
        assert not session.locked
        assert told.asleep == []
        saver.set_active(True)  # after all that it said before
        loop.turn_until(lambda: session.locked, "the saver to come on")
        saver.set_active(False)
        logind.set_locked(True)
        loop.turn_until(lambda: session._logind.locked, "the lock")


def test_somebody_else_who_says_that_the_screen_is_unlocked_is_not_believed(
    place: PrivateSession, loop: TurningLoop, session: BusSession
) -> None:
    from jeepney import DBusAddress, new_signal

    with ScreenSaver(place.bus, "org.mate.ScreenSaver", "/org/mate/ScreenSaver") as saver:
        saver.set_active(True)
        session.open(Told(session))
        stranger = place.bus.connect()
        address = DBusAddress("/org/mate/ScreenSaver", None, "org.mate.ScreenSaver")
        stranger.send(new_signal(address, "ActiveChanged", "b", (False,)))
        loop.turn_for(0.3)
        stranger.close()
        assert session.locked


def test_without_logind_the_session_of_another_user_is_none_of_ours(
    place: PrivateSession, session: BusSession
) -> None:
    with Logind(system_bus(place), known=False) as logind:
        session.open(Told(session))
        assert (session.name, session.locked) == (None, False)
        logind.wait_for_delay()  # sleep concerns everybody


def test_inhibitors_are_told_of_only_while_somebody_asks(
    place: PrivateSession, loop: TurningLoop, session: BusSession
) -> None:
    told = Told(session)
    with Logind(system_bus(place)) as logind:
        session.open(told)
        logind.inhibit_idle(12)
        loop.turn_for(0.2)
        session.watch_idle_inhibitors(watch=True)
        logind.inhibit_idle(12, 13)
        loop.turn_until(lambda: told.inhibitors, "the news")
        assert told.inhibitors == [{Holder(process=12), Holder(process=13)}]


def test_inhibitors_of_both_buses_are_one_answer(
    place: PrivateSession, loop: TurningLoop, session: BusSession
) -> None:
    told = Told(session)
    with Logind(system_bus(place)) as logind, SessionManager(place.bus) as manager:
        session.open(told)
        session.watch_idle_inhibitors(watch=True)
        logind.inhibit_idle(12)
        loop.turn_until(lambda: told.inhibitors, "logind's")
        manager.hold(Held("player"))
        loop.turn_until(lambda: len(told.inhibitors) == 2, "the desktop's")
        assert told.inhibitors == [{Holder(process=12)}, {Holder(process=12), Holder(name="player")}]
        session.watch_idle_inhibitors(watch=False)
        manager.hold()
        loop.turn_for(0.2)
        assert len(told.inhibitors) == 2
