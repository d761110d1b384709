"""The command line: `python -m unmangle` is the program `unmangle`."""

from __future__ import annotations

import signal
import sys

from ._unmangle import main as run


def main() -> int:
    """Runs the command line with the arguments of the process; gives its exit status."""
    # Interruptions are the command line's to handle: it ends with its files in order.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    return run(["unmangle", *sys.argv[1:]])


if __name__ == "__main__":
    sys.exit(main())
