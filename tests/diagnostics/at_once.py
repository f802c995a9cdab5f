"""Several people at the same moment."""

import threading
from collections.abc import Callable

from django.db import connection

from carnegie.core.errors import Refused


def elsewhere(act: Callable[[], object]) -> None:
    """Do it on another connection, to its end."""

    def run() -> None:
        try:
            act()
        finally:
            connection.close()

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()


def at_once(*acts: Callable[[], object]) -> list[bool]:
    """Do all at the same moment, each on a connection of its own; whether each was accepted."""
    start, accepted = threading.Barrier(len(acts)), [False] * len(acts)

    def run(number: int) -> None:
        start.wait()
        try:
            acts[number]()
            accepted[number] = True
        except Refused:
            pass
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[number]) for number in range(len(acts))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return accepted
