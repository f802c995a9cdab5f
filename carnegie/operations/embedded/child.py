"""A script that becomes another program, which then ends together with its parent.

Usage: python child.py PARENT_PID DEATH_SIGNAL UID GID PROGRAM ARGUMENT...

The kernel forgets the parent-death signal when a process changes its user, so the user is changed first.
"""

import ctypes
import os
import sys

PR_SET_PDEATHSIG = 1


def end_with_parent(death_signal: int) -> None:
    """Ask Linux to send `death_signal` to this process when its parent ends; other systems have no such thing."""
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(PR_SET_PDEATHSIG, death_signal, 0, 0, 0)


def become(uid: int, gid: int) -> None:
    if os.geteuid() == 0 and uid != 0:
        os.setgroups([])
        os.setgid(gid)
        os.setuid(uid)


def main() -> None:
    parent, death_signal, uid, gid = (int(value) for value in sys.argv[1:5])
    become(uid, gid)
    end_with_parent(death_signal)
    if os.getppid() != parent:
        sys.exit("The parent has ended already.")
    os.execv(sys.argv[5], sys.argv[5:])  # noqa: S606


if __name__ == "__main__":
    main()
