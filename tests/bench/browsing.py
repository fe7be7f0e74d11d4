"""What a real browser costs: extension, host and app, while pages follow each other and at rest."""

from __future__ import annotations

import os
import time
from contextlib import suppress
from pathlib import Path

from tests.bench.figure import Figure
from tests.bench.meter import Cost, cost_of
from tests.bench.pages import EVERY_S, NAVIGATIONS, SITES
from tests.desktop.chromium_program import Chromium
from tests.desktop.recorder_program import RecorderProgram
from tests.desktop.virtual_desktop import VirtualDesktop
from tests.desktop.web_pages import WebPages
from tests.waiting import wait_until

REST_S = 20.0
SETTLED_S = 10.0
"""After the last input the program goes on looking for more for 5 s."""


def figures() -> list[Figure]:
    """Navigate a real Chromium, and leave it alone; with its extension's host, and without."""
    pages = WebPages()
    with VirtualDesktop(keyring=True) as desktop:
        recorder = RecorderProgram(desktop, desktop.folder / "home")
        program, _ = recorder.start()
        before = _wakeups_at_rest([program.pid])
        recorder.run("browser", "install", "chromium")
        browser = Chromium(desktop, pages.port)
        try:
            (page,) = browser.targets("page")
            host = wait_until(lambda: _children(browser.program.pid, "worktracker-browser-host"), 30, "host")[
                0
            ]
            extension = _children(browser.program.pid, "--extension-process")[0]
            ours = (extension, host, program.pid)
            desktop.nudge()  # somebody is there: idle time would take the pages back
            costs = [cost_of(each) for each in ours]
            begun = time.monotonic()
            for number in range(NAVIGATIONS):
                browser.navigate(page, f"http://site{number % SITES}.example/Page{number}")
                time.sleep(max(0.0, begun + (number + 1) * EVERY_S - time.monotonic()))
            took_s = time.monotonic() - begun
            spent = [cost_of(each).since(cost).cpu_s for each, cost in zip(ours, costs, strict=True)]
            resting = _wakeups_at_rest([program.pid, host])
        finally:
            browser.close()
            desktop.end(program)
            pages.close()
        stored = recorder.run("report", "--by", "domain", "--format", "csv").count("site")
    note = f"a real Chromium, {took_s:.0f} s; {stored} sites stored"
    names = ("the extension", "the host", "the app")
    parts = ", ".join(f"{name} {cpu_s:.2f}" for name, cpu_s in zip(names, spent, strict=True))
    return [
        Figure(
            f"CPU, {NAVIGATIONS:,} navigations through extension, host and app",
            "s",
            (sum(spent),),
            note=f"{parts}; {note}",
        ),
        Figure(
            "wake-ups at rest with a browser open, app and host",
            "/s",
            (resting,),
            goal=before + 0.2,
            reference=before,
            reference_is="the app without a browser",
        ),
    ]


def _wakeups_at_rest(processes: list[int]) -> float:
    """Wake-ups a second of some processes while nothing happens."""
    time.sleep(SETTLED_S)
    before = [cost_of(each) for each in processes]
    begun = time.monotonic()
    time.sleep(REST_S)
    took_s = time.monotonic() - begun
    costs: list[Cost] = [cost_of(each).since(cost) for each, cost in zip(processes, before, strict=True)]
    return sum(cost.wakeups for cost in costs) / took_s


def _children(root: int, word: str) -> list[int]:
    """The processes below another whose command line has a word in it."""
    parents: dict[int, int] = {}
    words: dict[int, str] = {}
    for name in filter(str.isdigit, os.listdir("/proc")):
        with suppress(OSError):
            parents[int(name)] = int(Path("/proc", name, "stat").read_text().rpartition(")")[2].split()[1])
            words[int(name)] = Path("/proc", name, "cmdline").read_text()

    def is_below(process: int) -> bool:
        while process in parents and process != root:
            process = parents[process]
        return process == root

    return [each for each, said in words.items() if word in said and is_below(each)]
