"""How long the long runs take; each can be made shorter or longer from outside."""

from __future__ import annotations

import os


def from_environment(name: str, usual: float) -> float:
    """The number in the environment variable ``name``, or ``usual``."""
    return float(os.environ.get(name, usual))
