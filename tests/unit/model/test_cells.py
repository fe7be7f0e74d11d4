"""Cells of files that spreadsheets open: none is a formula, and no text is changed but at its beginning."""

from __future__ import annotations

import csv
import io

import pytest

from worktracker.model.cells import csv_cell, defused


@pytest.mark.parametrize("text", ["=1+1", "-x", "+2", "@SUM(1)", "\t=1", "\r", "\n=1", '="a",b', "=a;=b"])
def test_what_begins_like_a_formula_is_text(text: str) -> None:
    line = ",".join(map(csv_cell, ("first", text, "last")))
    assert next(csv.reader(io.StringIO(line, newline=""), strict=True)) == ["first", "'" + text, "last"]
    assert defused(text) == "'" + text


@pytest.mark.parametrize("text", ["a; b", "a;b", "smile ;-) note", "1-2=3", 'say "x", then', "a\nb", ""])
def test_other_text_is_as_it_was(text: str) -> None:
    line = ",".join(map(csv_cell, ("first", text, "last")))
    assert next(csv.reader(io.StringIO(line, newline=""), strict=True)) == ["first", text, "last"]
    assert defused(text) == text
