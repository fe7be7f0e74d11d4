"""Rounding of billed time and of money."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

HOUR_MS = 3_600_000
MINUTE_MS = 60_000

STEPS_MIN = (1, 5, 6, 10, 15, 30)
"""To how many minutes time can be rounded; 6 is a tenth of an hour."""

# ISO 4217: the currencies whose smallest unit is not a hundredth, but the whole or a thousandth.
_WHOLE = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF"
_THOUSANDTHS = "BHD IQD JOD KWD LYD OMR TND"


class Direction(StrEnum):
    """Where rounding goes; ``nearest`` takes halves up."""

    NEAREST = "nearest"
    UP = "up"
    DOWN = "down"


class Per(StrEnum):
    """What is rounded: each entry, or a day's sum of a project."""

    ENTRY = "entry"
    DAY = "day"


@dataclass(frozen=True, slots=True)
class Rounding:
    """How billed time is rounded.

    Attributes:
        step_min: minutes, one of :data:`STEPS_MIN`; 0 leaves time as it is.
    """

    step_min: int = 0
    direction: Direction = Direction.NEAREST
    per: Per = Per.DAY

    def __call__(self, length_ms: int) -> int:
        """``length_ms`` rounded, in milliseconds."""
        step = self.step_min * MINUTE_MS
        if not step:
            return length_ms
        add = {Direction.NEAREST: step // 2, Direction.UP: step - 1, Direction.DOWN: 0}[self.direction]
        return (length_ms + add) // step * step


def price(length_ms: int, rate: Decimal, currency: str | None) -> Decimal:
    """What so much time costs at ``rate`` an hour, to the currency's smallest unit (ISO 4217), halves up."""
    decimals = 2
    if currency:
        decimals = 0 if currency in _WHOLE.split() else 3 if currency in _THOUSANDTHS.split() else 2
    return (Decimal(length_ms) * rate / HOUR_MS).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
