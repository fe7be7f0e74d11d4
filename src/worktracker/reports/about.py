"""What a report that is a document says of itself."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class About:
    """Said beside the rows.

    Attributes:
        bounds: first instant and end of the period as RFC 3339 text; None where it is open.
        made: when it was made, in local time.
        only: what it was narrowed to, in words; empty where it was not.
    """

    bounds: tuple[str | None, str | None]
    made: datetime
    only: str = ""
