"""``make bench``: every figure beside its reference, as one table and as build/bench.json.

    python -m tests.bench [NAME…]
        live ended size reports export import erasing rotate ageing labels activitywatch pages browsing
        starting window summary

Without a name all of them.

ActivityWatch's column was measured on such a machine and is quoted: its watchers come from no
package registry.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import sys
from collections.abc import Callable
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table

from tests.bench import (
    ageing,
    beside_activitywatch,
    browsing,
    copies,
    ended,
    erasing,
    importing,
    labels,
    long,
    pages,
    starting,
    summary,
    window,
)
from tests.bench.figure import Figure
from tests.bench.live import ACTIVE_S, REST_S, Live

_RESULT = Path(__file__).parents[2] / "build" / "bench.json"
_NARROWEST = 170


def main() -> int:
    """Measure what is named; 1 if a goal was missed."""
    given = _arguments()
    if given.whole:
        given.active_seconds, given.rest_seconds = ACTIVE_S, REST_S
    measures: dict[str, Callable[[], list[Figure]]] = {
        "live": Live(given.active_seconds, given.rest_seconds, given.runs, given.program).figures,
        "ended": lambda: ended.figures(given.kills),
        "size": long.size,
        "reports": lambda: long.reports(given.runs),
        "export": lambda: long.export(given.export_runs),
        "import": lambda: importing.figures(given.runs),
        "erasing": lambda: erasing.figures(given.runs),
        "rotate": lambda: copies.rotate(given.runs),
        "ageing": ageing.figures,
        "labels": lambda: labels.figures(given.runs),
        "activitywatch": lambda: beside_activitywatch.figures(given.runs),
        "pages": lambda: pages.figures(given.runs),
        "browsing": browsing.figures,
        "starting": lambda: starting.figures(given.runs),
        "window": lambda: window.figures(given.runs),
        "summary": lambda: summary.figures(given.runs),
    }
    figures: list[Figure] = []
    for name in given.names or measures:
        print(f"measuring {name} …", file=sys.stderr, flush=True)
        figures += measures[name]()
    _print(figures, given.program)
    _save(figures, given.program)
    return 1 if any(figure.missed_by for figure in figures) else 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    names = (
        "live",
        "ended",
        "size",
        "reports",
        "export",
        "import",
        "erasing",
        "rotate",
        "ageing",
        "labels",
        "activitywatch",
        "pages",
        "browsing",
        "starting",
        "window",
        "summary",
    )
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(names))
    parser.add_argument("--runs", type=int, default=3, help="how often each is measured")
    parser.add_argument("--export-runs", type=int, default=3, help="how often the export is, a minute each")
    parser.add_argument("--active-seconds", type=float, default=60.0, help="one run while windows switch")
    parser.add_argument("--rest-seconds", type=float, default=60.0, help="one run while nobody is there")
    parser.add_argument("--whole", action="store_true", help="180 and 120 s a run, nothing scaled")
    parser.add_argument("--kills", type=int, default=10)
    parser.add_argument("--program", choices=("app", "record"), default="app", help="with Qt, or without")
    given = parser.parse_args()
    for name in given.names:
        if name not in names:
            parser.error(f"{name} is none of {', '.join(names)}")
    return given


def _print(figures: list[Figure], program: str) -> None:
    measured = "worktracker" if program == "app" else "worktracker record"
    print(f"\n{_machine()}; measured live: {measured}")
    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    for heading in ("what", "median", "goal", "", "reference, same run", "ActivityWatch (quoted)", "note"):
        table.add_column(heading, justify="right" if heading in ("median", "goal") else "left")
    for figure in figures:
        beside = "" if figure.reference is None else f"{_number(figure.reference)}  {figure.reference_is}"
        table.add_row(
            figure.what,
            f"{_number(figure.value)} {figure.unit}",
            "" if figure.goal is None else _number(figure.goal),
            figure.verdict,
            beside,
            figure.activity_watch,
            figure.note,
        )
    width = max(_NARROWEST, os.get_terminal_size().columns) if sys.stdout.isatty() else 240
    Console(width=width).print(table)


def _save(figures: list[Figure], program: str) -> None:
    _RESULT.parent.mkdir(exist_ok=True)
    found = {
        "measured": datetime.now(UTC).isoformat(timespec="seconds"),
        "machine": _machine(),
        "program": program,
        "figures": [
            {**asdict(figure), "value": figure.value, "verdict": figure.verdict} for figure in figures
        ],
    }
    _RESULT.write_text(json.dumps(found, indent=2, ensure_ascii=False) + "\n")
    print(f"also in {_RESULT.relative_to(_RESULT.parents[1])}")


def _machine() -> str:
    load = os.getloadavg()[0]
    return f"{platform.system()} {platform.release()}, {os.cpu_count()} cores, load at the end {load:.1f}"


def _number(value: float) -> str:
    return f"{value:,.0f}" if abs(value) >= 1000 else f"{value:.3g}" if abs(value) < 100 else f"{value:.0f}"


if __name__ == "__main__":
    sys.exit(main())
