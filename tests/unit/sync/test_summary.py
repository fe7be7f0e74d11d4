"""The payload: what it can't say, and that the schema as written and the classes are the same thing."""

from __future__ import annotations

import json
from hashlib import sha256

import jsonschema_rs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from worktracker.sync.summary import SCHEMA_SHA256, NotASummaryError, Summary, json_schema

FROZEN = "7086bbb2fa36227f33f210c0b55669244b4b4a7dcc83a1b4575be04b19b934d1"
BODY = (
    b'{"schema":"worktracker.summary/1","of":"categories","coarseness_minutes":15,"days":[{"date":"2026-11-20",'
    b'"totals":[{"name":"Other","seconds":900},{"name":"Work > Development","seconds":13500}]}]}'
)

written = jsonschema_rs.Draft202012Validator(json.loads(json_schema()), validate_formats=True)

# Valid documents, and such with one thing wrong; no 900.0, which is an integer to JSON Schema.
odd = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-2, 100_000),
    st.text(max_size=3),
    st.just([]),
    st.just({}),
    st.floats(0.1, 0.9),
)


def mostly(
    strategy: st.SearchStrategy[object], other: st.SearchStrategy[object] = odd
) -> st.SearchStrategy[object]:
    return st.integers(0, 25).flatmap(lambda which: other if which == 0 else strategy)


names = mostly(
    st.one_of(st.sampled_from(("Other", "Work > Development", "ü 漢字")), st.text("ab", min_size=1)),
    st.one_of(
        st.sampled_from(("a/b", "a\\b", "a:b", "a@b", "a?", "#", "a\n", "\x7f", "")), st.text(max_size=66)
    ),
)
seconds = mostly(
    st.integers(1, 25).map(lambda count: count * 3600), st.integers(-1, 302).map(lambda n: n * 300)
)
total = st.fixed_dictionaries({"name": mostly(names), "seconds": mostly(seconds)})
dates = mostly(
    st.dates().map(str),
    st.sampled_from(
        ("2026-02-30", "2026-1-01", "20261120", "2026-11-20T00:00:00", "2026-W47-5", "0", "1699920000")
    ),
)
day = st.fixed_dictionaries({"date": mostly(dates), "totals": mostly(st.lists(total, max_size=3))})
whole = st.fixed_dictionaries(
    {
        "schema": mostly(st.just("worktracker.summary/1")),
        "of": mostly(st.sampled_from(("categories", "applications"))),
        "coarseness_minutes": mostly(st.sampled_from((5, 10, 15, 30, 60))),
        "days": mostly(st.lists(day, min_size=1, max_size=3)),
    },
)
document = st.one_of(
    whole, whole, whole, st.builds(lambda found, name: found | {name: 1}, whole, st.text(max_size=5))
)


def in_order(found: object) -> bool:
    """What a JSON Schema has no words for."""
    try:
        dates = [day["date"] for day in found["days"]]  # type: ignore[index]
        lists = [[total["name"] for total in day["totals"]] for day in found["days"]]  # type: ignore[index]
        return all(each == sorted(set(each)) for each in (dates, *lists))
    except (TypeError, KeyError):
        return False


def put_in_order(found: object) -> object:
    if isinstance(found, dict) and isinstance(found["days"], list):
        days = {day["date"]: day for day in found["days"] if isinstance(day["date"], str)}
        for day in days.values():
            if isinstance(day["totals"], list):
                totals = {total["name"]: total for total in day["totals"] if isinstance(total["name"], str)}
                day["totals"] = [totals[name] for name in sorted(totals)]
        found["days"] = [days[date] for date in sorted(days)] or found["days"]
    return found


@settings(max_examples=400, deadline=None)
@given(st.one_of(document, document.map(put_in_order)))
def test_the_schema_as_written_and_the_classes_accept_and_refuse_the_same(found: object) -> None:
    body = json.dumps(found).encode()
    try:
        Summary.from_bytes(body)
        accepted = True
    except NotASummaryError:
        accepted = False
    assert accepted == (written.is_valid(found) and in_order(found))


def test_enough_documents_are_accepted_and_refused() -> None:
    seen = {True: 0, False: 0}

    @settings(max_examples=300, deadline=None, database=None)
    @given(document.map(put_in_order))
    def count(found: object) -> None:
        seen[written.is_valid(found)] += 1

    count()
    assert min(seen.values()) > 10, seen


def test_the_schema_is_frozen() -> None:
    assert SCHEMA_SHA256 == sha256(json_schema()).hexdigest() == FROZEN, "another schema is another version"
    jsonschema_rs.meta.validate(json.loads(json_schema()))


def test_a_body_comes_back_byte_for_byte() -> None:
    assert Summary.from_bytes(BODY).to_bytes() == BODY


@pytest.mark.parametrize(
    ("was", "becomes"),
    [
        (b'"seconds":900', b'"seconds":901'),
        (b'"seconds":900', b'"seconds":900.0'),
        (b'"seconds":900', b'"seconds":NaN'),
        (b'"seconds":900', b'"seconds":900,"title":"Inbox"'),
        (b'"of":"categories"', b'"of":"categories","of":"categories"'),
        (b'"name":"Other"', b'"name":"Other","name":"Other"'),
        (b'"name":"Other"', b'"name":"https://example.org"'),
        (b'"name":"Other"', b'"name":"me@example.org"'),
        (b'"name":"Other"', b'"name":"\\ud800"'),
        (b'"name":"Other"', b'"name":"Zebra"'),
        (b'"date":"2026-11-20"', b'"date":"2026-11-20T00:00:00"'),
        (b'"date":"2026-11-20"', b'"date":1795132800'),
        (b'"date":"2026-11-20"', b'"date":"1795132800"'),
        (b'"date":"2026-11-20"', b'"date":"2026-02-30"'),
        (b"summary/1", b"summary/2"),
        (b"{", b"\xef\xbb\xbf{"),
        (BODY, b"[" * 100_000),
        (BODY, b""),
        (BODY, b'"\xff"'),
    ],
)
def test_what_else_there_could_be_is_refused(was: bytes, becomes: bytes) -> None:
    assert was in BODY
    with pytest.raises(NotASummaryError) as refused:
        Summary.from_bytes(BODY.replace(was, becomes, 1))
    said = str(refused.value)
    for word in ("Inbox", "title", "example", "Zebra", "Development"):
        assert word not in said, "a refusal repeats nothing"
