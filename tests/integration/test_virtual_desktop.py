"""The virtual desktop itself: what it says has happened has happened, and nothing of it stays."""

from __future__ import annotations

import contextlib
import logging
import os
import signal
import struct
import subprocess
import sys
from pathlib import Path

import pytest
from Xlib import X, display

from tests.desktop.private_session import PrivateSession
from tests.desktop.programs import end_group, with_environment
from tests.desktop.virtual_desktop import VirtualDesktop, Window, wall_ms
from tests.waiting import wait_until

pytestmark = pytest.mark.desktop

_REPOSITORY = Path(__file__).parents[2]

_TRAY_PROGRAM = """
import sys
from PySide6.QtGui import QColor, QPixmap
from PySide6.QtWidgets import QApplication, QSystemTrayIcon
app = QApplication([])
pixmap = QPixmap(22, 22)
pixmap.fill(QColor("#ff0000"))
icon = QSystemTrayIcon(pixmap)
icon.activated.connect(lambda reason: print(reason.name, flush=True))
icon.show()
print("shown", flush=True)
app.exec()
"""


def _client(desktop: VirtualDesktop):
    """A connection to the X server that is not the harness's."""
    return contextlib.closing(display.Display(desktop.env["DISPLAY"]))


def _title(desktop: VirtualDesktop, window: Window) -> bytes:
    """The window's _NET_WM_NAME, read by a program that knows nothing of the harness."""
    said = subprocess.run(
        ["xprop", "-id", str(window.id), "-notype", "_NET_WM_NAME"],
        env=desktop.env, capture_output=True, check=True, timeout=30,
    )  # fmt: skip
    return said.stdout.strip()


def _title_length(desktop: VirtualDesktop, window: Window) -> int:
    with _client(desktop) as connection:
        client = connection.create_resource_object("window", window.id)
        found = client.get_full_property(connection.intern_atom("_NET_WM_NAME"), X.AnyPropertyType)
        assert found is not None
        return len(found.value)


def test_a_window_opens_in_front(virtual_desktop: VirtualDesktop) -> None:
    before_ms = wall_ms()
    window = virtual_desktop.open_window("Letter – draft", ("writer", "Writer"))
    assert virtual_desktop.active_window() == window.id
    assert before_ms <= window.opened.before_ms <= window.opened.after_ms <= wall_ms()
    assert "Letter – draft".encode() in _title(virtual_desktop, window)


def test_activation_is_seen_when_it_has_happened(virtual_desktop: VirtualDesktop) -> None:
    first = virtual_desktop.open_window("first")
    second = virtual_desktop.open_window("second")
    for window in (first, second, first):
        took = virtual_desktop.activate(window)
        assert virtual_desktop.active_window() == window.id
        assert 0 <= took.after_ms - took.before_ms < 5000


def test_a_window_may_open_behind(virtual_desktop: VirtualDesktop) -> None:
    front = virtual_desktop.open_window("front")
    behind = virtual_desktop.open_window("behind", focus=False)
    assert virtual_desktop.active_window() == front.id
    virtual_desktop.activate(behind)
    assert virtual_desktop.active_window() == behind.id


def test_no_window_in_front_and_back_again(virtual_desktop: VirtualDesktop) -> None:
    window = virtual_desktop.open_window("only one")
    virtual_desktop.deactivate()
    assert virtual_desktop.active_window() is None
    virtual_desktop.activate(window)
    assert virtual_desktop.active_window() == window.id


def test_withdrawn_and_shown_again(virtual_desktop: VirtualDesktop) -> None:
    window = virtual_desktop.open_window("comes and goes")
    window.unmap()
    wait_until(lambda: not virtual_desktop.screen.managed_windows(), 10, "the window to be withdrawn")
    window.map()
    wait_until(lambda: virtual_desktop.screen.focused_window() == window.id, 10, "the window to be back")
    assert virtual_desktop.active_window() == window.id


