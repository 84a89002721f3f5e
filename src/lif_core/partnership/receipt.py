"""Receipt: what a commit wrote, told to whoever asked for it."""

from typing import TYPE_CHECKING

import attrs

if TYPE_CHECKING:
    from lif_core.records.export import Export


@attrs.frozen(kw_only=True)
class Receipt:
    """What was written.

    Attributes:
        position: its place in the journal, None where nothing was to be written.
        fingerprint: fingerprint of the journal after it.
        created: ids of the records it made.
        changed: ids of the records it changed.
        withdrawn: ids of the records it took back.
        warnings: sentences about what should be looked at.
        unheard: plug-ins that failed to hear of it.
        copies: after something was removed for good, the files that left before and showed its record.
    """

    position: int | None
    fingerprint: str
    created: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    withdrawn: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    unheard: tuple[str, ...] = ()
    copies: "tuple[Export, ...]" = ()

    def __str__(self) -> str:
        if self.position is None:
            return f"Nothing to write. Fingerprint {self.fingerprint}."
        counts = f"{len(self.created)} created, {len(self.changed)} changed, {len(self.withdrawn)} taken back"
        lines = [f"Commit {self.position}: {counts}. Fingerprint {self.fingerprint}."]
        lines += [f"Look at: {warning}" for warning in self.warnings]
        lines += [f"Not heard by {plugin}: it failed to listen." for plugin in self.unheard]
        lines += [f"Went out before, ask for it back: {_told(copy)}." for copy in self.copies]
        return "\n".join(lines)


def _told(copy: "Export") -> str:
    """Tell one file that left: its name, what it is, for whom, when, by whom."""
    readers = f" for {copy.audience}" if copy.audience else ""
    what = f"{copy.file or 'a file'} ({copy.report}{readers})"
    return f"{what}, {copy.on.said if copy.on else ''}, let go by {copy.by.named if copy.by else 'nobody named'}"
