"""``worktracker-browser-host``: started by a browser for its extension, ended by closing its pipe.

A browser gives as arguments who asks: ``chrome-extension://ID/``, or a manifest's path and an id (Firefox).
"""

from __future__ import annotations

import os
import signal
import sys

from worktracker.app import bug
from worktracker.app.confinement import confine
from worktracker.browser_host.app_link import AppLink
from worktracker.browser_host.framing import BrokenStreamError
from worktracker.browser_host.relay import Relay, say
from worktracker.home import Home


def main() -> int:
    """Relay until the browser ends it; 1 if what came was no message at all."""
    os.umask(0o077)
    bug.install()
    confine()
    _no_core_dumps()
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    if sys.stdin.isatty():
        say("browsers start this. Run: worktracker browser --help")
        return 2
    family = "chromium" if any(word.startswith("chrome-extension://") for word in sys.argv[1:]) else "firefox"
    link = AppLink(Home.from_environment(os.environ).socket)
    relay = Relay(0, 1, link, family if sys.argv[1:] else None, os.getppid())
    try:
        relay.run()
    except BrokenStreamError:
        say("what comes is no native messaging")
        return 1
    return 0


def _no_core_dumps() -> None:
    """A core dump would hold titles."""
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    sys.exit(main())
