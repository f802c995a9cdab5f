"""Python's search for garbage, put off where nearly everything that is made stays."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def many_objects_at_once() -> Iterator[None]:
    """For work that makes objects by the hundred thousand and keeps them to its end, such as reading a large file.

    The search begins anew each time that so many were made, and finds nothing: it took half of the time. What is no
    longer used is given back as ever; only rings of objects wait until the work is done.
    """
    was_searching = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_searching:
            gc.enable()
