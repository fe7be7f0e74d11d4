"""The entry of ``worktracker-cloud``."""

from __future__ import annotations

import os
import sys


def main() -> int:
    """Run a command; its exit status."""
    os.umask(0o077)
    from worktracker.cloud.command import run

    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
