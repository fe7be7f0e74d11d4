"""The tray icon under real clicks; what came of it is asked of the app and its store, not of widgets."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from tests.desktop.app_program import PATIENCE_S, AppProgram
from tests.desktop.stored_day import ENVIRONMENT, open_home
from tests.desktop.virtual_desktop import VirtualDesktop, wall_ms
from tests.desktop.worktracker_program import zone_at_noon
from tests.waiting import wait_until
from worktracker.app.backups import CopiesAwayError
from worktracker.model.period import Period
from worktracker.model.span import State
from worktracker.privacy.rules import Action, Rule

pytestmark = pytest.mark.desktop


@pytest.fixture(scope="module")
def desktop() -> Iterator[VirtualDesktop]:
    with VirtualDesktop(tray="tint2") as desktop:
        yield desktop


@pytest.fixture
def app(desktop: VirtualDesktop) -> Iterator[AppProgram]:
    app = AppProgram(desktop)
    program = app.start(TZ=zone_at_noon())  # what is recorded stays today's
    wait_until(desktop.screen.tray_icons, PATIENCE_S, "the icon")
    yield app
    desktop.end(program)
    desktop.close_windows()
    wait_until(lambda: not desktop.screen.tray_icons(), PATIENCE_S, "the icon to be gone")


def resumes_in(app: AppProgram) -> timedelta:
    status = app.status()
    resume_at = datetime.fromisoformat(status["resume_at"])
    return resume_at - datetime.now(resume_at.tzinfo)


def test_begins_stopped_and_starts_and_stops_from_the_menu(app: AppProgram) -> None:
    app.desktop.open_window("a title", ("xterm", "XTerm"))
    assert app.state == "stopped"
    app.choose("Start recording")
    app.wait_for_state("recording")
    wait_until(lambda: (app.status()["activity"] or {}).get("app") == "XTerm", PATIENCE_S, "the window")
    app.choose("Stop recording")
    app.wait_for_state("stopped")


@pytest.mark.parametrize(
    ("entry", "length"),
    [("Pause for 15 minutes", timedelta(minutes=15)), ("Pause for 1 hour", timedelta(hours=1))],
)
def test_pauses_for_the_time_chosen(app: AppProgram, entry: str, length: timedelta) -> None:
    app.record()
    app.choose(entry)
    app.wait_for_state("paused")
    assert length - timedelta(seconds=10) < resumes_in(app) <= length
    app.choose("Resume")
    app.wait_for_state("recording")


def test_pauses_until_tomorrow_begins(app: AppProgram) -> None:
    app.record()
    app.choose("Pause until tomorrow")
    app.wait_for_state("paused")
    resume_at = datetime.fromisoformat(app.status()["resume_at"])
    today = datetime.now(resume_at.tzinfo).date()
    assert (resume_at.date(), resume_at.hour, resume_at.minute) == (today + timedelta(days=1), 0, 0)


def test_pauses_until_resumed(app: AppProgram) -> None:
    app.record()
    app.choose("Pause until I resume")
    app.wait_for_state("paused")
    assert app.status()["resume_at"] is None


def test_a_middle_click_pauses_and_resumes(app: AppProgram) -> None:
    app.record()
    app.click(2)
    app.wait_for_state("paused")
    assert app.status()["resume_at"] is None
    app.click(2)
    app.wait_for_state("recording")


def test_a_timed_pause_ends_by_itself_and_says_so(app: AppProgram) -> None:
    app.record()
    before = app.desktop.screen.popups()
    app.client.request("pause", for_ms=700)
    assert app.state == "paused"
    app.wait_for_state("recording")
    wait_until(lambda: app.desktop.screen.popups() - before, PATIENCE_S, "the notification")


def test_forgets_the_last_minutes_from_the_file(app: AppProgram) -> None:
    app.desktop.open_window("a secret", ("secret", "Secret"))
    app.record()
    wait_until(lambda: (app.status()["activity"] or {}).get("app") == "Secret", PATIENCE_S, "the window")
    app.client.request("stop")
    app.choose("Forget")
    app.wait_for_window("Forget")
    app.desktop.key("Escape")
    wait_until(lambda: "Forget" not in app.windows(), PATIENCE_S, "the question to be gone")
    assert app.status()["today"]["active_seconds"] > 0
    app.choose("Forget")
    app.wait_for_window("Forget")
    app.desktop.key("Left")  # Cancel has the focus at first
    app.desktop.key("space")
    wait_until(lambda: app.status()["today"]["active_seconds"] == 0, PATIENCE_S, "it to be forgotten")
    app.client.request("quit")
    wait_until(lambda: not app.client.is_running(), PATIENCE_S, "the end")
    wait_until(lambda: not app.spans(), PATIENCE_S, "an empty record")


def test_excludes_what_is_in_front_from_now_on_and_its_past_after_a_question(app: AppProgram) -> None:
    app.desktop.open_window("a secret", ("secret", "Secret"))
    app.record()
    wait_until(lambda: (app.status()["activity"] or {}).get("app") == "Secret", PATIENCE_S, "the window")
    app.desktop.nudge()
    app.choose("Exclude")
    app.wait_for_window("Exclude")
    assert (app.status()["activity"] or {}).get("app") != "Secret"
    (rule,) = own_rules(app)
    assert (rule.action, rule.app) == (Action.DROP, "Secret")
    assert "Secret" in applications(app)
    app.desktop.key("Escape")  # keeps what there is
    wait_until(lambda: "Exclude" not in app.windows(), PATIENCE_S, "the question to be gone")
    assert "Secret" in applications(app)
    app.choose("Exclude")  # it is still what was in front last
    app.wait_for_window("Exclude")
    app.desktop.key("Alt_L+e")
    wait_until(lambda: "Secret" not in applications(app), PATIENCE_S, "it to be erased")
    assert own_rules(app) == [rule]


def test_works_on_a_project_and_on_nothing_from_the_menu(app: AppProgram) -> None:
    opened = open_home(app.folder, agreed=False)
    for name in ("Older", "Website"):
        opened.store.projects.add(name)
    opened.store.close()
    app.record()
    app.choose("Working on", "2")
    wait_until(lambda: app.status()["work"]["project"] == "Website", PATIENCE_S, "the timer")
    app.choose("Working on", "2")  # used last, it comes first now
    wait_until(lambda: app.status()["work"]["project"] == "Older", PATIENCE_S, "the other timer")
    app.choose("Working on", "3")
    wait_until(lambda: app.status()["work"]["project"] is None, PATIENCE_S, "no timer")


def test_forgets_today_from_the_file(app: AppProgram) -> None:
    app.desktop.open_window("a secret", ("secret", "Secret"))
    app.record()
    wait_until(lambda: (app.status()["activity"] or {}).get("app") == "Secret", PATIENCE_S, "the window")
    app.client.request("stop")
    app.choose("Forget more", "2")
    app.wait_for_window("Forget")
    app.desktop.key("Alt_L+f")
    wait_until(lambda: app.status()["today"]["active_seconds"] == 0, PATIENCE_S, "it to be forgotten")
    app.client.request("quit")
    wait_until(lambda: not app.client.is_running(), PATIENCE_S, "the end")
    wait_until(lambda: not app.spans(), PATIENCE_S, "an empty record")


def applications(app: AppProgram) -> set[str | None]:
    opened = open_home(app.folder, agreed=False)
    try:
        return {span.app for span in opened.store.reader.spans(Period())}
    finally:
        opened.store.close()


def own_rules(app: AppProgram) -> list[Rule]:
    opened = open_home(app.folder, agreed=False)
    try:
        return [rule for rule in opened.store.rules.all() if rule.program is None]
    finally:
        opened.store.close()


def test_a_copy_that_is_away_is_a_notice(app: AppProgram) -> None:
    away = app.desktop.folder / "stick"
    away.mkdir(exist_ok=True)
    environ = app.desktop.env | ENVIRONMENT | {"WORKTRACKER_HOME": str(app.folder)}
    command = [sys.executable, "-m", "worktracker", "backup", "create", str(away)]
    subprocess.run(command, env=environ, check=True, capture_output=True, timeout=60)
    away.rename(away.with_name("away"))
    app.desktop.open_window("a secret", ("secret", "Secret"))
    app.record()
    wait_until(lambda: (app.status()["activity"] or {}).get("app") == "Secret", PATIENCE_S, "the window")
    app.client.request("stop")
    app.choose("Forget")
    app.wait_for_window("Forget")
    app.desktop.key("Left")
    app.desktop.key("space")
    app.wait_for_window(CopiesAwayError.title)
    assert app.status()["today"]["active_seconds"] == 0
    app.desktop.key("Return")
    wait_until(lambda: not app.window(CopiesAwayError.title), PATIENCE_S, "the notice to be gone")


def test_quits_from_the_menu_with_the_span_closed(app: AppProgram) -> None:
    app.desktop.open_window("a title", ("xterm", "XTerm"))
    app.record()
    app.desktop.nudge()
    before_ms = wall_ms()
    app.choose("Quit")
    wait_until(lambda: not app.client.is_running(), PATIENCE_S, "the end")
    wait_until(lambda: not app.home.socket.exists(), PATIENCE_S, "the socket to be gone")
    assert max(span.end_ms for span in app.spans()) >= before_ms


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_a_signal_ends_it_at_once_and_cleanly(desktop: VirtualDesktop, number: signal.Signals) -> None:
    app = AppProgram(desktop)
    program = app.start()
    window = desktop.open_window("a title", ("xterm", "XTerm"))
    app.record()
    before_ms = wall_ms()
    program.send_signal(number)
    assert program.wait(5) == 0
    window.close()
    assert app.spans()[-1].end_ms >= before_ms - 5
    assert app.spans()[-1].state == State.ACTIVE


def test_the_open_span_is_closed_when_the_x_server_dies() -> None:
    with VirtualDesktop(tray="tint2") as desktop:
        app = AppProgram(desktop)
        program = app.start()
        desktop.open_window("a title", ("xterm", "XTerm"))
        app.record()
        wait_until(lambda: app.status()["activity"], PATIENCE_S, "the window")
        before_ms = wall_ms()
        os.kill(desktop._on_screen[0].pid, signal.SIGKILL)
        assert program.wait(10) == 0, desktop.said("app")
        assert app.spans()[-1].end_ms >= before_ms - 5
        assert desktop.said("app").strip() == "The display has gone; the record is closed."
        assert not app.home.socket.exists()


@pytest.mark.slow
def test_sleeps_while_nothing_happens(app: AppProgram) -> None:
    pid = int(app.home.lock.read_text())
    app.desktop.open_window("a title", ("xterm", "XTerm"))
    app.record()
    app.desktop.nudge()
    # Quiet only after some seconds without input: until then a heartbeat comes every 1.8 s.
    wait_until(lambda: switches_in(pid, 5.0) <= 1, 40.0, "five quiet seconds")
    assert switches_in(pid, 10.0) <= 2


def switches_in(pid: int, seconds: float) -> int:
    """Context switches of all threads in that time: each is a wake-up, or the end of one."""
    before = switches(pid)
    time.sleep(seconds)
    return switches(pid) - before


def switches(pid: int) -> int:
    total = 0
    for task in os.listdir(f"/proc/{pid}/task"):
        status = Path(f"/proc/{pid}/task/{task}/status").read_text()
        total += sum(int(line.split()[1]) for line in status.splitlines() if "ctxt_switches" in line)
    return total
