"""The browsers' host, as a program of its own between a browser's pipe and an app's socket."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.unit.browser_host.fake_app import FakeApp
from tests.unit.browser_host.host_program import HostProgram, framed, tab
from tests.waiting import wait_until

AWAY = {"v": 1, "type": "state", "recording": False, "url_level": "none"}
SECRET = "geheimnis-4711"


@pytest.fixture
def app(home: Path) -> Iterator[FakeApp]:
    app = FakeApp(home)
    yield app
    app.close()


@pytest.fixture
def host(home: Path) -> Iterator[HostProgram]:
    with HostProgram(home) as host:
        yield host


def arguments(message: dict[str, Any]) -> dict[str, Any]:
    """What of a tab's message the app is told."""
    return {name: message[name] for name in ("url", "title", "private", "audible")}


def test_a_tab_is_passed_on_after_a_greeting_and_the_state_comes_back(
    app: FakeApp, host: HostProgram
) -> None:
    host.say(tab())
    assert app.next() == ("browser-hello", {"browser": "chromium", "pid": os.getpid()})
    assert app.next() == ("browser-tab", arguments(tab()))
    assert host.next() == {"v": 1, "type": "state", "recording": True, "url_level": "domain"}
    host.say({"v": 1, "type": "blur"})
    assert app.next() == ("browser-blur", {})
    app.push(recording=False)
    assert host.next() == {"v": 1, "type": "state", "recording": False, "url_level": "domain"}
    assert host.end() == (0, "")


def test_an_app_that_asks_what_is_in_front_is_told_again(app: FakeApp, host: HostProgram) -> None:
    state = {"v": 1, "type": "state", "recording": True, "url_level": "domain"}
    for said, heard in (
        (tab(), ("browser-tab", arguments(tab()))),
        ({"v": 1, "type": "blur"}, ("browser-blur", {})),
    ):
        host.say(said)
        command = app.next()
        assert (app.next() if command[0] == "browser-hello" else command) == heard
        if said == tab():
            assert host.next() == state
        app.push()  # the same state again
        assert host.next() == state
        host.say(said)
        assert app.next() == heard


def test_a_private_window_is_told_without_words(app: FakeApp, host: HostProgram) -> None:
    host.say(tab())
    assert app.next_after_hello()[0] == "browser-tab"
    host.say(tab(None, title=None, private=True))
    said = app.next()
    assert said == ("browser-tab", {"url": None, "title": None, "private": True, "audible": False})


@pytest.mark.parametrize(
    "wrong",
    [
        b"",
        b"no json at all " + SECRET.encode(),
        b"\xff\xfe" + SECRET.encode(),
        b'{"v":1,"type":"blur","type":"blur"}',
        b"[" * 50_000,
        b"null",
        json.dumps(tab(v=2)).encode(),
        json.dumps(tab(v=True)).encode(),
        json.dumps(tab(more=SECRET)).encode(),
        json.dumps(tab(url=7)).encode(),
        json.dumps(tab(title=[SECRET])).encode(),
        json.dumps(tab(title="\ud800")).encode(),
        json.dumps(tab(private=1)).encode(),
        json.dumps(tab(audible=None)).encode(),
        json.dumps(tab(browser=SECRET + " Navigator")).encode(),
        json.dumps(tab(private=True)).encode(),
        json.dumps({"v": 1, "type": SECRET}).encode(),
        json.dumps({"v": 1, "type": "blur", "url": SECRET}).encode(),
        json.dumps({"v": 1, "type": "exclude", "domain": "*"}).encode(),
        json.dumps({"v": 1, "type": "exclude", "domain": f"https://{SECRET}/"}).encode(),
        json.dumps(tab(title=SECRET + "x" * 65_536)).encode(),
        b"x" * 3_000_000,
    ],
    ids=range(22),
)
def test_what_is_no_message_is_refused_told_without_content_and_vouches_for_nothing(
    app: FakeApp, host: HostProgram, wrong: bytes
) -> None:
    host.say(tab())
    assert app.next_after_hello()[0] == "browser-tab"
    host.write(framed(wrong))
    assert app.next() == ("browser-blur", {})
    host.say(tab("https://example.com/"))
    assert app.next() == ("browser-tab", arguments(tab("https://example.com/")))
    code, said = host.end()
    assert code == 0
    assert "refused a message" in said
    assert SECRET not in said
    assert "Traceback" not in said


def test_what_is_no_row_of_frames_ends_it(app: FakeApp, host: HostProgram) -> None:
    host.say(tab())
    assert app.next_after_hello()[0] == "browser-tab"
    host.write(b"\xff\xff\xff\xff" + SECRET.encode())
    code, said = host.end()
    assert code == 1
    assert SECRET not in said


