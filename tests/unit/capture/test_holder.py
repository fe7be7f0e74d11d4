from __future__ import annotations

import os

import pytest

from worktracker.capture.port import FrontProgram
from worktracker.capture.session.holder import Holder, is_same


@pytest.mark.parametrize(
    ("held", "front"),
    [
        ("firefox", "firefox"),
        ("firefox-esr", "Firefox-esr"),
        ("org.mozilla.firefox", "firefox"),
        ("org.gnome.Totem", "org.gnome.Totem"),
        ("org.gnome.Totem", "totem"),
        ("totem", "org.gnome.Totem"),
        ("org.gnome.Totem.desktop", "Totem"),
        ("vlc.desktop", "vlc"),
        ("/usr/lib/chromium/chromium", "Chromium"),
        ("/usr/lib/chromium/chromium", "Chromium-browser"),
        ("/opt/google/chrome/chrome", "Google-chrome"),
        ("com.google.Chrome", "google-chrome"),
        ("/opt/microsoft/msedge/msedge", "Microsoft-edge"),
        ("/opt/brave.com/brave/brave", "Brave-browser"),
        ("org.telegram.desktop", "org.telegram.desktop"),
    ],
)
def test_names_of_one_program(held: str, front: str) -> None:
    assert is_same(held, front)
    assert is_same(front, held)


@pytest.mark.parametrize(
    ("held", "front"),
    [
        ("", ""),
        ("", "firefox"),
        ("/", "firefox"),
        (".desktop", ".desktop"),
        ("firefox", "firefox-esr"),
        ("fire", "firefox"),
        ("Firefox Web Browser", "firefox"),
        ("org.gnome.Totem", "org.kde.Totem"),  # two ids are two programs
        ("org.example.player.Helper", "player"),
        ("mozilla.firefox", "firefox"),  # no reversed domain
        ("krita-5.2.1", "1"),
        ("org.example.5", "tool-1.2.5"),
        ("org.telegram.desktop", "desktop"),
        ("/usr/bin/python3", "python3"),  # whose script?
        ("/usr/lib/electron28/electron", "electron"),
        ("/opt/google/chrome/chrome", "Chromium-browser"),
    ],
)
def test_names_that_prove_nothing(held: str, front: str) -> None:
    assert not is_same(held, front)
    assert not is_same(front, held)


def test_a_window_is_proof_whatever_the_name() -> None:
    front = FrontProgram(None, 77, frozenset({"player"}))
    assert Holder(window=77, name="org.example.Other").is_in(front)
    assert not Holder(window=78, name="org.example.Other").is_in(front)
    assert Holder(window=78, name="org.example.Player").is_in(front)
    assert not Holder(window=None, name="").is_in(FrontProgram())


def test_the_program_s_own_file_is_a_name_of_it() -> None:
    child = os.posix_spawn("/bin/sleep", ["whatever", "60"], os.environ)
    try:
        front = FrontProgram(child, 77, frozenset({"Window", "a title"}))
        name = os.path.basename(os.path.realpath(f"/proc/{child}/exe"))
        assert Holder(name=f"/usr/bin/{name}").is_in(front)
        assert not Holder(name="whatever").is_in(front)
    finally:
        os.kill(child, 9)
        os.waitpid(child, 0)


def test_a_process_is_the_one_in_front_or_not() -> None:
    mine = os.getpid()
    assert Holder(process=mine).is_in(FrontProgram(mine))
    assert not Holder(process=1).is_in(FrontProgram(mine))
    assert not Holder(process=mine).is_in(FrontProgram(None, 77))


def test_names_are_not_shown() -> None:
    told = repr(Holder(name="secret")) + repr(FrontProgram(names=frozenset({"secret"})))
    assert "secret" not in told