def test_titles_of_every_kind(virtual_desktop: VirtualDesktop) -> None:
    window = virtual_desktop.open_window(None, None)
    assert b"not found" in _title(virtual_desktop, window)
    window.set_title(b"broken \xff\xfe end")
    assert b"broken" in _title(virtual_desktop, window)
    window.set_title("x" * 1_000_000)
    assert _title_length(virtual_desktop, window) == 1_000_000
    window.set_title("only the old property", legacy_only=True)
    assert b"not found" in _title(virtual_desktop, window)


def test_a_killed_window_is_gone(virtual_desktop: VirtualDesktop) -> None:
    window = virtual_desktop.open_window("will crash")
    window.kill()
    assert window.has_ended()
    wait_until(lambda: not virtual_desktop.screen.managed_windows(), 10, "the window to be gone")


def test_the_next_test_starts_with_no_window_in_front(virtual_desktop: VirtualDesktop) -> None:
    virtual_desktop.open_window("left open")
    virtual_desktop.close_windows()
    assert virtual_desktop.active_window() is None
    assert virtual_desktop.screen.managed_windows() == []


def _idle_ms(desktop: VirtualDesktop) -> int:
    with _client(desktop) as connection:
        return connection.screen().root.screensaver_query_info().idle


def test_input_resets_the_servers_idle_time(virtual_desktop: VirtualDesktop) -> None:
    desktop = virtual_desktop
    for act in (desktop.nudge, lambda: desktop.key("a"), lambda: desktop.click(600, 700)):
        wait_until(lambda: _idle_ms(desktop) > 500, 10, "some idle time")
        act()
        assert _idle_ms(desktop) < 500


def test_a_screenshot_is_a_picture_of_the_screen(virtual_desktop: VirtualDesktop, tmp_path: Path) -> None:
    virtual_desktop.open_window("blue", colour="#0000ff")
    picture = virtual_desktop.screenshot(tmp_path / "screen.png").read_bytes()
    assert picture.startswith(b"\x89PNG")
    assert struct.unpack(">II", picture[16:24]) == virtual_desktop.size


@pytest.mark.parametrize("tray", ["tint2", "trayer"])
def test_a_tray_icon_can_be_clicked(tray) -> None:
    with VirtualDesktop(tray=tray) as desktop:
        program = desktop.start([sys.executable, "-c", _TRAY_PROGRAM], stdout=subprocess.PIPE)
        assert program.stdout is not None
        assert program.stdout.readline() == b"shown\n"
        desktop.click(*desktop.tray_icon_position())
        assert program.stdout.readline() == b"Trigger\n"


def test_a_status_notifier_registers_and_leaves() -> None:
    with VirtualDesktop(tray="status-notifier") as desktop:
        assert desktop.status_notifier_items() == []
        program = desktop.start([sys.executable, "-c", _TRAY_PROGRAM], stdout=subprocess.PIPE)
        items = wait_until(desktop.status_notifier_items, 15, "the icon to register")
        assert items[0].endswith("/StatusNotifierItem")
        assert desktop.screen.tray_icons() == []
        desktop.end(program)
        wait_until(lambda: not desktop.status_notifier_items(), 15, "the icon to leave")


_KEYRING_PROGRAM = """
import keyring
keyring.set_password("worktracker test", "somebody", "a word")
print(type(keyring.get_keyring()).__module__, keyring.get_password("worktracker test", "somebody"))
"""


def test_the_keyring_is_private_and_unlocked(keyring_session: PrivateSession) -> None:
    done = subprocess.run(
        [sys.executable, "-c", _KEYRING_PROGRAM],
        env=keyring_session.env, capture_output=True, text=True, check=True, timeout=60,
    )  # fmt: skip
    assert done.stdout == "keyring.backends.SecretService a word\n"
    assert list((Path(keyring_session.env["XDG_DATA_HOME"]) / "keyrings").iterdir())


def test_the_keyring_can_be_locked_and_ended(keyring_session: PrivateSession) -> None:
    service = keyring_session.secret_service
    assert service is not None
    assert not service.is_locked()
    service.lock()
    assert service.is_locked()
    service.end()
    assert not keyring_session.bus.is_owned(service.NAME)


def test_without_a_keyring_nobody_answers(virtual_desktop: VirtualDesktop) -> None:
    assert not virtual_desktop.bus.is_owned("org.freedesktop.secrets")
    assert virtual_desktop.secret_service is None


