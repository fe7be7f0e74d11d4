"""What pages of browsers cost: a thousand navigations that an extension tells of."""

from __future__ import annotations

import time

from tests.bench.figure import Figure
from tests.bench.meter import cost_of
from tests.desktop.browser import Host
from tests.desktop.recorder_program import RecorderProgram
from tests.desktop.virtual_desktop import VirtualDesktop
from worktracker.home import Home

NAVIGATIONS = 1_000
EVERY_S = 0.06
"""Less often than a browser may tell of its tabs, so that each counts."""

SITES = 40


def figures(runs: int) -> list[Figure]:
    """Navigate with and without an extension that tells of the pages."""
    with VirtualDesktop(keyring=True) as desktop:
        recorder = RecorderProgram(desktop, desktop.folder / "home")
        program, _ = recorder.start()
        window = desktop.open_window("Page — Mozilla Firefox", ("Navigator", "firefox"))

        def navigate(host: Host | None) -> float:
            desktop.nudge()  # somebody is there: idle time would take the pages back
            before = cost_of(program.pid).cpu_s
            begun = time.monotonic()
            for number in range(NAVIGATIONS):
                title = f"Page {number}"
                if host is not None:
                    host.tab(f"https://site{number % SITES}.example", title)
                window.set_title(f"{title} — Mozilla Firefox")
                time.sleep(max(0.0, begun + (number + 1) * EVERY_S - time.monotonic()))
            return cost_of(program.pid).cpu_s - before

        titles = navigate(None)
        host = Host(Home.from_environment(desktop.env | recorder.env).socket, "firefox", window.pid)
        told = tuple(navigate(host) for _ in range(runs))
        host.close()
        desktop.end(program)
        domains = recorder.run("report", "--by", "domain", "--format", "csv").count("site")
    return [
        Figure(
            f"CPU, {NAVIGATIONS:,} navigations told by an extension",
            "s",
            told,
            reference=titles,
            reference_is="the titles alone",
            note=f"one each {EVERY_S * 1000:.0f} ms; {domains} sites stored",
        )
    ]
