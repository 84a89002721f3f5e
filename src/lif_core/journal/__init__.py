"""Floor 4, journal: changes, commits, the chain that holds them, and what a record says after them."""

from lif_core.journal.change import Change, ChangeKind, Commit
from lif_core.journal.fold import DoesNotFold, Entry, fold

__all__ = ["Change", "ChangeKind", "Commit", "DoesNotFold", "Entry", "fold"]
