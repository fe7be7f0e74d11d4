"""Erasing by age while the program records: nothing of the present is missing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.desktop.virtual_desktop import VirtualDesktop
from tests.desktop.worktracker_program import Worktracker, gaps_between
from tests.waiting import wait_until

pytestmark = pytest.mark.desktop


@pytest.fixture(scope="module")
def desktop() -> Iterator[VirtualDesktop]:
    with VirtualDesktop(keyring=True) as desktop:
        desktop.open_window("ageing", ("ageing", "Ageing"))
        yield desktop


def test_recording_goes_on_beside_it_without_a_gap(desktop: VirtualDesktop, tmp_path: Path) -> None:
    program = Worktracker(desktop)
    program.agree()
    begin = datetime.now(UTC) - timedelta(days=40)
    lines: list[str] = []
    for number in range(3000):
        start = begin + timedelta(seconds=60 * number)
        texts = [at.isoformat(timespec="milliseconds") for at in (start, start + timedelta(seconds=50))]
        lines.append(
            f'{{"start": "{texts[0]}", "end": "{texts[1]}", "duration_seconds": 50.0, "state": "active",'
            f' "app": "editor", "title": "old-{number}", "zone": "UTC", "source": "recorded"}}\n'
        )
    file = tmp_path / "spans.jsonl"
    file.write_text("".join(lines))
    program.run("import", "jsonl", str(file), "--as-recorded")
    recorder = program.record()
    wait_until(lambda: program.status()["activity"] is not None, 10.0, "the first window")
    said = program.run("settings", "set", "keep-titles", "30d", "--yes")
    assert said.out.startswith("Erased: the titles of 3,000 spans")
    assert program.status()["state"] == "recording"
    program.quit()
    assert recorder.wait(10) == 0
    spans = program.spans()
    assert [span.title for span in spans[:3000]] == [None] * 3000
    now = [span for span in spans if span.app == "Ageing"]
    assert gaps_between(now) == []
    assert now[0].start_ms < said.took.before_ms
    assert now[-1].end_ms >= said.took.after_ms
    assert {span.title for span in now} == {"ageing"}