def test_it_ends_with_its_browser_also_in_the_middle_of_a_message(host: HostProgram) -> None:
    host.write(framed(json.dumps(tab()).encode())[:20])
    assert host.end() == (0, "")


def test_messages_come_in_pieces(app: FakeApp, host: HostProgram) -> None:
    data = framed(json.dumps(tab()).encode()) + framed(b"y" * 70_000)
    data += framed(json.dumps(tab(title="last")).encode())
    for start in range(0, len(data), 997):
        host.write(data[start : start + 997])
    wait_until(lambda: app.next()[1].get("title") == "last", 10, "the last message")


def test_a_flood_becomes_the_newest_word_and_private_never_waits(app: FakeApp, host: HostProgram) -> None:
    host.say(tab())
    assert app.next_after_hello()[0] == "browser-tab"
    host.write(b"".join(framed(json.dumps(tab(title=f"{n}")).encode()) for n in range(5_000)))
    host.say(tab(None, title=None, private=True))
    began_s = time.monotonic()
    count = 0
    while not app.next()[1].get("private"):
        count += 1
    assert time.monotonic() - began_s < 2
    assert count <= 25 + 20 * 2
    # An ordinary one after it is not lost: it is the newest word.
    host.say(tab(title="newest"))
    assert app.next()[1]["title"] == "newest"


def test_without_an_app_it_says_so_and_finds_one_that_comes(home: Path, host: HostProgram) -> None:
    host.say(tab())
    assert host.next() == AWAY
    host.say({"v": 1, "type": "pause"})
    refused = {"v": 1, "type": "answer", "to": "pause", "ok": False, "message": "worktracker is not running."}
    assert host.next() == refused
    app = FakeApp(home, url_level="full")
    time.sleep(1.1)  # attempts: three at once, one a second
    host.say(tab("https://example.com/page"))
    assert app.next_after_hello() == ("browser-tab", arguments(tab("https://example.com/page")))
    assert host.next() == {"v": 1, "type": "state", "recording": True, "url_level": "full"}
    app.close()
    assert host.next() == AWAY
    app = FakeApp(home)
    host.say(tab())
    assert app.next_after_hello() == ("browser-tab", arguments(tab()))
    app.close()


def test_wishes_of_the_popup_are_passed_on_and_answered(app: FakeApp, host: HostProgram) -> None:
    host.say({"v": 1, "type": "pause"})
    assert app.next_after_hello() == ("browser-pause", {})
    assert host.next()["type"] == "state"
    assert host.next() == {"v": 1, "type": "answer", "to": "pause", "ok": True, "message": ""}
    host.say({"v": 1, "type": "resume"})
    assert app.next() == ("browser-resume", {})
    assert host.next()["to"] == "resume"
    error = {"title": "t", "message": "No agreement.", "hint": "Run: worktracker agree", "exit_code": 5}
    app.refusals["browser-exclude"] = {"v": 1, "ok": False, "error": error}
    host.say({"v": 1, "type": "exclude", "domain": "example.org"})
    assert app.next() == ("browser-exclude", {"domain": "example.org"})
    answer = host.next()
    assert (answer["ok"], answer["message"]) == (False, "No agreement. Run: worktracker agree")


def test_an_app_that_speaks_otherwise_is_left(app: FakeApp, host: HostProgram) -> None:
    host.say(tab())
    assert app.next_after_hello()[0] == "browser-tab"
    assert host.next()["recording"]
    app.say_raw(b"what nobody asked for\n")
    assert host.next() == AWAY
    assert host.program.poll() is None


@pytest.mark.exact
def test_it_starts_at_once_weighs_little_and_rests(app: FakeApp, home: Path) -> None:
    took_s: list[float] = []
    for _ in range(4):
        with HostProgram(home) as host:
            host.say(tab())
            assert host.next()["type"] == "state"
            pid = host.program.pid
            took_s.append(processor_s(pid))
            assert field(Path(f"/proc/{pid}/smaps_rollup"), "Pss") < 15_000, "kB"
            assert app.next_after_hello()[0] == "browser-tab"
            before = switches(pid)
            time.sleep(0.3)
            assert switches(pid) - before <= 2
            assert host.end() == (0, "")
    # Of the processor: how long it stood in line for one says nothing of the program.
    assert min(took_s) < 0.1, took_s


def processor_s(pid: int) -> float:
    """Seconds of the processor that a program has used."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def switches(pid: int) -> int:
    """How often a program has been woken so far."""
    return field(Path(f"/proc/{pid}/status"), "voluntary_ctxt_switches")


def field(path: Path, name: str) -> int:
    """A number that the kernel gives a name."""
    lines = path.read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(f"{name}:"))
