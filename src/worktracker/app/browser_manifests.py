"""The files by which browsers find the host of one home, and where each browser looks for them.

Chromium's family: https://developer.chrome.com/docs/extensions/develop/concepts/native-messaging; Firefox's:
https://developer.mozilla.org/docs/Mozilla/Add-ons/WebExtensions/Native_manifests. A browser
takes one manifest of a name, so it serves one home: the manifest leads to a script in it that names it.
"""

from __future__ import annotations

import json
import os
import shlex
import shutil
import sys
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any, Literal

from worktracker.errors import UsageError, WorkTrackerError
from worktracker.home import VARIABLE, Home
from worktracker.resource import resource_path

PROGRAM = "worktracker-browser-host"

Family = Literal["chromium", "firefox"]


class Reach(StrEnum):
    """How far a browser is from the host of a home."""

    WRITTEN = "written"
    """Its manifest leads there."""

    OUTDATED = "outdated"
    """It did once: ``install`` again."""

    OTHER_HOME = "other-home"
    """It leads to another home's host."""

    MISSING = "missing"
    """There is none."""

    CONFINED = "confined"
    """The browser runs in a sandbox that lets it start no host."""


@dataclass(frozen=True, slots=True)
class Browser:
    """A browser, and where it looks for manifests.

    Attributes:
        key: its name in commands.
        name: its name for people.
        programs: file names of its program.
        profiles: the folder of its profiles: below the user's configuration, for Firefox's family below
            the user's own directory.
        flatpak, snap: its names there, as far as it has some.
    """

    key: str
    name: str
    family: Family
    programs: tuple[str, ...]
    profiles: str
    flatpak: str | None = None
    snap: str | None = None

    @property
    def manifest(self) -> Path:
        """Where it looks for ours."""
        if self.family == "firefox":
            return Path.home() / self.profiles / "native-messaging-hosts" / f"{_ids()['host']}.json"
        return _config() / self.profiles / "NativeMessagingHosts" / f"{_ids()['host']}.json"

    @property
    def is_installed(self) -> bool:
        """Whether it is here, other than in a sandbox."""
        found = (shutil.which(program) for program in self.programs)
        return any(path and not path.startswith("/snap/") for path in found)

    @property
    def sandbox(self) -> str | None:
        """``Flatpak`` or ``Snap`` where it is here in one."""
        places = (Path("/var/lib/flatpak"), _data() / "flatpak")
        if self.flatpak and any((place / "app" / self.flatpak).is_dir() for place in places):
            return "Flatpak"
        return "Snap" if self.snap and Path("/snap/bin", self.snap).exists() else None


