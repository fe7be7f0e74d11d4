"""What happens in the demo, told while it happens."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from tests.demo.stretches import PAUSE, Stretch, complaints, furthest_ms, merged, read_csv
from tests.desktop.virtual_desktop import VirtualDesktop
from tests.desktop.window import wall_ms
from tests.waiting import wait_until

SECRET = "My bank - account 4711"
"""The title of the private window."""

_T = TypeVar("_T")

_WORKTRACKER = str(Path(sys.executable).with_name("worktracker"))
_PATIENCE_S = 20.0
_LONG_S = 60.0
_TOLERANCE_MS = 2_500  # on a busy machine a window comes to the front late
_KEYS_PER_S = 7
_BACKGROUND = "#4f6272"


class DemoError(Exception):
    """The demo did not come out as it should; each argument is a line for the user."""


@dataclass(frozen=True, slots=True)
class Tempo:
    """How long things take, in seconds.

    Attributes:
        turn_s: how long a program stays in front.
        pause_s: how long recording pauses.
        threshold_s: after how long without input somebody counts as away.
        away_s: how long nobody is there; longer than ``threshold_s``.
    """

    turn_s: float
    pause_s: int
    threshold_s: int
    away_s: float


CALM = Tempo(turn_s=4.0, pause_s=4, threshold_s=4, away_s=7.0)
BRISK = Tempo(turn_s=1.2, pause_s=2, threshold_s=3, away_s=4.5)


@dataclass(frozen=True, slots=True)
class Program:
    """A program with a window.

    Attributes:
        app: the class of its WM_CLASS, by which it is recorded.
        text: what is typed into it, turn after turn.
        text_at: where to click before, in pixels of the screen.
    """

    app: str
    command: tuple[str, ...]
    text: str = ""
    text_at: tuple[int, int] | None = None


_KEYSYMS = {" ": "space", "\n": "Return", "-": "minus", "=": "equal", ",": "comma", ".": "period"}


TERMINAL = Program(
    "XTerm",
    (
        "xterm", "-ut", "-fa", "DejaVu Sans Mono", "-fs", "11", "-T", "Terminal - notes",
        "-geometry", "70x20+40+40", "-e", "env", "PS1=$ ", "sh",
    ),
    "date\nuname -o\nls -a\ndate\n",
)  # fmt: skip
CALCULATOR = Program("XCalc", ("xcalc", "-geometry", "+960+90"), "1234-56.5=22-7=365-14=")
EDITOR = Program(
    "Xedit",
    ("xedit", "-title", "Letter to Ada", "-geometry", "560x360+90+360"),
    "dear ada,\n\nthe report you asked for is ready.\n",
    text_at=(380, 660),
)
FONTS = Program("XFontSel", ("xfontsel", "-title", "Fonts", "-geometry", "+420+230"))
BANK = Program("Xmessage", ("xmessage", "-title", SECRET, "-geometry", "+700+560", "Balance: 12.50"))


class Story:
    """The demo on a desktop that is there.

    Args:
        desktop: with tray and keyring.
        folder: an empty folder for the home, the CSV and the screenshot.
        tempo: how fast.
    """

    def __init__(self, desktop: VirtualDesktop, folder: Path, tempo: Tempo) -> None:
        self._desktop = desktop
        self._folder = folder
        self._tempo = tempo
        self._windows: dict[Program, int] = {}
        self._texts: dict[Program, Iterator[str]] = {}
        self._done: list[Stretch] = []
        self._since = ("", "", 0)
        desktop.env["WORKTRACKER_HOME"] = str(folder / "home")

    def run(self) -> None:
        """Tell the whole story and check its end.

        Raises:
            DemoError: the record is not what was done.
        """
        self._prepare()
        self._work()
        self._show_result()

    # -- the story ------------------------------------------------------------------------------

    def _prepare(self) -> None:
        subprocess.run(
            ["xsetroot", "-solid", _BACKGROUND], env=self._desktop.env, check=True, capture_output=True
        )
        _tell("A screen, a window manager, a tray and a keyring are there, for this demo alone.")
        self._command("agree", "--yes")
        self._command("exclude", "add", "--title", "*bank*", "--action", "private")
        self._command("settings", "set", "idle-threshold", f"{self._tempo.threshold_s}s")
        self._bring_to_front(TERMINAL)
        self._command("start")
        self._begin("active", TERMINAL.app)
        self._desktop.tray_icon_position()

    def _work(self) -> None:
        tempo = self._tempo
        self._turn(TERMINAL, "A terminal, and somebody types.")
        self._turn(CALCULATOR, "A calculator.")
        self._command("pause", "--for", f"{tempo.pause_s}s")
        self._begin(PAUSE, "")
        self._turn(FONTS, "A font chooser, looked at during the pause: it leaves no trace.", recorded=False)
        self._bring_to_front(TERMINAL)
        self._wait_for_end_of_pause()
        _tell("The pause is over by itself; the terminal is in front again.")
        self._use(TERMINAL)
        self._turn(BANK, f"A window called “{SECRET}”: only its time counts.", state="private")
        self._turn(EDITOR, "An editor, and a letter.")
        last_input_ms = self._desktop.nudge().after_ms
        self._begin("idle", "", last_input_ms)
        _tell(f"Nobody touches anything for {tempo.away_s:g} s.")
        time.sleep(tempo.away_s)
        self._begin("active", EDITOR.app)
        self._desktop.nudge()
        _tell("Somebody is back.")
        self._use(EDITOR)
        self._turn(CALCULATOR, "The calculator once more.")
        self._begin("", "")

    def _show_result(self) -> None:
        before = set(self._desktop.screen.managed_windows())
        _tell("The report window, opened by starting the app a second time:")
        self._command()
        window = self._wait(
            lambda: set(self._desktop.screen.managed_windows()) - before, "the report window"
        ).pop()
        self._activate(window)
        self._keep_busy(max(2.0, self._tempo.turn_s / 2), iter(()))
        picture = self._desktop.screenshot(self._folder / "screenshot.png")
        table = self._folder / "export.csv"
        report = self._command("report")
        print("\n".join(f"         {line}" for line in report.splitlines() if line.strip()))
        self._command("export", "--format", "csv", "--output", str(table))
        self._command("quit")
        self._check(table)
        print(f"\n  the spans      {table}\n  a screenshot   {picture}\n", flush=True)

    def _check(self, table: Path) -> None:
        done = merged(self._done)
        wrong = complaints(table, done, secret=SECRET, tolerance_ms=_TOLERANCE_MS)
        if wrong:
            raise DemoError(*wrong, f"The CSV: {table}")
        away = furthest_ms(done, read_csv(table))
        turns, private, idle, paused = (
            sum(each.state == state for each in done) for state in ("active", "private", "idle", PAUSE)
        )
        _tell(
            f"Checked, span by span: {turns} turns of programs, {private} private without its title,\n"
            f"          {idle} idle, {paused} pause left out; each begins within {away} ms of what was done."
        )

    # -- its means ------------------------------------------------------------------------------

    def _turn(self, program: Program, words: str, *, state: str = "active", recorded: bool = True) -> None:
        """A program comes to the front and is used for a while."""
        self._bring_to_front(program)
        if recorded:
            self._begin(state, program.app if state == "active" else "")
        _tell(words)
        self._use(program, self._tempo.turn_s if recorded else self._tempo.pause_s / 2)

    def _use(self, program: Program, seconds: float | None = None) -> None:
        if program.text_at:
            self._desktop.click(*program.text_at)
            time.sleep(1 / _KEYS_PER_S)
        text = self._texts.setdefault(program, iter(program.text))
        self._keep_busy(self._tempo.turn_s if seconds is None else seconds, text)

    def _keep_busy(self, seconds: float, text: Iterator[str]) -> None:
        """Real input for a while: keys, and the mouse when there is no more text."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            letter = next(text, None)
            if letter is None:
                self._desktop.nudge()
            else:
                self._desktop.key(_KEYSYMS.get(letter, letter))
            time.sleep(1 / _KEYS_PER_S)

    def _bring_to_front(self, program: Program) -> None:
        screen = self._desktop.screen
        window = self._windows.get(program)
        if window is None:
            before = set(screen.managed_windows())
            home = Path(self._desktop.env["HOME"])
            self._desktop.start(program.command, name=program.command[0], cwd=home)
            opened = self._wait(
                lambda: set(screen.managed_windows()) - before, f"the window of {program.app}"
            )
            window = self._windows[program] = opened.pop()
        self._activate(window)

    def _activate(self, window: int) -> None:
        screen = self._desktop.screen
        screen.ask_to_activate(window)
        self._wait(lambda: screen.active_window() == window, "the window to be in front")

    def _wait_for_end_of_pause(self) -> None:
        """Until recording goes on by itself."""
        self._wait(
            lambda: json.loads(self._run("status", "--json"))["state"] == "recording",
            "the pause to end by itself",
        )
        _, _, paused_ms = self._since
        self._begin("active", TERMINAL.app, paused_ms + self._tempo.pause_s * 1000)

    def _begin(self, state: str, app: str, at_ms: int | None = None) -> None:
        """Note that from now on (or ``at_ms``) this is so; an empty ``state`` is the end."""
        now_ms = wall_ms() if at_ms is None else at_ms
        before, app_before, since_ms = self._since
        if before:
            self._done.append(Stretch(before, app_before, since_ms, now_ms))
        self._since = (state, app, now_ms)

    def _command(self, *arguments: str) -> str:
        """Run ``worktracker``, as a user does, and show that; what it prints."""
        shown = " ".join(f"'{each}'" if "*" in each else each for each in ("worktracker", *arguments))
        _tell(f"$ {shown}")
        return self._run(*arguments)

    def _run(self, *arguments: str) -> str:
        command = self._desktop.start([_WORKTRACKER, *arguments], name="worktracker", stdout=subprocess.PIPE)
        assert command.stdout is not None
        with command.stdout as output:
            # What is printed fits into the pipe.
            self._wait(lambda: command.poll() is not None, f"worktracker {' '.join(arguments)}", _LONG_S)
            printed = output.read().decode()
        self._desktop.end(command)
        if command.returncode:
            said = self._desktop.said("worktracker").strip().splitlines() or ["it gave no reason"]
            raise DemoError(f"worktracker {' '.join(arguments)} ended with {command.returncode}: {said[-1]}")
        return printed

    def _wait(self, condition: Callable[[], _T], what: str, timeout_s: float = _PATIENCE_S) -> _T:
        """Wait, with somebody at the mouse meanwhile: on a slow machine nobody would seem to be there."""

        def touched() -> _T:
            self._desktop.nudge()
            return condition()

        return wait_until(touched, timeout_s, what)


def _tell(words: str) -> None:
    print(f"{time.strftime('%H:%M:%S')}  {words}", flush=True)
