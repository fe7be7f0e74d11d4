"""Who wants to hear that settings, rules or much of the record were changed."""

from __future__ import annotations

import logging
from collections.abc import Callable

_log = logging.getLogger(__name__)


class Followers(list[Callable[[], None]]):
    """Called one after the other; what one of them gets wrong is no other's trouble."""

    def tell(self) -> None:
        """Call each."""
        for follow in tuple(self):
            try:
                follow()
            except Exception as error:  # noqa: BLE001 - its words may quote a title
                _log.error("A follower ended in a %s.", type(error).__name__)
