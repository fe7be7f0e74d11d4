"""A desktop without a screen: X server, message bus, window manager, tray and keyring of one test's own.

Everything that needs a desktop shares it: the desktop tests, the demo, the figures and the long runs.
Nothing of the machine's own session is touched, and nothing is left behind.
"""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
from pathlib import Path
from typing import Literal

from jeepney import Properties

from tests.desktop.private_session import PrivateSession
from tests.desktop.screen import Screen, TrayIcon
from tests.desktop.status_notifier import WATCHER, WATCHER_NAME
from tests.desktop.window import Took, Window, wall_ms
from tests.waiting import wait_until

__all__ = ["Took", "Tray", "TrayIcon", "VirtualDesktop", "Window", "wall_ms"]

Tray = Literal["tint2", "trayer", "status-notifier"]

_REPOSITORY = Path(__file__).parents[2]
_PATIENCE_S = 15.0
_TINT2 = """\
panel_items = S
panel_position = bottom right horizontal
panel_size = 100% 36
panel_layer = top
background_color = #d8dade 100
panel_background_id = 1
systray_padding = 6 4 6
systray_icon_size = 22
disable_transparency = 1
"""


class VirtualDesktop(PrivateSession):
    """A desktop of one's own, for the length of a ``with`` block.

    All methods are for the thread that entered the block.

    Args:
        size: of the screen, in pixels.
        window_manager: None for a bare screen.
        tray: ``tint2`` and ``trayer`` take XEmbed icons, ``status-notifier`` takes those that come
            over the message bus (and draws nothing).
        keyring, system_bus: as for :class:`PrivateSession`, whose attributes and methods this has too.
    """

    def __init__(
        self,
        *,
        size: tuple[int, int] = (1280, 800),
        window_manager: Literal["openbox"] | None = "openbox",
        tray: Tray | None = None,
        keyring: bool = False,
        system_bus: bool = False,
    ) -> None:
        super().__init__(keyring=keyring, system_bus=system_bus)
        self.size = size
        self._window_manager = window_manager
        self._tray: Tray | None = tray
        self._windows: list[Window] = []
        self._on_screen: list[subprocess.Popen[bytes]] = []
        self._screen: Screen | None = None
        self._reserved: socket.socket | None = None

    # -- windows --------------------------------------------------------------------------------

    def open_window(
        self,
        title: str | bytes | None,
        wm_class: tuple[str, str] | None = ("window", "Window"),
        *,
        size: tuple[int, int] = (480, 320),
        position: tuple[int, int] = (80, 60),
        colour: str = "#e8eaed",
        focus: bool = True,
    ) -> Window:
        """Open a real window and wait until it is shown; with ``focus``, until it is in front.

        Args:
            title: None for a window without one.
            wm_class: instance and class, or None for a window without.
            focus: false opens it without the focus, as a window that the user did not ask for.
        """
        window = Window(self._programs, self.env, (*position, *size), colour, focus=focus)
        self._windows.append(window)
        if title is not None:
            window.set_title(title)
        if wm_class is not None:
            window.set_class(*wm_class)
        before_ms = window.map().before_ms
        if self._window_manager:
            wait_until(lambda: window.id in self.screen.managed_windows(), _PATIENCE_S, "the window")
            if focus:
                self._wait_for_active(window.id, "the new window to be in front")
        window.opened = Took(before_ms, wall_ms())
        return window

    def close_windows(self) -> None:
        """Close every window that is still open, and wait until the window manager has seen it."""
        if self._window_manager:
            self.deactivate()
        self._close(list(self._windows))

    def activate(self, window: Window) -> Took:
        """Bring a window to the front and wait until the root window says so."""
        before_ms = wall_ms()
        self.screen.ask_to_activate(window.id)
        self._wait_for_active(window.id, "the window to be in front")
        return Took(before_ms, wall_ms())

    def deactivate(self) -> Took:
        """Iconify every window, so that none is in front; :meth:`activate` brings one back."""
        # When the last window closes, openbox goes on naming it, until another one comes and goes.
        managed = self.screen.managed_windows()
        stand_in = None if managed or self.active_window() is None else self.open_window(None)
        before_ms = wall_ms()
        for window in managed or self.screen.managed_windows():
            self.screen.ask_to_iconify(window)
        self._wait_for_active(None, "no window to be in front")
        took = Took(before_ms, wall_ms())
        if stand_in is not None:
            self._close([stand_in])
        return took

    def active_window(self) -> int | None:
        """The X window in front, by the root's _NET_ACTIVE_WINDOW (see :meth:`Screen.active_window`)."""
        return self.screen.active_window()

    # -- input and sight ------------------------------------------------------------------------

    def nudge(self) -> Took:
        """A real input, as small as can be: the mouse moves by one pixel."""
        before_ms = wall_ms()
        self.screen.nudge()
        return Took(before_ms, wall_ms())

    def key(self, name: str) -> Took:
        """Press and release a key, or several together: see :meth:`Screen.key`."""
        before_ms = wall_ms()
        self.screen.key(name)
        return Took(before_ms, wall_ms())

    def type(self, text: str) -> None:
        """Type small letters and spaces."""
        for letter in text:
            self.screen.key("space" if letter == " " else letter)

    def click(self, x: int, y: int, button: int = 1) -> Took:
        """Click at a place of the screen, in pixels; button 1 is the left one, 3 the right."""
        before_ms = wall_ms()
        self.screen.click(x, y, button)
        return Took(before_ms, wall_ms())

    def screenshot(self, path: Path) -> Path:
        """Write the whole screen to ``path``, in the format that its suffix names."""
        # By its full name: a "convert" or "import" found first on the PATH may be something else.
        program = shutil.which("import-im6.q16") or shutil.which("import-im7.q16") or shutil.which("import")
        if program is None:
            raise RuntimeError("ImageMagick's import is missing (Debian package imagemagick)")
        subprocess.run(
            [program, "-window", "root", str(path)], env=self.env, check=True, capture_output=True, timeout=60
        )
        return path

    def tray_icon_position(self, timeout_s: float = _PATIENCE_S) -> tuple[int, int]:
        """The middle of the first icon in the XEmbed tray, in pixels; waits until there is one."""
        return wait_until(self.screen.tray_icons, timeout_s, "an icon in the tray")[0].middle

    def status_notifier_items(self) -> list[str]:
        """What registered with the ``status-notifier`` tray, as ``BUS-NAME/PATH``."""
        return list(self.bus.call(Properties(WATCHER).get("RegisteredStatusNotifierItems"))[0][1])

    # -- losing and finding the screen ----------------------------------------------------------

    def lose_screen(self) -> None:
        """End the X server, and with it the window manager, the tray and every window.

        Its number stays taken until :meth:`find_screen`, so that no other server gets it.
        """
        self._windows.clear()
        self._leave_screen()
        for program in reversed(self._on_screen):
            self._programs.end(program)
        self._on_screen.clear()
        # Servers that look for a number (-displayfd) go by the sockets alone, not by lock files. At this
        # one nobody listens, so that whoever calls the lost server is refused.
        self._reserved = socket.socket(socket.AF_UNIX)
        self._reserved.bind(f"\0/tmp/.X11-unix/X{self.env['DISPLAY'][1:]}")

    def find_screen(self) -> None:
        """Start the X server anew, under the same name, with window manager and tray."""
        self._free_number()
        self._start_screen(self.env["DISPLAY"])

    # -- inside ---------------------------------------------------------------------------------

    @property
    def screen(self) -> Screen:
        """Our own connection to the X server."""
        if self._screen is None:
            raise RuntimeError("the screen is lost")
        return self._screen

    def close(self) -> None:
        """End everything that runs on this desktop and remove its folder; may be called twice."""
        self._leave_screen()
        self._free_number()
        super().close()

    def _start(self) -> None:
        super()._start()
        self._start_screen(None)

    def _start_screen(self, name: str | None) -> None:
        width, height = self.size
        server = self._programs.start(
            "Xvfb",
            ["Xvfb", *([name] if name else []), "-displayfd", "1", "-screen", "0", f"{width}x{height}x24",
             "-nolisten", "tcp", "-noreset"],
            self.env,
            stdout=subprocess.PIPE,
        )  # fmt: skip
        self._on_screen.append(server)
        self.env["DISPLAY"] = f":{self._programs.first_line('Xvfb', server)}"
        self._screen = Screen(self.env["DISPLAY"])
        if self._window_manager == "openbox":
            self._on_screen.append(self.start(["openbox", "--sm-disable"], name="openbox"))
            wait_until(self.screen.has_window_manager, _PATIENCE_S, "the window manager")
        if self._tray:
            self._start_tray(self._tray)

    def _start_tray(self, tray: Tray) -> None:
        if tray == "status-notifier":
            command = [sys.executable, "-m", "tests.desktop.status_notifier", self.bus.address]
            self._on_screen.append(self.start(command, name=tray, cwd=_REPOSITORY))
            self.bus.wait_for(WATCHER_NAME)
            return
        if tray == "tint2":
            configuration = self.folder / "tint2rc"
            configuration.write_text(_TINT2)
            command = ["tint2", "-c", str(configuration)]
        else:
            command = ["trayer", "--edge", "bottom", "--align", "right", "--height", "36"]
            command += ["--widthtype", "request"]
        self._on_screen.append(self.start(command, name=tray))
        wait_until(self.screen.has_tray, _PATIENCE_S, "the tray")

    def _free_number(self) -> None:
        if self._reserved is not None:
            self._reserved.close()
            self._reserved = None

    def _leave_screen(self) -> None:
        if self._screen is not None:
            self._screen.close()
            self._screen = None

    def _close(self, windows: list[Window]) -> None:
        ids = {window.id for window in windows}
        for window in windows:
            window.close()
            self._windows.remove(window)
        if self._window_manager:
            wait_until(
                lambda: ids.isdisjoint(self.screen.managed_windows()), _PATIENCE_S, "the windows to be gone"
            )

    def _wait_for_active(self, window: int | None, what: str) -> None:
        def is_so() -> bool:
            # The focus too: the property may still name a closed window that had the same id.
            if window is not None and self.screen.focused_window() != window:
                return False
            return self.screen.active_window() == window

        wait_until(is_so, _PATIENCE_S, what)
