"""From exact time to what may leave: suppressed where it is short, rounded where it is not.

Part of the payload's schema: another rounding is another version of it (docs/sync.md).
"""

from __future__ import annotations

from worktracker.sync.summary import LONGEST_DAY_S


def granted_seconds(duration_ms: int, coarseness_minutes: int, shortest_minutes: int) -> int:
    """The seconds of a total as they leave; 0: it stays here.

    To the nearest multiple of the coarseness, halves up. What was shorter than the grant's minutes before
    rounding stays here. A day of travel that is longer than the schema knows counts as the longest that it
    knows.

    Args:
        duration_ms: the exact total, in milliseconds.
        coarseness_minutes: minutes whose multiples leave.
        shortest_minutes: minutes below which a total stays here.
    """
    if duration_ms < shortest_minutes * 60_000:
        return 0
    step_s = coarseness_minutes * 60
    rounded = (2 * duration_ms + step_s * 1000) // (2 * step_s * 1000) * step_s
    return min(rounded, LONGEST_DAY_S)
