"""Receipt: what a commit wrote, told to whoever asked for it."""

from collections.abc import Iterator
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
        removed: what was removed for good, or would be: each field with the number of commits in which it was said.
        aside: after something was removed for good, names of imported files of which cells that may hold it are kept.
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
    removed: tuple[tuple[str, int], ...] = ()
    aside: tuple[str, ...] = ()

    def __str__(self) -> str:
        if self.position is None and self.removed:
            goes = [f"Would be removed: {field}, from {_commits(count)}." for field, count in self.removed]
            warned = (f"Look at: {one}" for one in self.warnings)
            return "\n".join(["Nothing was removed: a dry run.", *goes, *warned, *self._not_reached()])
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
        return "\n".join([*lines, *self._not_reached()])

    def _not_reached(self) -> Iterator[str]:
        """Tell where what was removed for good may stand all the same."""
        yield from (f"The same words stand in {record}, now or before: look at it too." for record in self.also_said)
        for file in self.aside:
            yield (
                f"Cells of {file} that are kept aside may hold it too: `lif aside` lists what is kept, and "
                "`lif aside --purge --everything` deletes it."
            )
        yield from map(went_out, self.copies)


def _commits(count: int) -> str:
    return "1 commit" if count == 1 else f"{count} commits"


def went_out(copy: "Export") -> str:
    """Tell one file that left and still says what was removed: its name, what it is, for whom, when, by whom."""
    from lif_core.values.saying import how_read

    readers = f" for {copy.audience}" if copy.audience else ""
    what = f"{copy.file or 'a file'} ({copy.report}{readers})"
    day, by = how_read(copy.on) if copy.on else "a day not told", copy.by.named if copy.by else "nobody named"
    return f"Went out before, ask for it back: {what}, {day}, let go by {by}."
