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
        proposed: how many changes a dry run would have written.
        copies: after something was removed for good, the files that left before and showed its record.
        also_said: after something was removed for good, ids of the records in whose journal the same words stand.
    """

    position: int | None
    fingerprint: str
    created: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    withdrawn: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    unheard: tuple[str, ...] = ()
    proposed: int = 0
    copies: "tuple[Export, ...]" = ()
    also_said: tuple[str, ...] = ()

    def __str__(self) -> str:
        if self.position is None:
            said = (
                f"Nothing written: a dry run, {self.proposed} changes proposed."
                if self.proposed
                else "Nothing to write."
            )
            return "\n".join([f"{said} Fingerprint {self.fingerprint}.", *(f"Look at: {one}" for one in self.warnings)])
        counts = f"{len(self.created)} created, {len(self.changed)} changed, {len(self.withdrawn)} taken back"
        lines = [f"Commit {self.position}: {counts}. Fingerprint {self.fingerprint}."]
        lines += [f"Look at: {warning}" for warning in self.warnings]
        lines += [f"Not heard by {plugin}: it failed to listen." for plugin in self.unheard]
        lines += [f"The same words stand in {record}, now or before: look at it too." for record in self.also_said]
        lines += [went_out(copy) for copy in self.copies]
        return "\n".join(lines)


def went_out(copy: "Export") -> str:
    """Tell one file that left and still says what was removed: its name, what it is, for whom, when, by whom."""
    from lif_core.values.saying import how_read

    readers = f" for {copy.audience}" if copy.audience else ""
    what = f"{copy.file or 'a file'} ({copy.report}{readers})"
    day, by = how_read(copy.on) if copy.on else "a day not told", copy.by.named if copy.by else "nobody named"
    return f"Went out before, ask for it back: {what}, {day}, let go by {by}."
