"""What the page of a day says of a piece of it: as its lists, tooltips and accessible texts do."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import QCoreApplication, QDateTime, QLocale

from worktracker.desktop.day.lanes import LaneKind, Segment
from worktracker.desktop.day.pieces import Kind, Piece, name_of_document
from worktracker.desktop.day.reading import Day
from worktracker.desktop.day.selecting import Held, piece_at
from worktracker.desktop.durations import duration_words
from worktracker.desktop.window.discreet import Discreet

_SECONDS_BELOW_MS = 120_000
_LABELLED = (Kind.ACTIVE, Kind.NO_WINDOW)


def time_form(*, seconds: bool = False) -> str:
    """How the user's locale writes a time of day, as Qt's format."""
    form = QLocale().timeFormat(QLocale.FormatType.ShortFormat)
    return form.replace("mm", "mm:ss") if seconds and "ss" not in form else form


def time_of_day(at_ms: float, *, seconds: bool = False) -> str:
    """An instant's time of day as the user's locale writes it."""
    return QLocale().toString(QDateTime.fromMSecsSinceEpoch(int(at_ms)).time(), time_form(seconds=seconds))


def times_text(start_ms: float, end_ms: float) -> str:
    """``10:15 – 10:38``; with seconds where it is short."""
    seconds = end_ms - start_ms < _SECONDS_BELOW_MS
    return f"{time_of_day(start_ms, seconds=seconds)} – {time_of_day(end_ms, seconds=seconds)}"


def stretch_text(start_ms: float, end_ms: float) -> str:
    """``10:15 – 10:38 · 23 m``."""
    return f"{times_text(start_ms, end_ms)} · {duration_words(round(end_ms - start_ms))}"


def kind_text(kind: Kind) -> str:
    """What a piece is of which nothing more is known."""
    translate = QCoreApplication.translate
    match kind:
        case Kind.PRIVATE:
            return translate("Day", "Private")
        case Kind.IDLE:
            return translate("Day", "Away")
        case Kind.LOCKED:
            return translate("Day", "Locked")
        case Kind.NO_WINDOW:
            return translate("Day", "No window in front")
        case Kind.ACTIVE:
            return translate("Day", "Application not kept")


def category_text(day: Day, category: int) -> str:
    """A category's path."""
    return day.paths.get(category) or QCoreApplication.translate("Day", "No category")


def project_text(day: Day, project: int) -> str:
    """A project's name."""
    found = day.projects.get(project)
    return found.name if found is not None else QCoreApplication.translate("Day", "No project")


def app_text(piece: Piece) -> str:
    """The application, or what else it is."""
    if piece.entry is not None:
        return QCoreApplication.translate("Day", "Entry")
    if piece.kind is Kind.ACTIVE and piece.app:
        return piece.app
    return kind_text(piece.kind)


def subject_text(piece: Piece, discreet: Discreet) -> str:
    """What a piece was about, as it may be shown; empty where only the application is known."""
    subject = piece.subject or ""
    return subject if subject == piece.domain else discreet.text(subject)


def details(piece: Piece, day: Day, discreet: Discreet) -> list[str]:
    """All that is known of a piece, a line each, the most telling first."""
    lines = [app_text(piece)]
    if piece.kind is Kind.ACTIVE:
        if piece.title:
            lines.append(discreet.text(piece.title))
        if piece.document and name_of_document(piece.document) != piece.title:
            lines.append(discreet.text(piece.document))
        if piece.domain and piece.domain != piece.title:
            lines.append(piece.domain)
    lines.append(stretch_text(piece.start_ms, piece.end_ms))
    said = labels_text(piece, day)
    if said:
        lines.append(said)
    if piece.note:
        lines.append("“" + discreet.text(piece.note) + "”")
    return lines


def held_text(held: Held, discreet: Discreet) -> str:
    """What lies in a stretch: ``code · recorder.py``, ``code, firefox, 2 more``; or that nothing does."""
    translate = QCoreApplication.translate
    if not held.pieces:
        return translate("Day", "Nothing was recorded")
    if held.is_free:
        return ", ".join(dict.fromkeys(kind_text(piece.kind) for piece in held.pieces))
    subjects = {piece.subject for piece in held.pieces if piece.subject}
    if len(held.apps) <= 1 and len(subjects) == 1:
        piece = next(piece for piece in held.pieces if piece.subject)
        return " · ".join([app_text(piece), subject_text(piece, discreet)])
    names = list(held.apps) or [translate("Day", "Entry") if held.entries else kind_text(held.pieces[0].kind)]
    more = [translate("Day", "%1 more").replace("%1", str(len(names) - 3))] if len(names) > 3 else []
    return ", ".join(names[:3] + more)


def segment_text(segment: Segment, day: Day, discreet: Discreet) -> str:
    """What a stretch of a lane is: its label, else its category, or that nobody was there."""
    if segment.label:
        return discreet.text(segment.label) if segment.is_title else segment.label
    look = segment.look
    return category_text(day, look.category) if look.kind in _LABELLED else kind_text(look.kind)


def segment_details(
    segment: Segment, lane: LaneKind, at_ms: float, day: Day, discreet: Discreet
) -> list[str]:
    """What there is at an instant: all of its piece; of categories, how long one goes on."""
    piece = piece_at(day.pieces, at_ms)
    if lane is LaneKind.CATEGORY or piece is None:
        return [segment_text(segment, day, discreet), stretch_text(segment.start_ms, segment.end_ms)]
    return details(piece, day, discreet)


def rich(lines: list[str]) -> str:
    """Lines as a tooltip shows them, the first in bold; whatever they hold is no markup."""
    first, *rest = map(escape, lines)
    return "<br>".join([f"<b>{first}</b>", *rest])


def labels_text(piece: Piece, day: Day) -> str:
    """Category, project and tags: ``Work > Development · Website · #review``."""
    if piece.kind not in _LABELLED:
        return ""
    words = [category_text(day, piece.category)]
    if piece.project:
        words.append(project_text(day, piece.project))
    words += [f"#{tag}" for tag in piece.tags]
    return " · ".join(words)
