"""Idle inhibitors that desktops hold for programs, asked for on a real bus."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest

from tests.desktop.inhibiting import (
    Answer,
    Held,
    Inhibiting,
    OlderPolicyAgent,
    PolicyAgent,
    PowerManager,
    SessionManager,
)
from tests.desktop.private_session import PrivateSession
from tests.integration.capture_screen import TurningLoop
from tests.waiting import wait_until
from worktracker.capture.session.holder import Holder
from worktracker.capture.session.inhibitors import ASIDE_S, SessionInhibitors

KINDS = [SessionManager, PolicyAgent, OlderPolicyAgent, PowerManager]


@pytest.fixture(scope="module")
def place() -> Iterator[PrivateSession]:
    with PrivateSession() as session:
        yield session


@pytest.fixture
def loop() -> Iterator[TurningLoop]:
    loop = TurningLoop()
    yield loop
    loop.close()


class Watched(SessionInhibitors):
    """Keeps what was known when it told of a change."""

    def __init__(self, place: PrivateSession, loop: TurningLoop) -> None:
        super().__init__(place.bus.address, loop, self._note, lambda: time.monotonic() + self.passed_s)
        self.told: list[frozenset[Holder]] = []
        self.passed_s = 0.0

    def _note(self) -> None:
        self.told.append(self.holders())


@pytest.fixture
def inhibitors(place: PrivateSession, loop: TurningLoop) -> Iterator[Watched]:
    inhibitors = Watched(place, loop)
    yield inhibitors
    inhibitors.watch(watch=False)


@pytest.mark.parametrize("kind", KINDS)
def test_who_holds_the_screen(place: PrivateSession, inhibitors: Watched, kind: type[Inhibiting]) -> None:
    with kind(place.bus) as service:
        assert inhibitors.holders() == frozenset()
        service.hold(Held("player"))
        assert inhibitors.holders() == {Holder(name="player")}
    assert inhibitors.holders() == frozenset()


@pytest.mark.parametrize("kind", [SessionManager, PolicyAgent, OlderPolicyAgent])
def test_who_only_wants_no_sleep_does_not_hold_the_screen(
    place: PrivateSession, inhibitors: Watched, kind: type[Inhibiting]
) -> None:
    with kind(place.bus) as service:
        service.hold(Held("download", idle=False))
        assert inhibitors.holders() == frozenset()


def test_the_older_agent_does_not_say_which_of_several(place: PrivateSession, inhibitors: Watched) -> None:
    with OlderPolicyAgent(place.bus) as service:
        service.hold(Held("player"), Held("player", idle=False))
        assert inhibitors.holders() == {Holder(name="player")}
        service.hold(Held("player"), Held("download", idle=False))
        assert inhibitors.holders() == frozenset()


def test_the_window_where_it_is_told(place: PrivateSession, inhibitors: Watched) -> None:
    with SessionManager(place.bus) as service:
        service.hold(Held("a", window=77), Held("b"))
        assert inhibitors.holders() == {Holder(window=77, name="a"), Holder(name="b")}
        service.tells_windows = False
        assert inhibitors.holders() == {Holder(name="a"), Holder(name="b")}


@pytest.mark.parametrize("kind", KINDS)
def test_changes_are_told_while_somebody_watches(
    place: PrivateSession, loop: TurningLoop, inhibitors: Watched, kind: type[Inhibiting]
) -> None:
    with kind(place.bus) as service:
        if isinstance(service, PowerManager):
            service.tells = True
        service.hold(Held("player"))
        inhibitors.holders()
        service.hold()
        service.hold(Held("player"))
        loop.turn_for(0.2)
        assert inhibitors.told == []
        inhibitors.watch(watch=True)
        assert inhibitors.holders() == {Holder(name="player")}
        service.hold()
        loop.turn_until(lambda: inhibitors.told, "the news")
        assert inhibitors.told[-1] == frozenset()
        service.hold(Held("player"))
        loop.turn_until(lambda: inhibitors.told[-1] == {Holder(name="player")}, "the news")
    loop.turn_until(lambda: inhibitors.told[-1] == frozenset(), "the end of the service")


def test_no_connection_lasts_while_nobody_watches(place: PrivateSession, inhibitors: Watched) -> None:
    def connections() -> int:
        from jeepney.bus_messages import message_bus

        (names,) = place.bus.call(message_bus.ListNames())
        return sum(name.startswith(":") for name in names)

    with SessionManager(place.bus) as service:
        service.hold(Held("player"))
        before = connections()
        inhibitors.holders()
        # The bus learns of a closed connection in its own time.
        wait_until(lambda: connections() == before, 5.0, "the end of the connection")
        inhibitors.watch(watch=True)
        inhibitors.holders()
        assert connections() == before + 1
        inhibitors.watch(watch=False)
        wait_until(lambda: connections() == before, 5.0, "the end of the connection")


def test_one_that_hangs_is_left_aside_for_a_while(
    place: PrivateSession, loop: TurningLoop, inhibitors: Watched
) -> None:
    with PowerManager(place.bus) as service:
        service.hold(Held("player"))
        with SessionManager(place.bus) as hung:
            hung.hold(Held("film"))
            hung.hangs = True
            inhibitors.watch(watch=True)
            for _ in range(3):
                assert inhibitors.holders() == {Holder(name="player")}
            hung.hold()
            hung.hold(Held("film"))
            loop.turn_for(0.2)
            assert (hung.asked, inhibitors.told) == (["GetInhibitors"], [])
            hung.hangs = False
            inhibitors.watch(watch=False)
            assert inhibitors.holders() == {Holder(name="player")}
            inhibitors.watch(watch=True)
            assert inhibitors.holders() == {Holder(name="player")}
            assert hung.asked == ["GetInhibitors"]
            inhibitors.watch(watch=False)
            inhibitors.passed_s = ASIDE_S + 1
            assert inhibitors.holders() == {Holder(name="player"), Holder(name="film")}
            hung.hangs = True
            assert inhibitors.holders() == {Holder(name="player")}
        with SessionManager(place.bus) as well:
            well.hold(Held("film"))
            assert inhibitors.holders() == {Holder(name="player"), Holder(name="film")}


def test_services_are_asked_side_by_side(place: PrivateSession, inhibitors: Watched) -> None:
    with (
        SessionManager(place.bus) as slow,
        PolicyAgent(place.bus) as hung,
        PowerManager(place.bus) as service,
    ):
        slow.hold(Held("film"))
        slow.slow_s = 0.02
        hung.hangs = True
        service.hold(Held("player"))
        assert inhibitors.holders() == {Holder(name="player"), Holder(name="film")}


@pytest.mark.exact
def test_however_many_hang_they_are_waited_for_together(place: PrivateSession, inhibitors: Watched) -> None:
    with SessionManager(place.bus) as one, PolicyAgent(place.bus) as two, PowerManager(place.bus) as three:
        one.hangs = two.hangs = three.hangs = True
        begun = time.monotonic()
        assert inhibitors.holders() == frozenset()
        assert time.monotonic() - begun < 1.8


def test_one_that_takes_its_time_for_each_answer_is_not_waited_for(
    place: PrivateSession, inhibitors: Watched
) -> None:
    with SessionManager(place.bus) as service:
        service.hold(Held("player"))
        service.slow_s = 0.35  # four questions
        assert inhibitors.holders() == frozenset()


def test_an_inhibitor_that_is_released_meanwhile_takes_no_other_with_it(
    place: PrivateSession, inhibitors: Watched
) -> None:
    with SessionManager(place.bus) as service:
        service.hold(Held("player"))
        paths = [service.place(Held("released")), service.place(Held("player"))]
        service.instead["GetInhibitors"] = "ao", (paths,)
        assert inhibitors.holders() == {Holder(name="player")}


WRONG: list[Answer] = [
    (None, ()),
    ("s", ("player",)),
    ("as", (["player"],)),
    ("a{ss}", ({"player": "why"},)),
    ("aas", ([["player", "why"]],)),
    ("a(sss)", ([("player", "why", "more")],)),
    ("v", (("s", "player"),)),
    ("v", (("a(ss)", [("player", "why")]),)),
    ("v", (("a(ssss)", [("idle", "player", "why", "block")]),)),
    ("v", (("a(ssssu)", [("idler", "player", "why", "block", 3), ("idle", "player", "", "delay", 3)]),)),
    ("ao", (["/", "/org/gnome/SessionManager", "/org/gnome/SessionManager/Inhibitor0"],)),
    ("ai", ([1, 2],)),
]


@pytest.mark.parametrize(
    ("kind", "method", "right"),
    [
        (SessionManager, "GetInhibitors", ""),
        (SessionManager, "GetFlags", ""),
        (SessionManager, "GetAppId", "s"),
        (PolicyAgent, "Get", ""),
        (OlderPolicyAgent, "ListInhibitions", ""),
        (OlderPolicyAgent, "HasInhibition", ""),
        (PowerManager, "GetInhibitors", "as"),
    ],
)
def test_answers_of_another_shape_are_none(
    place: PrivateSession, inhibitors: Watched, kind: type[Inhibiting], method: str, right: str
) -> None:
    with kind(place.bus) as service:
        service.hold(Held("player"))
        inhibitors.watch(watch=True)
        for signature, body in WRONG:
            if signature != right:
                service.instead[method] = signature, body
                assert inhibitors.holders() == frozenset(), signature
        service.instead = {}
        assert inhibitors.holders() == {Holder(name="player")}


def test_signals_of_another_shape_only_have_it_ask_again(
    place: PrivateSession, loop: TurningLoop, inhibitors: Watched
) -> None:
    with SessionManager(place.bus) as service:
        service.hold(Held("player"))
        inhibitors.watch(watch=True)
        for signature, body in [(None, ()), ("s", ("x",)), ("a{sv}", ({},)), ("u", (7,))]:
            inhibitors.told.clear()
            service.say("InhibitorRemoved", signature, *body)
            loop.turn_until(lambda: inhibitors.told, f"the news of {body}")
        assert set(inhibitors.told) == {frozenset({Holder(name="player")})}


def test_without_a_bus_nobody_holds_anything(loop: TurningLoop) -> None:
    inhibitors = SessionInhibitors("unix:path=/nowhere/bus", loop, lambda: None)
    inhibitors.watch(watch=True)
    assert inhibitors.holders() == frozenset()
    inhibitors.watch(watch=False)
