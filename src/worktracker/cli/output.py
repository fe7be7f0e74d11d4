"""Where a command's output goes: standard output, or a file that is whole or not there."""

from __future__ import annotations

import signal
import sys
from collections.abc import Callable, Generator, Iterable, Mapping
from contextlib import contextmanager
from io import TextIOWrapper
from pathlib import Path
from typing import BinaryIO, NoReturn, TextIO, TypeVar

from worktracker.errors import UsageError
from worktracker.interchange.new_file import new_file

T = TypeVar("T")

STANDARD_OUTPUT = Path("-")
"""The name that stands for standard output where a file's is asked for."""


@contextmanager
def text_output(path: Path | None) -> Generator[TextIO]:
    """A text file as :func:`cancellable_file` makes it, or standard output for None and ``-``.

    Lines end as they are written; text is UTF-8.
    """
    if path is None or path == STANDARD_OUTPUT:
        # No reconfigure: standard output belongs to everybody.
        with open(sys.stdout.fileno(), "w", encoding="utf-8", newline="", closefd=False) as stream:
            yield stream
        return
    with cancellable_file(path) as file:
        text = TextIOWrapper(file, "utf-8", newline="")
        yield text
        text.flush()
        text.detach()


@contextmanager
def binary_output(path: Path | None) -> Generator[BinaryIO]:
    """As :func:`text_output`, for bytes.

    Raises:
        UsageError: standard output is a terminal, which can't show them.
    """
    if path is not None and path != STANDARD_OUTPUT:
        with cancellable_file(path) as file:
            yield file
        return
    if sys.stdout.isatty():
        raise UsageError(
            "A terminal can't show such a file.", "Name one with --output, or write into a pipe."
        )
    with open(sys.stdout.fileno(), "wb", closefd=False) as stream:
        yield stream


@contextmanager
def cancellable_file(path: Path) -> Generator[BinaryIO]:
    """:func:`worktracker.interchange.new_file.new_file`, cancelled by SIGTERM and SIGHUP as by Ctrl-C."""
    with cancelled_by_signals(), new_file(path) as file:
        yield file


def format_by_ending(path: Path | None, endings: Mapping[str, T]) -> T | None:
    """What the ending of a file's name means (``endings``, without dot); None where it has none, or is .txt.

    Raises:
        UsageError: it means something else.
    """
    ending = path.suffix.lower().removeprefix(".") if path else ""
    if ending in endings:
        return endings[ending]
    if path is not None and ending not in ("", "txt"):
        raise UsageError(
            f"{path.suffix} can't be written; {one_of(endings)}.",
            "Name such a file, or the format with --format.",
        )
    return None


def one_of(words: Iterable[str]) -> str:
    """``csv, jsonl or ical``."""
    *others, last = words
    return f"{', '.join(others)} or {last}" if others else last


def tell_written(path: Path | None) -> None:
    """Say on standard error that a file was written; nothing for None and ``-``."""
    if path not in (None, STANDARD_OUTPUT):
        print(f"Wrote {path}.", file=sys.stderr)


@contextmanager
def cancelled_by_signals() -> Generator[None]:
    """Let SIGTERM and SIGHUP end the work as Ctrl-C does, so that it is cleaned up after."""

    def cancel(_number: int, _frame: object) -> NoReturn:
        raise KeyboardInterrupt

    names = (name for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name))
    numbers = [signal.Signals[name] for name in names]
    # What is ignored (nohup) stays so.
    taken = [number for number in numbers if signal.getsignal(number) is signal.SIG_DFL]
    for number in taken:
        signal.signal(number, cancel)
    try:
        yield
    finally:
        for number in taken:
            signal.signal(number, signal.SIG_DFL)


@contextmanager
def progress_of(what: str, total: int, least: int = 50_000) -> Generator[Callable[[int], None] | None]:
    """A progress bar on a terminal; None where nobody watches, or there is little to do."""
    if total < least or not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(what, total=total)
        yield lambda done: bar.update(task, completed=done)
