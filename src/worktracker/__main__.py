"""Entry: the desktop app without arguments, the command line with them."""

from __future__ import annotations

import os
import sys

from worktracker.app import bug


def main() -> int:
    """Run the program; the exit status is the public interface's."""
    os.umask(0o077)
    _no_core_dumps()
    bug.install()
    if len(sys.argv) > 1:
        from worktracker.cli import early

        early.begin(sys.argv[1:])
        from worktracker.cli.main import run

        return run(sys.argv[1:])
    from worktracker.desktop.main import main as desktop

    return desktop(start=False)


def _no_core_dumps() -> None:
    """A core dump would hold titles and the key in clear."""
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    sys.exit(main())
