"""How often something may happen."""

from __future__ import annotations


class Rate:
    """Lets ``burst`` happen at once and ``per_s`` a second after that; times are seconds of any one clock."""

    def __init__(self, burst: int, per_s: float) -> None:
        self._burst = burst
        self._per_s = per_s
        self._left = float(burst)
        self._at_s = 0.0

    def take(self, now_s: float) -> bool:
        """Whether it may happen now; if so, that counts."""
        self._refill(now_s)
        if self._left < 1:
            return False
        self._left -= 1
        return True

    def wait_s(self, now_s: float) -> float:
        """Seconds until it may happen again."""
        self._refill(now_s)
        return max(0.0, (1 - self._left) / self._per_s)

    def _refill(self, now_s: float) -> None:
        if now_s > self._at_s:
            self._left = min(self._burst, self._left + (now_s - self._at_s) * self._per_s)
            self._at_s = now_s
