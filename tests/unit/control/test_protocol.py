"""The messages' grammar: what is taken, what is refused, and that nothing refused is quoted."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from worktracker.control.protocol import (
    MAX_LINE_BYTES,
    ProtocolError,
    Refusal,
    Request,
    decode_reply,
    decode_request,
    encode_refusal,
    encode_request,
    encode_result,
)
from worktracker.errors import ExitCode, NotRunningError, WorkTrackerError

text = st.text(st.characters(exclude_categories=["Cs"]), max_size=50)
json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | text,
    lambda inner: st.lists(inner, max_size=5) | st.dictionaries(text, inner, max_size=5),
    max_leaves=20,
)
arguments = st.dictionaries(text, json_values, max_size=5)


@given(arguments)
def test_a_request_arrives_as_it_was_sent(sent):
    line = encode_request(Request("exclude-add", sent))
    assert line.endswith(b"\n")
    assert line.count(b"\n") == 1
    assert decode_request(line[:-1]) == Request("exclude-add", sent)


@given(arguments)
def test_a_result_arrives_as_it_was_sent(sent):
    assert decode_reply(encode_result(sent)[:-1]) == sent


@given(text, text, text, st.sampled_from(ExitCode))
def test_a_refusal_arrives_as_it_was_sent(title, message, hint, code):
    refusal = Refusal(title, message, hint, code)
    assert decode_reply(encode_refusal(refusal)[:-1]) == refusal


@given(st.binary(max_size=200))
def test_random_bytes_are_refused_and_nothing_worse(line):
    for decode in (decode_request, decode_reply):
        with pytest.raises(ProtocolError):
            decode(line)


GOOD = {"v": 1, "command": "pause", "arguments": {}}


@pytest.mark.parametrize(
    "change",
    [
        {"v": 2},
        {"v": True},
        {"v": 1.0},
        {"v": "1"},
        {"command": None},
        {"command": ""},
        {"command": "Secret Title"},
        {"command": "pause\n"},
        {"command": "p" * 65},
        {"arguments": None},
        {"arguments": []},
        {"extra": "secret"},
    ],
)
def test_a_request_that_is_not_exactly_one_is_refused_without_being_quoted(change):
    with pytest.raises(ProtocolError) as caught:
        decode_request(json.dumps(GOOD | change).encode())
    assert "ecret" not in str(caught.value)


@pytest.mark.parametrize("missing", ["v", "command", "arguments"])
def test_a_request_with_a_key_too_few_is_refused(missing):
    with pytest.raises(ProtocolError):
        decode_request(json.dumps({key: value for key, value in GOOD.items() if key != missing}).encode())


@pytest.mark.parametrize(
    "value",
    [
        b"NaN",
        b"-Infinity",
        b"1e999",
        rb'"\ud800"',
        b'{"a":1,"a":2}',
        b"[" * 50_000,
        b"9" * 5_000,
        b'"\xff"',
        b"\x00",
    ],
)
def test_json_that_means_nothing_or_two_things_is_refused(value):
    with pytest.raises(ProtocolError):
        decode_request(b'{"v":1,"command":"pause","arguments":{"x":' + value + b"}}")


def test_a_line_has_64_kib_with_its_newline_and_no_byte_more():
    empty = len(encode_request(Request("pause", {"x": ""})))
    longest = encode_request(Request("pause", {"x": "x" * (MAX_LINE_BYTES - empty)}))
    assert len(longest) == MAX_LINE_BYTES
    assert decode_request(longest[:-1]).command == "pause"
    with pytest.raises(ProtocolError):
        encode_request(Request("pause", {"x": "x" * (MAX_LINE_BYTES - empty + 1)}))
    with pytest.raises(ProtocolError):
        decode_request(longest)


def test_a_request_says_nothing_of_its_arguments():
    assert "secret" not in repr(Request("exclude-add", {"title": "secret"}))


def test_arguments_are_read_by_type():
    request = Request("pause", {"for_ms": 5, "until": None, "yes": True})
    request.expect("for_ms", "until", "yes")
    assert request.required("for_ms", int) == 5
    assert request.optional("until", str) is None
    assert request.optional("missing", str) is None
    assert request.required("yes", bool) is True
    for refused in (
        lambda: request.expect("for_ms"),
        lambda: request.required("until", str),
        lambda: request.required("missing", str),
        lambda: request.optional("for_ms", str),
        lambda: request.optional("yes", int),
    ):
        with pytest.raises(ProtocolError):
            refused()


def test_a_request_of_what_json_cannot_say_is_refused():
    for value in (object(), float("nan"), "\ud800", {1, 2}):
        with pytest.raises(ProtocolError):
            encode_request(Request("pause", {"x": value}))


def test_a_result_with_a_file_name_of_odd_bytes_is_sent_all_the_same():
    assert decode_reply(encode_result({"path": "/home/\udcff"})[:-1]) == {"path": "/home/?"}


def test_a_refusal_is_cut_to_fit():
    refusal = Refusal.of(WorkTrackerError("x" * 100_000, "y" * 100_000))
    assert isinstance(decode_reply(encode_refusal(refusal)[:-1]), Refusal)


def test_a_refusal_keeps_title_and_exit_code():
    refusal = Refusal.of(NotRunningError("No app.", "Start it."))
    assert refusal == Refusal("worktracker is not running", "No app.", "Start it.", ExitCode.NOT_RUNNING)


@pytest.mark.parametrize(
    "reply",
    [
        {"v": 1, "result": {}},
        {"v": 1, "ok": 1, "result": {}},
        {"v": 2, "ok": True, "result": {}},
        {"v": 1, "ok": True, "result": []},
        {"v": 1, "ok": True, "result": {}, "more": 1},
        {"v": 1, "ok": False, "error": {}},
        {"v": 1, "ok": False, "error": {"title": 1, "message": "", "hint": "", "exit_code": 1}},
        {"v": 1, "ok": False, "error": {"title": "", "message": "", "hint": "", "exit_code": True}},
        {"v": 1, "ok": False, "error": {"title": "", "message": "", "hint": "", "exit_code": 99}},
    ],
)
def test_a_reply_that_is_not_exactly_one_is_refused(reply):
    with pytest.raises(ProtocolError):
        decode_reply(json.dumps(reply).encode())