# Chromium's places are in chrome/common/chrome_paths_linux.cc, the others' in their packages; seen in use
# here: Chromium's and Firefox's.
BROWSERS = (
    Browser("chrome", "Google Chrome", "chromium", ("google-chrome-stable", "google-chrome"), "google-chrome",
            "com.google.Chrome"),
    Browser("chromium", "Chromium", "chromium", ("chromium", "chromium-browser"), "chromium",
            "org.chromium.Chromium", "chromium"),
    Browser("edge", "Microsoft Edge", "chromium", ("microsoft-edge-stable", "microsoft-edge"),
            "microsoft-edge", "com.microsoft.Edge"),
    Browser("brave", "Brave", "chromium", ("brave-browser", "brave"), "BraveSoftware/Brave-Browser",
            "com.brave.Browser", "brave"),
    Browser("vivaldi", "Vivaldi", "chromium", ("vivaldi-stable", "vivaldi"), "vivaldi",
            "com.vivaldi.Vivaldi"),
    Browser("opera", "Opera", "chromium", ("opera",), "opera", "com.opera.Opera", "opera"),
    Browser("firefox", "Firefox", "firefox", ("firefox", "firefox-esr"), ".mozilla", "org.mozilla.firefox",
            "firefox"),
    Browser("librewolf", "LibreWolf", "firefox", ("librewolf",), ".librewolf",
            "io.gitlab.librewolf-community"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Found:
    """What is so of one browser.

    Attributes:
        sandbox: the one that it is installed in, if it is.
        note: what keeps it from the host and what to do, in words; empty where nothing does.
    """

    browser: Browser
    installed: bool
    sandbox: str | None
    reach: Reach
    note: str = ""


def named(keys: list[str]) -> list[Browser]:
    """The browsers of these names; all of them for none.

    Raises:
        UsageError: there is none of that name.
    """
    known = {browser.key: browser for browser in BROWSERS}
    for key in keys:
        if key not in known:
            raise UsageError("No such browser is known.", f"Known are: {', '.join(known)}.")
    return [known[key] for key in keys] if keys else list(BROWSERS)


def look(home: Home, browser: Browser) -> Found:
    """What is so of ``browser`` for ``home``."""
    installed, sandbox = browser.is_installed, browser.sandbox
    led = _leads_to(browser.manifest)
    if led is None:
        if sandbox and not installed:
            words = (
                f"It is installed as a {sandbox}, which lets it start no program; an ordinary package does."
            )
            return Found(browser, installed, sandbox, Reach.CONFINED, words)
        return Found(
            browser, installed, sandbox, Reach.MISSING, f"Run: worktracker browser install {browser.key}"
        )
    if led != launcher(home):
        return Found(
            browser, installed, sandbox, Reach.OTHER_HOME, f"That is {led.parent}; --replace changes it."
        )
    with suppress(OSError, WorkTrackerError):
        current = browser.manifest.read_text("utf-8") == _manifest(home, browser.family)
        if current and launcher(home).read_text("utf-8") == _script(home):
            other = f"The one that is installed as a {sandbox} can't: its sandbox lets it start no program."
            return Found(browser, installed, sandbox, Reach.WRITTEN, other if sandbox else "")
    return Found(browser, installed, sandbox, Reach.OUTDATED, "Run: worktracker browser install")


def launcher(home: Home) -> Path:
    """The script that a browser starts for ``home``."""
    return home.directory / "browser-host"


def install(home: Home, browser: Browser, *, replace: bool) -> None:
    """Have ``browser`` find the host of ``home``.

    Raises:
        WorkTrackerError: it serves another home and ``replace`` is not set, or a file can't be written.
    """
    found = look(home, browser)
    if found.reach is Reach.CONFINED:
        raise WorkTrackerError(
            f"{browser.name}: {found.note}",
            "Install it as an ordinary package instead, then: worktracker browser install",
        )
    if found.reach is Reach.OTHER_HOME and not replace:
        led = _leads_to(browser.manifest)
        if led is not None and led.exists():
            raise WorkTrackerError(f"{browser.name} serves {led.parent}.", "Add --replace.")
    home.make()
    _write(launcher(home), _script(home), 0o700)
    _write(browser.manifest, _manifest(home, browser.family), 0o600)


def remove(home: Home, browsers: list[Browser]) -> list[Browser]:
    """Take the manifests of ``home`` away again; of which browsers there were some.

    Raises:
        WorkTrackerError: one can't be removed.
    """
    gone = [browser for browser in browsers if _leads_to(browser.manifest) == launcher(home)]
    for browser in gone:
        try:
            browser.manifest.unlink(missing_ok=True)
        except OSError as error:
            raise WorkTrackerError(f"{browser.manifest} can't be removed: {error.strerror}.") from None
        with suppress(OSError):  # others' manifests may lie beside it
            browser.manifest.parent.rmdir()
    if not manifests_of(home):
        with suppress(OSError):
            launcher(home).unlink()
    return gone


def manifests_of(home: Home) -> list[Path]:
    """Every manifest that leads to the host of ``home``."""
    return [each.manifest for each in BROWSERS if _leads_to(each.manifest) == launcher(home)]


def _leads_to(manifest: Path) -> Path | None:
    """The program that a manifest names; None where there is none, or it is damaged."""
    try:
        return Path(json.loads(manifest.read_text("utf-8"))["path"])
    except (OSError, ValueError, TypeError, KeyError):
        return None


def _manifest(home: Home, family: Family) -> str:
    ids = _ids()
    manifest: dict[str, Any] = {
        "name": ids["host"],
        "description": "worktracker, a private time tracker on this computer",
        "path": str(launcher(home)),
        "type": "stdio",
    }
    known = [extension for extension in ids[family].values() if extension]
    if family == "firefox":
        manifest["allowed_extensions"] = known
    else:
        manifest["allowed_origins"] = [f"chrome-extension://{extension}/" for extension in known]
    return json.dumps(manifest, indent=2, ensure_ascii=False) + "\n"


def _script(home: Home) -> str:
    """The launcher: browsers start it with an environment of their own, so that it names the home itself."""
    if os.environ.get(VARIABLE):
        environment = f"export {VARIABLE}={shlex.quote(str(home.directory))}\n"
    else:
        environment = f"unset {VARIABLE}\nexport XDG_DATA_HOME={shlex.quote(str(home.directory.parent))}\n"
    return (
        "#!/bin/sh\n"
        "# Started by browsers. Written by: worktracker browser install\n"
        f'{environment}exec {shlex.quote(str(_program()))} "$@"\n'
    )


def _program() -> Path:
    beside = Path(sys.executable).with_name(PROGRAM)
    found = beside if beside.is_file() else shutil.which(PROGRAM)
    if found is None:
        raise WorkTrackerError(f"The program {PROGRAM} is missing.", "Install worktracker again.")
    return Path(found)


def _write(path: Path, text: str, mode: int) -> None:
    """Write a file anew; a link there is replaced, not followed."""
    if sys.platform != "linux":
        raise WorkTrackerError("Browsers can't be told of worktracker on this system yet.")
    part = path.with_name(f".{path.name}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        part.unlink(missing_ok=True)
        part.write_text(text, "utf-8")
        part.chmod(mode)
        part.replace(path)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise WorkTrackerError(f"{path} can't be written: {error.strerror}.") from None


def _ids() -> dict[str, Any]:
    """The extension's ids in every store."""
    return json.loads(resource_path("extension-ids.json").read_text("utf-8"))


def _config() -> Path:
    named = os.environ.get("XDG_CONFIG_HOME", "")
    return Path(named) if named.startswith("/") else Path.home() / ".config"


def _data() -> Path:
    named = os.environ.get("XDG_DATA_HOME", "")
    return Path(named) if named.startswith("/") else Path.home() / ".local/share"
