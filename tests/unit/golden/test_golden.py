"""The small store gives these files, to the byte; they were read by hand before they were committed."""

from __future__ import annotations

import io
import json
import re
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from xlsxwriter import Workbook
from xlsxwriter.exceptions import FileCreateError

from tests.unit.golden import files_of
from tests.unit.golden.files_of import NAMES, text_of
from tests.unit.golden.small_store import DAYS, make
from worktracker.model.period import Period
from worktracker.reports.report import By, make_report
from worktracker.store.store import Store

FILES = Path(__file__).parent / "files"
ALL_MS = 9_182_151
"""The sum of all spans of the small store, by hand."""


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    store = make(tmp_path_factory.mktemp("golden") / "worktracker.db")
    yield store
    store.close()


@pytest.mark.parametrize("name", NAMES)
def test_to_the_byte(small: Store, name: str) -> None:
    assert text_of(small, name) == (FILES / name).read_bytes().decode()
    assert text_of(small, name) == text_of(small, name), "twice the same"


def test_nothing_else_lies_there() -> None:
    assert {path.name for path in FILES.iterdir()} == set(NAMES)


@pytest.mark.parametrize("name", files_of.EXPORTS)
def test_progress_grows_to_the_number_of_spans_and_may_cancel(small: Store, name: str) -> None:
    told: list[int] = []
    files_of.EXPORTS[name](small, Period(), io.StringIO(), told.append)
    assert told == sorted(told)
    assert told[-1] == sum(1 for _ in small.reader.rows(Period()))

    def cancel(_done: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        files_of.EXPORTS[name](small, Period(), io.StringIO(), cancel)
    assert text_of(small, name) == (FILES / name).read_bytes().decode(), "it can be asked again"


@pytest.mark.parametrize("by", list(By))
def test_every_report_and_its_trend_have_the_sum_worked_out_by_hand(small: Store, by: By) -> None:
    assert make_report(small.reader, DAYS, by, idle=True).total_ms == ALL_MS
    trend = files_of.trend_of(small, by)
    assert trend is not None
    assert sum(point.duration_ms for point in trend.points) == ALL_MS
    # 22:00 UTC on the 24th is midnight in Berlin; the 25th has 25 hours.
    assert [(point.first.day, point.duration_ms) for point in trend.points] == [
        (24, 90_000),
        (25, ALL_MS - 90_000 - 931_000),
        (26, 931_000),
    ]


def test_a_spreadsheet_is_the_same_file_each_time_and_holds_no_formula(small: Store) -> None:
    book = files_of.workbook(small, By.TITLE)
    assert book == files_of.workbook(small, By.TITLE)
    kinds = {cell[0] for rows in files_of.cells(book).values() for row in rows for cell in row}
    assert kinds == {"s", "n", "d"}
    assert "s =SUM(A1:A9) General" in json.dumps(files_of.cells(book))


def test_a_spreadsheet_lies_in_no_temporary_file(small: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", "/nonexistent")
    assert files_of.workbook(small, By.TITLE).startswith(b"PK")
    usual = Workbook(io.BytesIO())
    usual.add_worksheet("one")
    with pytest.raises((OSError, FileCreateError)):
        usual.close()


@pytest.mark.parametrize("name", files_of.PAGES)
def test_a_page_names_nothing_that_could_be_fetched_or_run(small: Store, name: str) -> None:
    page = text_of(small, name)
    assert "default-src 'none'; style-src 'sha256-" in page
    # An address that is a title stands there as text; attributes and styles hold none.
    tags = re.sub(r">[^<]*<", "><", page)
    for word in (
        "http:",
        "https:",
        "//",
        "<script",
        "<img",
        "<link",
        "<iframe",
        "@import",
        " on",
        "src=",
        "href=",
    ):
        assert word not in tags.replace("<!doctype html>", ""), word
    assert not re.search(r"url\((?!#)", page)
    assert "style=" not in page, "the policy lets no attribute style anything"


def test_whatever_stands_in_a_title_is_text(small: Store) -> None:
    page = text_of(small, "title.html")
    assert "&lt;b&gt;more&lt;/b&gt; &amp;amp; so" in page
    assert "<b>" not in page


def test_a_page_has_headings_a_table_and_words_for_what_is_drawn(small: Store) -> None:
    page = text_of(small, "category.html")
    assert page.count("<h1>") == 1
    assert page.count("<h2>") == 2
    assert '<svg class="chart"' in page
    assert 'role="img"' in page
    assert re.search(
        r'aria-labelledby="trend-title trend-words".*<title id="trend-title">.*<desc id="trend-words">',
        page,
        re.S,
    )
    assert page.count("<svg") == page.count("</svg>")
    for svg in re.findall(r"<svg[^>]*>", page):
        assert "aria-" in svg
    body = page.partition("<tbody>")[2].partition("</tbody>")[0]
    assert body.count("<tr>") == body.count('<th scope="row">') == 7
    # The categories' own colours: of the palette by class, another as it is.
    assert 'fill="#aa33cc"' in page
    assert 'class="c2"' in page
