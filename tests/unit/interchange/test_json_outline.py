"""Arrays are read many values at once; it must be the same values, and the same refusals."""

from __future__ import annotations

import io
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from worktracker.interchange import json_outline
from worktracker.interchange.incoming import BadRecordError
from worktracker.interchange.json_outline import JsonOutline

_TEXT = st.text(alphabet='a},{]["\\ é:', max_size=8)
_VALUE = st.recursive(
    st.none() | st.integers() | _TEXT,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_TEXT, inner, max_size=3),
    max_leaves=6,
)


def _read(document: str) -> tuple[list[object], str]:
    """All values of the array, and what stands behind it."""
    outline = JsonOutline(io.BytesIO(document.encode()))
    outline.pass_over("[")
    values = [value for many in outline.many_items() for value in many]
    return values, document.encode()[outline.offset :].decode()


@settings(max_examples=300, deadline=None)
@given(st.lists(_VALUE, max_size=12), st.sampled_from([(",", ":"), (", ", ": "), (",\n", ":")]), _VALUE)
def test_many_at_once_are_the_values_one_by_one(
    values: list[object], separators: tuple[str, str], behind: object
) -> None:
    document = json.dumps(values, ensure_ascii=False, separators=separators)
    rest = ", " + json.dumps([{"a": behind}, {"b": behind}])
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(json_outline, "_CHUNK", 16)
        assert _read(document + rest) == (values, rest)
    assert _read(document + rest) == (values, rest)


@pytest.mark.parametrize(
    "document", ["[{},]", "[{}, {}", '[{"a": {}, "b"}]', "[{} {}]", "[{}, NaN]", "[{},,{}]"]
)
def test_what_is_no_array_is_refused(document: str) -> None:
    with pytest.raises(BadRecordError):
        _read(document)
