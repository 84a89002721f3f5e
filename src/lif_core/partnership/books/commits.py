"""Commits: what a stored commit says, and when it was written; one that is damaged is named by its position."""

from collections.abc import Callable
from datetime import date, datetime
from typing import TypeVar

from lif_core.errors import BrokenChain
from lif_core.hooks.ports import StoredCommit
from lif_core.journal.sealed import Sealed, decode, written_at

T = TypeVar("T")


def sealed_in(stored: StoredCommit) -> Sealed:
    """Read a stored commit.

    Raises:
        NewerFormat: a newer version of the library wrote it.
        BrokenChain: its bytes are no commit.
    """
    return _read(stored, decode)


def instant_of(stored: StoredCommit) -> datetime:
    """Tell the instant (UTC) at which a commit was written.

    Raises:
        BrokenChain: its bytes are no commit.
    """
    return _read(stored, written_at)


def day_of(stored: StoredCommit) -> date:
    """Tell the day on which a commit was written, in the machine's place, as `Partnership.today` does.

    Raises:
        BrokenChain: its bytes are no commit.
    """
    return _read(stored, lambda body: written_at(body).astimezone().date())


def _read(stored: StoredCommit, read: Callable[[bytes], T]) -> T:
    try:
        return read(stored.body)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError, OverflowError):
        raise BrokenChain(stored.position, "it cannot be read as a commit.") from None
