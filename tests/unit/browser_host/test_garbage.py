"""Whatever comes through the pipe: the host stands, and passes on nothing that is not well said."""

from __future__ import annotations

import json
import struct
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.unit.browser_host.fuzzing import MOST_KIB, Fuzzing
from tests.unit.browser_host.host_program import tab
from worktracker.browser_host.framing import MAX_INBOUND_BYTES, BrokenStreamError, Frames, frame
from worktracker.browser_host.messages import MessageError, Tab, read

SCALARS = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20)
KEYS = st.sampled_from(["v", "type", "url", "title", "private", "audible", "browser", "domain", "x"])
VALUES = SCALARS | st.sampled_from(["tab", "blur", "pause", "exclude", "firefox", 1, "example.org"])
ODD = st.dictionaries(KEYS, VALUES | st.lists(SCALARS, max_size=2), max_size=8)
NEARLY = st.tuples(KEYS, VALUES).map(lambda change: tab() | dict([change]))
MESSAGES = st.binary(max_size=60) | (ODD | NEARLY).map(lambda found: json.dumps(found).encode())


@given(MESSAGES)
@settings(max_examples=1500, deadline=None)
def test_a_message_is_well_said_or_refused(message: bytes) -> None:
    try:
        said = read(message)
    except MessageError:
        return
    found: dict[str, Any] = json.loads(message)
    assert found["v"] == 1
    if isinstance(said, Tab):
        assert not said.private or (said.url is None and said.title is None)
        assert (said.url, said.title) == (found["url"], found["title"])
        assert "A title" not in repr(said)


@given(
    st.lists(st.binary(max_size=200) | st.just(b"z" * (MAX_INBOUND_BYTES + 1)), max_size=6),
    st.randoms(use_true_random=True),
)
@settings(max_examples=300, deadline=None)
def test_frames_are_found_however_they_are_cut(messages: list[bytes], chance: Random) -> None:
    stream = b"".join(map(frame, messages))
    frames, found, at = Frames(), [], 0
    while at < len(stream):
        # Within a length, within a message, and over many of them.
        length = chance.randint(1, chance.choice((5, 300, 70_000)))
        found += frames.feed(stream[at : at + length])
        at += length
    assert found == [message if len(message) <= MAX_INBOUND_BYTES else None for message in messages]


@given(st.binary(min_size=4, max_size=400))
@settings(max_examples=500, deadline=None)
def test_no_bytes_break_the_cutting(noise: bytes) -> None:
    frames = Frames()
    try:
        for byte in noise:
            frames.feed(bytes([byte]))
    except BrokenStreamError:
        assert any(struct.unpack_from("=I", noise, at)[0] > 64 << 20 for at in range(len(noise) - 3))


def test_the_program_survives_whatever_comes_through_its_pipe_and_apps_that_come_and_go(home: Path) -> None:
    fuzzing = Fuzzing(home, seed=1)
    try:
        for _ in range(8):
            fuzzing.run(blows=30)
    finally:
        fuzzing.close()
    assert fuzzing.peak_kib < MOST_KIB


def test_a_private_tab_with_content_is_no_message() -> None:
    with pytest.raises(MessageError):
        read(json.dumps(tab(private=True)).encode())
