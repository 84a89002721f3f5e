"""Receipt: what a commit wrote, told to whoever asked for it."""

import attrs


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
    """

    position: int | None
    fingerprint: str
    created: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    withdrawn: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    unheard: tuple[str, ...] = ()

    def __str__(self) -> str:
        if self.position is None:
            return f"Nothing to write. Fingerprint {self.fingerprint}."
        counts = f"{len(self.created)} created, {len(self.changed)} changed, {len(self.withdrawn)} taken back"
        lines = [f"Commit {self.position}: {counts}. Fingerprint {self.fingerprint}."]
        lines += [f"Look at: {warning}" for warning in self.warnings]
        lines += [f"Not heard by {plugin}: it failed to listen." for plugin in self.unheard]
        return "\n".join(lines)
