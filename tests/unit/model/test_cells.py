"""Cells of files that spreadsheets open: no formula, wherever a spreadsheet parts the line."""

from __future__ import annotations

import csv
import io

import pytest

from worktracker.model.cells import csv_cell, defused

FORMULAS = ("=", "+", "-", "@", "\t", "\r", "\n")


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "-x",
        "a;=1+1",
        "a;@SUM(1);+2",
        ";=1",
        'a";=cmd|"/C calc"!A0',
        "a,;=1",
        ';"x"',
        "a; b;c",
        "=a;=b",
    ],
)
def test_no_cell_begins_like_a_formula_whether_commas_or_semicolons_part_them(text: str) -> None:
    line = ",".join(map(csv_cell, ("first", text, "last")))
    assert next(csv.reader(io.StringIO(line, newline=""), strict=True)) == ["first", defused(text), "last"]
    for cell in line.replace('"', ";").split(";"):
        assert not cell.startswith(FORMULAS)


def test_other_text_is_as_it_was() -> None:
    for text in ("a; b", "a;b", "1-2=3", "", None):
        assert defused(text) == text
