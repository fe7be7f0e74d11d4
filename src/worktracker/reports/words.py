"""Numbers as people read them."""

from __future__ import annotations


def duration_words(duration_ms: int) -> str:
    """``1 h 24 m``, ``24 m``, ``42 s``: rounded to minutes from one minute on."""
    if duration_ms < 60_000:
        return f"{round(duration_ms / 1000)} s" if duration_ms < 59_500 else "1 m"
    hours, minutes = divmod(round(duration_ms / 60_000), 60)
    return f"{hours} h {minutes:02d} m" if hours else f"{minutes} m"
