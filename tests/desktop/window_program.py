"""A program with one plain window, under full control of a test.

It is told what to do by lines on stdin, one JSON object each, and answers each with one line on
stdout once the X server has carried it out. It ends with its stdin, or when its window is closed.

    {"do": "title", "net": "<hex>", "legacy": "<hex>"}   raw bytes of _NET_WM_NAME and WM_NAME, or null
    {"do": "class", "instance": "a", "class": "B"}       WM_CLASS
    {"do": "pid", "pid": 4711}                           _NET_WM_PID, as if another process had the window
    {"do": "map"} · {"do": "unmap"}
    {"do": "close"}                                      answers, then ends
"""

from __future__ import annotations

import argparse
import json
import os
import select
import socket
import sys
from typing import Any

from Xlib import X, Xatom, Xutil, display

# python-xlib writes no request longer than the protocol's old limit of 256 KiB.
_LONGEST_WRITE_B = 200_000


class Program:
    """One connection, one window."""

    def __init__(self, x: int, y: int, width: int, height: int, colour: str, *, asks_for_focus: bool) -> None:
        self._display = display.Display()
        screen = self._display.screen()
        pixel = screen.default_colormap.alloc_named_color(colour).pixel
        self.window = screen.root.create_window(
            x, y, width, height, 0, screen.root_depth, X.InputOutput, X.CopyFromParent,
            background_pixel=pixel, event_mask=X.StructureNotifyMask,
        )  # fmt: skip
        self._delete = self._atom("WM_DELETE_WINDOW")
        self.window.set_wm_protocols([self._delete])
        self.window.set_wm_normal_hints(flags=Xutil.USPosition | Xutil.USSize)
        hints = Xutil.InputHint | Xutil.StateHint
        self.window.set_wm_hints(flags=hints, input=1, initial_state=Xutil.NormalState)
        self.window.set_wm_client_machine(socket.gethostname())
        self._say_pid(os.getpid())
        if not asks_for_focus:  # EWMH: a user time of 0 means "don't focus it when it is mapped"
            self.window.change_property(self._atom("_NET_WM_USER_TIME"), Xatom.CARDINAL, 32, [0])

    def obey(self, order: dict[str, Any]) -> bool:
        """Carry out one line; false when it was the last one."""
        match order["do"]:
            case "title":
                self._write("_NET_WM_NAME", "UTF8_STRING", order["net"])
                self._write("WM_NAME", "STRING", order["legacy"])
            case "class":
                self.window.set_wm_class(order["instance"], order["class"])
            case "pid":
                self._say_pid(order["pid"])
            case "map":
                self.window.map()
            case "unmap":  # withdrawn, as ICCCM has it, so that the window manager lets go of it
                self.window.unmap()
                self._display.screen().root.send_event(
                    _withdrawn(self._display.screen().root, self.window),
                    event_mask=X.SubstructureNotifyMask | X.SubstructureRedirectMask,
                )
            case "close":
                return False
            case unknown:
                raise ValueError(f"no such order: {unknown}")
        self._display.sync()
        return True

    def run(self) -> None:
        """Obey until told to close."""
        self._display.sync()
        _say({"window": self.window.id, "pid": os.getpid()})
        lines = sys.stdin.buffer
        while True:
            while self._display.pending_events():
                event = self._display.next_event()
                if event.type == X.ClientMessage and event.data[1][0] == self._delete:
                    return
            ready, _, _ = select.select([lines, self._display], [], [])
            if lines in ready:
                line = lines.readline()
                if not line:
                    return
                goes_on = self.obey(json.loads(line))
                _say({"done": True})
                if not goes_on:
                    return

    def _say_pid(self, pid: int) -> None:
        self.window.change_property(self._atom("_NET_WM_PID"), Xatom.CARDINAL, 32, [pid])

    def _write(self, name: str, kind: str, value: str | None) -> None:
        """Replace a text property; a long one in pieces, so that its readers see it grow."""
        if value is None:
            self.window.delete_property(self._atom(name))
            return
        content = bytes.fromhex(value)
        self.window.change_property(self._atom(name), self._atom(kind), 8, content[:_LONGEST_WRITE_B])
        for start in range(_LONGEST_WRITE_B, len(content), _LONGEST_WRITE_B):
            piece = content[start : start + _LONGEST_WRITE_B]
            self.window.change_property(self._atom(name), self._atom(kind), 8, piece, X.PropModeAppend)

    def _atom(self, name: str) -> int:
        return self._display.intern_atom(name)


def _withdrawn(root: Any, window: Any) -> Any:
    from Xlib.protocol.event import UnmapNotify

    return UnmapNotify(event=root, window=window, from_configure=0)


def _say(answer: dict[str, Any]) -> None:
    print(json.dumps(answer), flush=True)


def main() -> None:
    arguments = argparse.ArgumentParser()
    for name in ("x", "y", "width", "height"):
        arguments.add_argument(name, type=int)
    arguments.add_argument("colour")
    arguments.add_argument("--no-focus", action="store_true")
    given = arguments.parse_args()
    place = (given.x, given.y, given.width, given.height)
    Program(*place, given.colour, asks_for_focus=not given.no_focus).run()


if __name__ == "__main__":
    main()