def test_the_screen_is_lost_and_found_under_its_name() -> None:
    with VirtualDesktop() as desktop:
        name = desktop.env["DISPLAY"]
        window = desktop.open_window("lost with the screen")
        desktop.lose_screen()
        assert not Path("/tmp/.X11-unix", f"X{name[1:]}").exists()
        wait_until(window.has_ended, 10, "the window's program to end")
        desktop.find_screen()
        assert desktop.env["DISPLAY"] == name
        found = desktop.open_window("found")
        assert desktop.active_window() == found.id


def test_nothing_is_left_behind_even_after_a_failure() -> None:
    desktop = VirtualDesktop(tray="tint2", keyring=True, system_bus=True)
    detached = "import subprocess, sys; subprocess.Popen(['sleep', '600'], start_new_session=True)"
    with contextlib.suppress(ZeroDivisionError), desktop:
        desktop.open_window("open to the end")
        started = desktop.start([sys.executable, "-c", detached])
        started.wait(30)
        assert len(desktop.program_ids()) >= 7
        number = desktop.env["DISPLAY"][1:]
        files = [Path(f"/tmp/.X{number}-lock"), Path("/tmp/.X11-unix", f"X{number}")]
        made = [_identity(file) for file in files]
        raise ZeroDivisionError
    assert desktop.program_ids() == []
    assert not desktop.folder.exists()
    # Another server may have taken the number by now.
    assert all(_identity(file) != before for file, before in zip(files, made, strict=True))


def _identity(file: Path) -> object:
    """Which file it is; a new object, equal to nothing, if there is none."""
    try:
        found = file.lstat()
    except FileNotFoundError:
        return object()
    return (found.st_ino, found.st_mtime_ns)


def test_killing_its_owner_ends_the_desktop(tmp_path: Path) -> None:
    story = (
        "import sys, time\n"
        "from tests.desktop.virtual_desktop import VirtualDesktop\n"
        "with VirtualDesktop(tray='trayer', keyring=True) as desktop:\n"
        "    desktop.open_window('open')\n"
        "    print(desktop.folder, flush=True)\n"
        "    time.sleep(600)\n"
    )
    owner = subprocess.Popen([sys.executable, "-c", story], cwd=_REPOSITORY, stdout=subprocess.PIPE)
    assert owner.stdout is not None
    folder = Path(owner.stdout.readline().decode().strip())
    mark = f"XDG_RUNTIME_DIR={folder}/run"
    try:
        assert len(with_environment(mark)) >= 6
        owner.send_signal(signal.SIGKILL)
        owner.wait(10)
        wait_until(lambda: not with_environment(mark), 15, "the orphans to end")
    finally:
        owner.kill()
        owner.stdout.close()
        for left in with_environment(mark):
            os.kill(left, signal.SIGKILL)
        subprocess.run(["rm", "-rf", str(folder)], check=True)


def test_a_number_that_is_another_programs_by_now_is_left_alone() -> None:
    """As it happens to a program that was waited for long ago: numbers begin anew in a while."""
    other = subprocess.Popen(["sleep", "60"], start_new_session=True)
    gone = subprocess.Popen(["true"], start_new_session=True)
    gone.wait()
    gone.pid = other.pid
    try:
        end_group(gone)
        with pytest.raises(subprocess.TimeoutExpired):
            other.wait(0.2)
    finally:
        end_group(other)


def test_a_condition_that_never_holds_is_named() -> None:
    with pytest.raises(AssertionError, match=r"waited 0\.05 s in vain for the moon"):
        wait_until(lambda: False, 0.05, "the moon")


def test_an_announced_warning_passes(log_guard) -> None:
    log_guard.expect("worktracker.example")
    logging.getLogger("worktracker.example.part").warning("announced")
    assert log_guard.unexpected == []


def test_an_unannounced_warning_is_noticed(log_guard) -> None:
    log_guard.expect("worktracker.example", logging.ERROR)
    logging.getLogger("worktracker.example").warning("not announced")
    assert log_guard.unexpected == ["worktracker.example WARNING: not announced"]
    log_guard.unexpected.clear()
