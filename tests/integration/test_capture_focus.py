"""Screens without a window manager that says what is in front: the focus is followed instead."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from Xlib import X, Xatom

from tests.desktop.virtual_desktop import VirtualDesktop
from tests.integration.capture_screen import Watched, watched

pytestmark = pytest.mark.desktop


@pytest.fixture(scope="module")
def screen() -> Iterator[VirtualDesktop]:
    with VirtualDesktop(window_manager=None) as desktop:
        yield desktop


@pytest.fixture
def watch(screen: VirtualDesktop) -> Iterator[Watched]:
    with watched(screen.env["DISPLAY"]) as begun:
        begun.stage.root.warp_pointer(700, 500)
        begun.stage.display.sync()
        begun.expect(None, None)
        yield begun


def focus(watch: Watched, window: Any) -> None:
    watch.stage.display.set_input_focus(window, X.RevertToPointerRoot, X.CurrentTime)
    watch.stage.display.sync()


def test_it_is_said(watch: Watched) -> None:
    assert "focus" in watch.desktop.limits[0]


def test_the_focused_window(watch: Watched) -> None:
    one, two = watch.stage.window("One", b"one\0One\0"), watch.stage.window("Two", b"two\0Two\0")
    focus(watch, one)
    watch.expect("One", "One")
    focus(watch, two)
    watch.expect("Two", "Two")
    watch.stage.name(two, "Another title")
    watch.expect("Two", "Another title")
    two.destroy()
    watch.stage.display.sync()
    watch.expect(None, None)


def test_a_focused_part_of_a_window(watch: Watched) -> None:
    window = watch.stage.window("Whole", b"whole\0Whole\0")
    part = window.create_window(0, 0, 50, 50, 0, X.CopyFromParent, X.InputOutput, X.CopyFromParent)
    part.map()
    focus(watch, part)
    watch.expect("Whole", "Whole")


def test_a_focused_frame_around_a_window(watch: Watched) -> None:
    """As old window managers draw them: the frame has no class, what is inside has WM_STATE."""
    frame = watch.stage.window(None, None)
    window = watch.stage.window("Inside", b"inside\0Inside\0")
    window.change_property(watch.stage.atom("WM_STATE"), watch.stage.atom("WM_STATE"), 32, [1, 0])
    window.reparent(frame, 0, 10)
    watch.stage.display.sync()
    focus(watch, frame)
    watch.expect("Inside", "Inside")
    other = watch.stage.window("Other", b"other\0Other\0")
    focus(watch, other)
    watch.expect("Other", "Other")


def test_the_window_under_the_pointer(watch: Watched) -> None:
    window = watch.stage.window("Under", b"under\0Under\0")
    focus(watch, X.PointerRoot)
    watch.stage.root.warp_pointer(50, 50)
    watch.stage.display.sync()
    watch.expect("Under", "Under")
    watch.stage.root.warp_pointer(700, 500)
    watch.stage.display.sync()
    watch.expect(None, None)
    window.destroy()


def test_a_focused_menu_does_not_count(watch: Watched) -> None:
    window = watch.stage.window("Program", b"program\0Program\0")
    menu = watch.stage.window("Menu", b"menu\0Menu\0", unmanaged=True)
    focus(watch, window)
    watch.expect("Program", "Program")
    focus(watch, menu)
    watch.loop.turn_for(0.3)
    assert watch.heard.last == ("Program", "Program")
    focus(watch, window)
    window.change_property(Xatom.WM_CLASS, Xatom.STRING, 8, b"x\0Changed\0")
    watch.stage.display.sync()
    watch.expect("Changed", "Program")


def test_no_focus_at_all(watch: Watched) -> None:
    window = watch.stage.window("Program", b"program\0Program\0")
    focus(watch, window)
    watch.expect("Program", "Program")
    focus(watch, X.NONE)
    watch.expect(None, None)
