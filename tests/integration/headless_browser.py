"""A real Chromium without a screen, led through its debugging pipe: it types and presses as people do."""

from __future__ import annotations

import base64
import itertools
import json
import os
import select
import shutil
import signal
import subprocess
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

import axe_core_python
import pytest

PATIENCE_S = 30.0
_AXE = Path(axe_core_python.__file__).with_name("axe.min.js")
_FOUND = "{{ const found = document.evaluate({path}, document, null, 9, null).singleNodeValue;"


class Browser:
    """The program. Whoever made it closes it.

    Args:
        folder: for its profile and its downloads.
    """

    def __init__(self, folder: Path) -> None:
        if shutil.which("chromium") is None:
            pytest.skip("chromium is missing (Debian package chromium)")
        self.downloads = folder / "downloads"
        for may_hang in (True, False):
            self._begin(folder / f"profile-{may_hang}")
            try:
                self.call("Browser.getVersion")
            except AssertionError:
                # On a busy machine it hangs now and then before it says a word; nothing of ours runs yet.
                if not may_hang:
                    raise
                self.close()
            else:
                return

    def _begin(self, profile: Path) -> None:
        profile.mkdir()
        self._ids = itertools.count(1)
        self._received = b""
        self._events: list[dict[str, Any]] = []
        self._names: dict[str, str] = {}
        self._done: set[str] = set()
        fifos = [profile / end for end in ("in", "out")]
        for fifo in fifos:
            os.mkfifo(fifo, 0o600)
        # Both ends at once: nobody waits for the other to open it.
        self._to, self._from = (os.open(fifo, os.O_RDWR) for fifo in fifos)
        command = [
            "sh", "-c", f'exec "$0" "$@" 3<{fifos[0]} 4>{fifos[1]}',
            "chromium", "--headless=new", "--no-sandbox", f"--user-data-dir={profile}",
            "--remote-debugging-pipe", "--no-first-run", "--no-default-browser-check",
            "--disable-background-networking", "--disable-component-update", "--disable-sync",
            "--disable-gpu", "--disable-dev-shm-usage", "--password-store=basic", "--lang=en-GB",
            "--force-device-scale-factor=1", "--hide-scrollbars", "about:blank",
        ]  # fmt: skip
        self._log = (profile / "said.log").open("wb")
        self._program = subprocess.Popen(
            command, start_new_session=True, stdin=subprocess.DEVNULL, stdout=self._log, stderr=self._log
        )

    def call(self, method: str, session: str | None = None, /, **arguments: object) -> dict[str, Any]:
        """Have it do something; its answer. What it tells meanwhile is kept for :meth:`told`."""
        number = next(self._ids)
        request: dict[str, Any] = {"id": number, "method": method, "params": arguments}
        if session is not None:
            request["sessionId"] = session
        os.write(self._to, json.dumps(request).encode() + b"\0")
        deadline = time.monotonic() + PATIENCE_S
        while True:
            message = self._next(deadline)
            if message.get("id") == number:
                assert "error" not in message, f"{method}: {message['error']}"
                return message["result"]
            self._events.append(message)

    def told(self, method: str) -> list[dict[str, Any]]:
        """What it has told under this name and nobody has taken yet."""
        found = [each["params"] for each in self._events if each.get("method") == method]
        self._events = [each for each in self._events if each.get("method") != method]
        return found

    def wait_for(self, method: str, **holding: object) -> dict[str, Any]:
        """Wait until it tells this, with these values."""
        deadline = time.monotonic() + PATIENCE_S
        while True:
            for number, each in enumerate(self._events):
                if each.get("method") == method and holding.items() <= each["params"].items():
                    return self._events.pop(number)["params"]
            self._events.append(self._next(deadline))

    def downloaded(self, name: str) -> bool:
        """Whether the download of this name is done."""
        self.call("Browser.getVersion")  # so that what it has told is read
        for each in self.told("Browser.downloadWillBegin"):
            self._names[each["guid"]] = each["suggestedFilename"]
        for each in self.told("Browser.downloadProgress"):
            if each["state"] == "completed":
                self._done.add(self._names[each["guid"]])
        return name in self._done

    def close(self) -> None:
        """End it, with all that it started."""
        with suppress(ProcessLookupError):
            os.killpg(self._program.pid, signal.SIGKILL)
        self._program.wait(PATIENCE_S)
        for each in (self._to, self._from):
            os.close(each)
        self._log.close()

    def _next(self, deadline: float) -> dict[str, Any]:
        while b"\0" not in self._received:
            ready, _, _ = select.select([self._from], [], [], max(0.0, deadline - time.monotonic()))
            assert ready, "Chromium does not answer"
            self._received += os.read(self._from, 1 << 20)
        message, _, self._received = self._received.partition(b"\0")
        return json.loads(message)


