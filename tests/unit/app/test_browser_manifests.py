"""Which browsers find which home's host, and by which files."""

from __future__ import annotations

import json
import os
import stat
import subprocess
from pathlib import Path

import pytest

from worktracker.app import browser_manifests
from worktracker.app.belongings import belongings
from worktracker.app.browser_manifests import BROWSERS, Reach, install, launcher, look, named, remove
from worktracker.errors import UsageError, WorkTrackerError
from worktracker.home import Home
from worktracker.resource import resource_path

NAME = "org.worktracker.host.json"


@pytest.fixture(autouse=True)
def user(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A user without browsers."""
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path


def home_of(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    monkeypatch.setenv("WORKTRACKER_HOME", str(folder))
    return Home.from_environment(os.environ)


def test_every_browser_is_told_where_it_looks(user: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home = home_of(user / "my home", monkeypatch)
    for browser in named([]):
        install(home, browser, replace=False)
        assert look(home, browser).reach is Reach.WRITTEN
    config = user / ".config"
    places = [
        *(config / name for name in ("google-chrome", "chromium", "microsoft-edge", "vivaldi", "opera")),
        config / "BraveSoftware/Brave-Browser",
    ]
    found = set(user.rglob(NAME))
    assert found == {
        *(place / "NativeMessagingHosts" / NAME for place in places),
        *(user / name / "native-messaging-hosts" / NAME for name in (".mozilla", ".librewolf")),
    }
    ids = json.loads(resource_path("extension-ids.json").read_text())
    for path in found:
        manifest = json.loads(path.read_text())
        assert manifest["name"] == path.stem == ids["host"]
        assert (manifest["path"], manifest["type"]) == (str(user / "my home/browser-host"), "stdio")
        if "allowed_origins" in manifest:
            assert manifest["allowed_origins"] == [f"chrome-extension://{ids['chromium']['unpacked']}/"]
        else:
            assert manifest["allowed_extensions"] == [ids["firefox"]["addons.mozilla.org"]]
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert set(belongings(home, None, ())) >= found | {launcher(home)}
    assert {each.key for each in remove(home, named([]))} == {each.key for each in BROWSERS}
    assert not list(user.rglob(NAME))
    assert not launcher(home).exists()


def test_the_launcher_names_its_home_whatever_the_browsers_environment(
    user: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = user / "program"
    program.write_text('#!/bin/sh\necho "$WORKTRACKER_HOME|$XDG_DATA_HOME|$*"\n')
    program.chmod(0o700)
    monkeypatch.setattr(browser_manifests, "_program", lambda: program)
    firefox = named(["firefox"])[0]
    other = {"WORKTRACKER_HOME": "/elsewhere", "XDG_DATA_HOME": "/elsewhere", "PATH": "/usr/bin:/bin"}

    def said(home: Home) -> str:
        assert stat.S_IMODE(launcher(home).stat().st_mode) == 0o700
        return subprocess.check_output([launcher(home), "a b"], env=other, text=True).strip()

    home = home_of(user / "it's $HOME", monkeypatch)
    install(home, firefox, replace=False)
    assert said(home) == f"{user}/it's $HOME|/elsewhere|a b"
    monkeypatch.delenv("WORKTRACKER_HOME")
    home = Home.from_environment(os.environ)
    install(home, firefox, replace=True)
    assert said(home) == f"|{user}/.local/share|a b"


def test_a_browser_serves_one_home_until_the_user_says_otherwise(
    user: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = home_of(user / "first", monkeypatch)
    chromium = named(["chromium"])[0]
    install(first, chromium, replace=False)
    second = home_of(user / "second", monkeypatch)
    assert look(second, chromium).reach is Reach.OTHER_HOME
    with pytest.raises(WorkTrackerError, match="replace"):
        install(second, chromium, replace=False)
    assert remove(second, [chromium]) == []
    assert chromium.manifest not in belongings(second, None, ())
    assert chromium.manifest.exists()
    # A home that is gone is no reason to ask.
    launcher(first).unlink()
    install(second, chromium, replace=False)
    assert look(second, chromium).reach is Reach.WRITTEN


def test_what_is_old_or_damaged_is_told_and_mended(user: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home = home_of(user / "home", monkeypatch)
    chromium = named(["chromium"])[0]
    install(home, chromium, replace=False)
    launcher(home).write_text("#!/bin/sh\nexec /an/older/place\n")
    assert look(home, chromium).reach is Reach.OUTDATED
    install(home, chromium, replace=False)
    chromium.manifest.write_text("{")
    assert look(home, chromium).reach is Reach.MISSING
    chromium.manifest.unlink()
    target = user / "somebody's"
    target.write_text("untouched")
    chromium.manifest.symlink_to(target)
    install(home, chromium, replace=False)
    assert look(home, chromium).reach is Reach.WRITTEN
    assert target.read_text() == "untouched"


def test_a_browser_in_a_sandbox_is_told_honestly(user: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (user / ".local/share/flatpak/app/org.mozilla.firefox").mkdir(parents=True)
    home = home_of(user / "home", monkeypatch)
    firefox = named(["firefox"])[0]
    found = look(home, firefox)
    assert (found.reach, found.sandbox, found.installed) == (Reach.CONFINED, "Flatpak", False)
    with pytest.raises(WorkTrackerError, match="Flatpak"):
        install(home, firefox, replace=False)
    (user / "bin").mkdir()
    (user / "bin/firefox").write_text("")
    (user / "bin/firefox").chmod(0o700)
    found = look(home, firefox)
    assert found.reach is Reach.MISSING, "it is there as an ordinary package too"
    assert found.note == "Run: worktracker browser install firefox"
    install(home, firefox, replace=False)
    found = look(home, firefox)
    assert found.reach is Reach.WRITTEN
    assert "Flatpak can't" in found.note


def test_an_unknown_browser_is_a_mistake() -> None:
    with pytest.raises(UsageError):
        named(["netscape"])
