"""A real Chromium with the extension, led through its debugging pipe (Chrome DevTools Protocol)."""

from __future__ import annotations

import itertools
import json
import os
import select
import shutil
import time
from pathlib import Path
from typing import Any

import pytest

from tests.desktop.private_session import PrivateSession
from tests.waiting import wait_until
from worktracker.resource import resource_path

PATIENCE_S = 30.0
_numbers = itertools.count(1)


def needs_chromium() -> None:
    """Skip the test where there is none."""
    if shutil.which("chromium") is None:
        pytest.skip("chromium is missing (Debian package chromium)")


class Chromium:
    """Chromium in a session of its own, with the profile where its user would have it.

    Args:
        web_port: of the server that answers for every name.
    """

    def __init__(self, session: PrivateSession, web_port: int, *arguments: str) -> None:
        needs_chromium()
        self._session = session
        profiles = Path(session.env["XDG_CONFIG_HOME"]) / "chromium"
        self._own = ["chromium", "--no-sandbox", f"--user-data-dir={profiles}"]
        for may_hang in (True, False):
            self._begin(web_port, *arguments)
            try:
                page = wait_until(lambda: self._found("page"), PATIENCE_S, "its first page")[0]
            except AssertionError:
                # On a busy machine it hangs now and then before it has a window; nothing of ours runs yet.
                if not may_hang:
                    raise
                self.close()
            else:
                self._profile = page["browserContextId"]
                return

    def _begin(self, web_port: int, *arguments: str) -> None:
        self._ids = itertools.count(1)
        self._received = b""
        self._sessions: dict[str, str] = {}
        self.name = f"chromium-{next(_numbers)}"
        fifos = [self._session.folder / f"{self.name}-{end}" for end in ("in", "out")]
        for fifo in fifos:
            os.mkfifo(fifo, 0o600)
        # Both ends at once: nobody waits for the other to open it.
        self._to, self._from = (os.open(fifo, os.O_RDWR) for fifo in fifos)
        command = [
            "sh", "-c", f'exec "$0" "$@" 3<{fifos[0]} 4>{fifos[1]}', *self._own,
            "--remote-debugging-pipe", "--enable-unsafe-extension-debugging",
            f"--load-extension={resource_path('extension')}",
            f"--host-resolver-rules=MAP * 127.0.0.1:{web_port}", "--disable-features=HttpsUpgrades",
            "--no-first-run", "--no-default-browser-check", "--disable-background-networking",
            "--disable-sync", "--disable-component-update", "--disable-gpu",
            "--password-store=basic", "--lang=en-GB",
            *arguments, "about:blank",
        ]  # fmt: skip
        self.program = self._session.start(command, name=self.name, cwd=self._session.folder)

    def call(self, method: str, target: str | None = None, /, **arguments: object) -> dict[str, Any]:
        """Have it do something, in one of its targets or as a whole; its answer."""
        number = next(self._ids)
        request: dict[str, Any] = {"id": number, "method": method, "params": arguments}
        if target is not None:
            request["sessionId"] = self._attached(target)
        os.write(self._to, json.dumps(request).encode() + b"\0")
        deadline = time.monotonic() + PATIENCE_S
        while True:
            message = self._next(deadline)
            if message.get("id") == number:
                assert "error" not in message, f"{method}: {message['error']}"
                return message["result"]

    def targets(self, kind: str, url: str = "") -> list[str]:
        """Ids of its pages, workers and so on whose address begins with ``url``, the newest first."""
        return [each["targetId"] for each in self._found(kind) if each["url"].startswith(url)]

    def evaluate(self, target: str, script: str, *, gesture: bool = False) -> Any:
        """Run a script in a target and wait for what it gives."""
        found = self.call(
            "Runtime.evaluate", target, expression=script, awaitPromise=True, returnByValue=True,
            userGesture=gesture,
        )  # fmt: skip
        assert "exceptionDetails" not in found, found["exceptionDetails"]
        return found["result"].get("value")

    def open(self, url: str, *, window: bool = False, context: str | None = None) -> str:
        """Open a page in a new tab, or in a new window, and bring it to the front; its target."""
        more = {} if context is None else {"browserContextId": context}
        return str(self.call("Target.createTarget", url=url, newWindow=window, **more)["targetId"])

    def open_profile(self, name: str, url: str) -> None:
        """Open a page in a new window of another profile of the same process."""
        asked = self._session.start(
            [*self._own, f"--profile-directory={name}", url], name=f"{self.name}-asks"
        )
        asked.wait(PATIENCE_S)

    def worker(self) -> str:
        """The extension's service worker in the first profile, once it runs."""

        def running() -> list[str]:
            found = self._found("service_worker")
            return [each["targetId"] for each in found if each["browserContextId"] == self._profile]

        return wait_until(running, PATIENCE_S, "the service worker")[0]

    def allow_private_windows(self) -> None:
        """Let the extension see them, as its user may; it starts anew."""
        worker = self.worker()
        identity = self.evaluate(worker, "chrome.runtime.id")
        settings = self.open("chrome://extensions/")
        for change in (
            "updateProfileConfiguration({inDeveloperMode: true})",
            f"updateExtensionConfiguration({{extensionId: '{identity}', incognitoAccess: true}})",
        ):
            self.evaluate(settings, f"chrome.developerPrivate.{change}.then(() => 1)")
        wait_until(lambda: self.worker() != worker, PATIENCE_S, "the new service worker")
        self.call("Target.closeTarget", targetId=settings)

    def navigate(self, page: str, url: str) -> None:
        """Go elsewhere in a tab."""
        self.call("Page.navigate", page, url=url)

    def close(self) -> None:
        """End it."""
        self._session.end(self.program)
        os.close(self._to)
        os.close(self._from)

    def _found(self, kind: str) -> list[dict[str, Any]]:
        found = self.call("Target.getTargets", filter=[{}])["targetInfos"]
        return [each for each in found if each["type"] == kind]

    def _attached(self, target: str) -> str:
        if target not in self._sessions:
            found = self.call("Target.attachToTarget", targetId=target, flatten=True)
            self._sessions[target] = found["sessionId"]
        return self._sessions[target]

    def _next(self, deadline: float) -> dict[str, Any]:
        while b"\0" not in self._received:
            ready, _, _ = select.select([self._from], [], [], max(0.0, deadline - time.monotonic()))
            assert ready, f"Chromium does not answer: {self._session.said(self.name)}"
            self._received += os.read(self._from, 65_536)
        message, _, self._received = self._received.partition(b"\0")
        return json.loads(message)