class Page:
    """A tab of a profile of its own: cookies of one are not those of another."""

    def __init__(self, browser: Browser) -> None:
        self.browser = browser
        context = browser.call("Target.createBrowserContext")["browserContextId"]
        target = browser.call("Target.createTarget", url="about:blank", browserContextId=context)["targetId"]
        found = browser.call("Target.attachToTarget", targetId=target, flatten=True)
        self._session: str = found["sessionId"]
        browser.call(
            "Browser.setDownloadBehavior", behavior="allow", browserContextId=context,
            downloadPath=str(browser.downloads), eventsEnabled=True,
        )  # fmt: skip
        for domain in ("Page", "Network", "Log", "Runtime"):
            self.call(f"{domain}.enable")
        self.look()

    def call(self, method: str, /, **arguments: object) -> dict[str, Any]:
        """Have it do something."""
        return self.browser.call(method, self._session, **arguments)

    def look(self, colours: str = "light", width: int = 1180, height: int = 800, media: str = "") -> None:
        """See pages in ``light`` or ``dark``, so wide; ``media="print"``: as on paper."""
        features = [{"name": "prefers-color-scheme", "value": colours}]
        self.call("Emulation.setEmulatedMedia", media=media, features=features)
        self.call(
            "Emulation.setDeviceMetricsOverride",
            width=width,
            height=height,
            deviceScaleFactor=1,
            mobile=False,
        )

    def open(self, url: str) -> None:
        """Go to an address and wait for the whole page."""
        self.browser.told("Page.loadEventFired")
        answer = self.call("Page.navigate", url=url)
        assert "errorText" not in answer, answer
        self.browser.wait_for("Page.loadEventFired")

    def press(self, words: str) -> None:
        """Press the button or the link that says so, and wait for the page that comes of it."""
        self.browser.told("Page.loadEventFired")
        self.touch(words)
        self.browser.wait_for("Page.loadEventFired")

    def touch(self, words: str) -> None:
        """Press what says so (a button, a link, a summary) where no other page comes of it."""
        quoted = f'"{words}"'
        said = f"normalize-space(.)={quoted} or @aria-label={quoted}"
        path = json.dumps(f"//*[self::a or self::button or self::summary][{said}]")
        self.evaluate(f"{_FOUND.format(path=path)} if (!found) throw new Error({quoted}); found.click(); }}")

    def fill(self, label: str, value: str) -> None:
        """Type into the field of this label; its whole content is replaced."""
        quoted = f'"{label}"'
        path = json.dumps(
            f"//input[@aria-label={quoted} or @id=//label[starts-with(normalize-space(.),{quoted})]/@for]"
            f" | //select[@id=//label[starts-with(normalize-space(.),{quoted})]/@for]"
        )
        self.evaluate(
            f"{_FOUND.format(path=path)} if (!found) throw new Error({quoted}); found.focus();"
            "if (found.type === 'checkbox') found.click(); else if (found.select) found.select(); }"
        )
        if value:
            self.call("Input.insertText", text=value)

    def evaluate(self, script: str) -> Any:
        """Run a script from outside (the page's own policy forbids it any) and wait for what it gives."""
        found = self.call("Runtime.evaluate", expression=script, awaitPromise=True, returnByValue=True)
        assert "exceptionDetails" not in found, found["exceptionDetails"]
        return found["result"].get("value")

    @property
    def text(self) -> str:
        """All that can be read on the page."""
        return self.evaluate("document.body.innerText")

    @property
    def path(self) -> str:
        """Where it is, without the server's name."""
        return self.evaluate("location.pathname + location.search")

    def requested(self) -> list[str]:
        """The addresses of all requests since this was last asked."""
        return [each["request"]["url"] for each in self.browser.told("Network.requestWillBeSent")]

    def complaints(self) -> list[str]:
        """What the browser had to say against the pages, such as a breach of their own policy.

        That an answer is an error's is none: its page is looked at.
        """
        told = [each["entry"]["text"] for each in self.browser.told("Log.entryAdded")]
        return [each for each in told if not each.startswith("Failed to load resource: the server responded")]

    def barriers(self, *rules: str) -> list[str]:
        """What axe-core finds on this page (WCAG 2.2 AA and its good practice); of some rules, or of all."""
        if not self.evaluate("'axe' in window"):
            self.evaluate(_AXE.read_text("utf-8") + ";0")
        asked = {"resultTypes": ["violations"], **({"runOnly": rules} if rules else {})}
        found = self.evaluate(f"axe.run(document, {json.dumps(asked)})")
        return [
            f"{each['id']}: {' '.join(map(str, node['target']))}: {node['failureSummary']}"
            for each in found["violations"]
            for node in each["nodes"]
        ]

    def overflow(self) -> int:
        """So many pixels does the page reach beyond its window's right side."""
        return self.evaluate("document.documentElement.scrollWidth - innerWidth")

    def picture(self) -> bytes:
        """The whole page as PNG."""
        return base64.b64decode(
            self.call("Page.captureScreenshot", format="png", captureBeyondViewport=True)["data"]
            if self.evaluate("document.documentElement.scrollHeight <= innerHeight")
            else self._whole()
        )

    def _whole(self) -> str:
        size = self.call("Page.getLayoutMetrics")["cssContentSize"]
        clip = {"x": 0, "y": 0, "width": size["width"], "height": size["height"], "scale": 1}
        return self.call("Page.captureScreenshot", format="png", captureBeyondViewport=True, clip=clip)[
            "data"
        ]
