"""Collecting: where Python's garbage collector is told to wait."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def without_collecting() -> Iterator[None]:
    """Keep the garbage collector still: of what is being read or told it would find nothing to take, again and again.

    Freezing and unfreezing puts everything read among the old objects without walking it, so that the next small
    collections do not walk it either.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            if not gc.get_freeze_count():  # else somebody froze objects of theirs, which must stay so
                gc.freeze()
                gc.unfreeze()
            gc.enable()
