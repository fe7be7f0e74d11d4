"""A real Firefox with the extension, led through Marionette, its own remote control."""

from __future__ import annotations

import itertools
import json
import shutil
import socket
from contextlib import suppress
from typing import Any

import pytest

from tests.desktop.private_session import PrivateSession
from tests.waiting import wait_until
from worktracker.resource import resource_path

PATIENCE_S = 30.0
_numbers = itertools.count(1)
_PREFERENCES = {
    "marionette.port": 0,
    "network.dns.disabled": False,
    "network.dns.forceResolve": "127.0.0.1",
    "dom.security.https_first": False,
    "browser.shell.checkDefaultBrowser": False,
    "datareporting.policy.dataSubmissionEnabled": False,
    "toolkit.telemetry.reportingpolicy.firstRun": False,
    "browser.aboutwelcome.enabled": False,
    "browser.startup.page": 0,
    "app.update.enabled": False,
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "services.settings.server": "data:,",
    "browser.newtabpage.enabled": False,
    "network.proxy.type": 0,
}


def needs_firefox() -> str:
    """The program's name; skips the test where there is none."""
    for name in ("firefox-esr", "firefox"):
        if shutil.which(name):
            return name
    pytest.skip("firefox is missing (Debian package firefox-esr)")


class Firefox:
    """Firefox in a session of its own, with the extension as a temporary add-on."""

    def __init__(self, session: PrivateSession) -> None:
        self.name = f"firefox-{next(_numbers)}"
        profile = session.folder / self.name
        profile.mkdir()
        lines = (
            f"user_pref({json.dumps(name)}, {json.dumps(value)});\n" for name, value in _PREFERENCES.items()
        )
        (profile / "user.js").write_text("".join(lines))
        self._session = session
        self._ids = itertools.count(1)
        command = [needs_firefox(), "--marionette", "--no-remote", "--profile", str(profile), "about:blank"]
        self.program = session.start(
            command, name=self.name, cwd=session.folder, MOZ_CRASHREPORTER_DISABLE="1"
        )
        port = profile / "MarionetteActivePort"
        wait_until(lambda: port.is_file() and port.read_text().strip(), PATIENCE_S, "Firefox")
        self._socket = socket.create_connection(("127.0.0.1", int(port.read_text())), PATIENCE_S)
        self._socket.settimeout(PATIENCE_S)
        self._stream = self._socket.makefile("rb")
        self._next()
        self.call("WebDriver:NewSession", capabilities={"alwaysMatch": {}})
        self.install()

    def install(self, *, private_windows: bool = False) -> None:
        """Load the extension, perhaps with leave to see private windows; it starts anew."""
        path = str(resource_path("extension"))
        self.call("Addon:Install", path=path, temporary=True, allowPrivateBrowsing=private_windows)

    def call(self, command: str, /, **arguments: object) -> Any:
        """Have it do something; its answer."""
        text = json.dumps([0, next(self._ids), command, arguments]).encode()
        self._socket.sendall(str(len(text)).encode() + b":" + text)
        _, _, error, result = self._next()
        assert error is None, f"{command}: {error}"
        return result

    def navigate(self, url: str) -> None:
        """Go elsewhere in the tab that is led."""
        self.call("WebDriver:Navigate", url=url)

    def evaluate(self, script: str) -> Any:
        """Run a script in the page."""
        return self.call("WebDriver:ExecuteScript", script=script, args=[])["value"]

    def open(self, kind: str, url: str | None = None, *, private: bool = False) -> str:
        """Open a ``tab`` or a ``window``, go on in it, and show a page; its handle."""
        handle = self.call("WebDriver:NewWindow", type=kind, focus=True, private=private)["handle"]
        self.switch_to(handle)
        if url is not None:
            self.navigate(url)
        return str(handle)

    def here(self) -> str:
        """The handle of the tab that is led."""
        return str(self.call("WebDriver:GetWindowHandle")["value"])

    def switch_to(self, handle: str) -> None:
        """Go on in another tab, and bring it to the front."""
        self.call("WebDriver:SwitchToWindow", handle=handle, focus=True)

    def close(self) -> None:
        """End it."""
        with suppress(OSError):
            self._stream.close()
            self._socket.close()
        self._session.end(self.program)

    def _next(self) -> Any:
        length = b""
        while not length.endswith(b":"):
            read = self._stream.read(1)
            assert read, f"Firefox has ended: {self._session.said(self.name)}"
            length += read
        return json.loads(self._stream.read(int(length[:-1])))
