"""The session's timer: units that systemd understands, or an entry at login, and nothing left of either."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from worktracker.app.belongings import belongings
from worktracker.app.end_of_all import erase_all
from worktracker.app.sync_timer import Timer, remove_timer, set_timer, timer_files, timer_of
from worktracker.home import Home

Session = Callable[..., dict[str, str]]


@pytest.fixture
def session(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Session:
    """An environment whose ``systemctl`` writes down what it is asked, and answers as it is told.

    A stand-in: the real one needs a user manager, which needs a systemd that booted the machine.
    """

    def make(*, answers: int, home: str = "a home") -> dict[str, str]:
        programs = tmp_path / "bin"
        programs.mkdir(exist_ok=True)
        script = programs / "systemctl"
        script.write_text(f'#!/bin/sh\necho "$@" >> "{tmp_path}/asked"\nexit {answers}\n')
        script.chmod(0o755)
        environ = {
            "PATH": f"{programs}:/usr/bin:/bin",
            "XDG_CONFIG_HOME": str(tmp_path / "config"),
            "WORKTRACKER_HOME": str(tmp_path / home),
        }
        for name, value in environ.items():
            monkeypatch.setenv(name, value)
        return environ

    return make


def test_systemd_runs_it_every_hour(session: Session, tmp_path: Path) -> None:
    environ = session(answers=0, home='100% "mine" $HOME \\ ü')
    home = Home.from_environment(environ)
    assert timer_of(home, environ) is None
    assert set_timer(home, environ) is Timer.HOURLY
    assert set_timer(home, environ) is timer_of(home, environ) is Timer.HOURLY
    units = {
        path.suffix: path for path in (tmp_path / "config" / "systemd" / "user").glob("*.*") if path.is_file()
    }
    assert set(units) == {".service", ".timer"}
    checker = shutil.which("systemd-analyze")
    assert checker is not None, "Debian package systemd"
    checked = subprocess.run(
        [checker, "--user", "verify", str(units[".timer"])],
        env=environ | {"HOME": str(tmp_path), "XDG_RUNTIME_DIR": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (checked.returncode, checked.stderr) == (0, "")
    service = units[".service"].read_text("utf-8")
    assert f'ExecStart="{sys.executable}" -m worktracker sync now --quiet\n' in service
    assert f'Environment="WORKTRACKER_HOME={tmp_path}/100%% \\"mine\\" $HOME \\\\ ü"\n' in service
    asked = (tmp_path / "asked").read_text().splitlines()
    name = units[".timer"].name
    assert asked[:2] == ["--user --quiet daemon-reload", f"--user --quiet start {name}"]
    assert len(timer_files(home, environ)) == 3
    remove_timer(home, environ)
    assert timer_files(home, environ) == []
    asked = (tmp_path / "asked").read_text().splitlines()
    assert asked[-2:] == [f"--user --quiet stop {name}", "--user --quiet daemon-reload"]
    assert timer_of(home, environ) is None


def test_without_systemd_the_login_runs_it(session: Session, tmp_path: Path) -> None:
    environ = session(answers=1)
    home = Home.from_environment(environ)
    assert set_timer(home, environ) is timer_of(home, environ) is Timer.AT_LOGIN
    (entry,) = timer_files(home, environ)
    assert entry.parent == tmp_path / "config" / "autostart"
    line = next(line for line in entry.read_text("utf-8").splitlines() if line.startswith("Exec="))
    assert line == (
        f'Exec=env "WORKTRACKER_HOME={tmp_path}/a home" {sys.executable} -m worktracker sync now --quiet'
    )
    remove_timer(home, environ)
    assert timer_files(home, environ) == []
    remove_timer(home, environ)


def test_each_home_has_its_own(session: Session) -> None:
    one = session(answers=1, home="one")
    set_timer(Home.from_environment(one), one)
    other = session(answers=1, home="other")
    assert timer_of(Home.from_environment(other), other) is None
    set_timer(Home.from_environment(other), other)
    remove_timer(Home.from_environment(other), other)
    assert timer_of(Home.from_environment(one), one) is Timer.AT_LOGIN


@pytest.mark.parametrize("answers", [0, 1])
def test_it_ends_with_everything(session: Session, answers: int) -> None:
    environ = session(answers=answers)
    home = Home.from_environment(environ)
    home.make()
    set_timer(home, environ)
    ours = timer_files(home, environ)
    assert ours
    assert set(ours) <= set(belongings(home, None, ()))
    assert erase_all(home, None, ()).left == []
    assert timer_files(home, environ) == []
