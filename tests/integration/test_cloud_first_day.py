"""The two commands of docs/cloud.md take somebody from nothing to a first synced day."""

from __future__ import annotations

import os
import pty
import re
import shlex
import subprocess
import threading
from datetime import date, timedelta
from pathlib import Path

import httpx
import pytest

from tests.cloud.people import PASSWORD
from tests.cloud.running import Program
from tests.cloud.visitor import Visitor
from tests.desktop.private_session import PrivateSession
from tests.desktop.worktracker_program import EXECUTABLE, Worktracker
from tests.integration.test_round_trip import write

PAGE = Path(__file__).parents[2] / "docs" / "cloud.md"
LISTENS = "http://127.0.0.1:8765"
DAY = "2025-03-03"


def commands() -> list[list[str]]:
    """The words of the commands that the page gives to a new user."""
    section = (
        PAGE.read_text("utf-8").partition("## From nothing to a first synced day")[2].partition("\n## ")[0]
    )
    return [shlex.split(line) for line in section.splitlines() if line.startswith("    worktracker")]


def own_dates(words: list[str]) -> list[str]:
    """A command with days of this test in place of the page's, which are over one day."""
    end = str(date.today() + timedelta(days=180))  # noqa: DTZ011 - of the machine's own calendar, as the program's
    days = {"--first-day": DAY, "--end": end}
    return [days.get(before, word) for before, word in zip(["", *words], words, strict=False)]


def sign_up_and_approve(link: str) -> None:
    """What the person does at the link that the terminal shows: make an account, approve the code."""
    address, _, path = link.partition("/device")
    with httpx.Client(base_url=address, timeout=30) as client:
        visitor = Visitor(client)
        sign_in = client.get(f"/device{path}").headers["location"]
        page = client.get(sign_in).text
        (sign_up,) = re.findall(r'href="(/sign-up[^"]*)"', page)
        fields = {"name": "robin", "password": PASSWORD, "accept": "1", "next": f"/device{path}"}
        done = visitor.post("/sign-up", page=sign_up.replace("&amp;", "&"), **fields)
        waiting = done.headers["location"]
        assert waiting == f"/device{path}", done.text
        code = path.rpartition("=")[2]
        done = visitor.post("/device", page=waiting, user_code=code, answer="approve")
        assert done.headers["location"] == "/devices?done=approved"
        shown = client.get(f"/totals/{DAY}").text
        assert "Nothing of this day is here" in shown, "nothing came before it was approved"


@pytest.mark.timeout(180)
def test_two_commands_and_a_link_bring_a_first_day_there(tmp_path: Path) -> None:
    serve, grant = commands()
    assert serve == ["worktracker-cloud", "serve"]
    assert grant[:4] == ["worktracker", "sync", "grant", LISTENS]
    with PrivateSession(keyring=True) as session, Program(tmp_path / "cloud") as server:
        program = Worktracker(session, TZ="Etc/UTC")
        hours = {"start": f"{DAY}T09:00:00.000+00:00", "end": f"{DAY}T11:10:00.000+00:00"}
        record = {**hours, "state": "active", "app": "code", "zone": "Etc/UTC"}
        program.run("import", "jsonl", str(write(tmp_path / "day.jsonl", [record])), "--as-recorded")
        ours, theirs = pty.openpty()
        os.write(ours, b"y\ny\n")  # ask the server who it is; grant this
        running = subprocess.Popen(
            [str(EXECUTABLE), *own_dates(grant)[1:3], server.url, *own_dates(grant)[4:]],
            env=program.env,
            stdin=theirs,
            stdout=subprocess.PIPE,
            stderr=theirs,
            text=True,
        )
        late = threading.Timer(90, running.kill)
        late.start()
        said: list[str] = []
        with running:
            assert running.stdout is not None
            for line in running.stdout:
                said.append(line)
                if found := re.search(r"open (http\S+user_code=\S+)", line):
                    sign_up_and_approve(found[1])
        late.cancel()
        os.close(theirs)
        os.close(ours)
        assert running.returncode == 0, "".join(said)
        assert said[-1] == f"{server.url}: 1 day sent.\n"
        with httpx.Client(base_url=server.url, timeout=30) as client:
            visitor = Visitor(client)
            visitor.post("/sign-in", name="robin", password=PASSWORD)
            shown = client.get(f"/totals/{DAY}").text
        assert "2 h 15 m" in shown
        program.run("sync", "revoke")
