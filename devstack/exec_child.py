"""Become another program that ends when the one that started it ends, however it ends.

Run as a script, with nothing but the standard library in reach:
``exec_child.py PARENT_PID SIGNAL PROGRAM ARGUMENT…``
"""

import ctypes
import os
import sys

_PR_SET_PDEATHSIG = 1


def main(arguments: list[str]) -> None:
    parent, signal_number, *command = arguments
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, int(signal_number))
        # The parent may have gone before the line above took hold.
        if os.getppid() != int(parent):
            raise SystemExit(1)
    os.execvp(command[0], command)  # noqa: S606 -- no shell is the point


if __name__ == "__main__":
    main(sys.argv[1:])
