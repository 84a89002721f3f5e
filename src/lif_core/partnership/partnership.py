"""Partnership: the roof. The only place of effects: it reads the clock, files and the store, and mints ids."""

import os
import threading
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any

from lif_core.errors import Conflict, InvalidData, Problem
from lif_core.framework.framework import Framework
from lif_core.framework.layers import FrameworkHistory
from lif_core.hooks.manager import Plugins
from lif_core.hooks.offers import Committed
from lif_core.hooks.ports import GENESIS, Head, Row, Storage, StoredCommit
from lif_core.journal.chain import Salts, decode, encode, fingerprint, link, seal, verify
from lif_core.journal.change import Change, Commit
from lif_core.journal.fold import DoesNotFold, Entry
from lif_core.partnership.asof import AsOf
from lif_core.partnership.memory import Memory, journal_of
from lif_core.partnership.rows import folded, row_gone, row_of
from lif_core.partnership.settings import Settings
from lif_core.partnership.work import Receipt, Work
from lif_core.rules.proposal import Proposal
from lif_core.serial.plain import to_wire
from lif_core.values.identifiers import Mint, Minter
from lif_core.view.clearance import cleared
from lif_core.view.view import View

if TYPE_CHECKING:
    from lif_core.intake.mapping import Mapping
    from lif_core.partnership.aside import Aside
    from lif_core.partnership.importing import Imported

_TRIES = 20  # how often a commit is tried anew when others, whose records it does not touch, wrote in between


class Partnership:
    """A partnership's own register, framework and store. Threads may share one.

    Args:
        framework: how it works; a history where it changed its ways.
        storage: where the journal is kept.
        settings: who it is; left out, a partnership called `demo`.
        plugins: plug-ins that hear of commits and offer gap rules; left out, none.
        folder: its folder, None where it has none.
        clock: tells the instant, UTC; left out, the machine's.
        mint: gives fresh ids; left out, opaque rising ones.
        salts: gives random bytes; left out, the machine's.
    """

    def __init__(
        self,
        framework: Framework | FrameworkHistory,
        storage: Storage,
        *,
        settings: Settings | None = None,
        plugins: Plugins | None = None,
        folder: Path | None = None,
        clock: Callable[[], datetime] | None = None,
        mint: Mint | None = None,
        salts: Salts = os.urandom,
    ) -> None:
        self.settings = settings or Settings(id="demo")
        self.storage = storage
        self.folder = folder
        self.plugins = plugins or Plugins(entry_points=())
        self._frameworks = framework
        self._clock = clock or (lambda: datetime.now(UTC))
        self.mint = mint or Minter(self.settings.id, self._milliseconds, lambda: int.from_bytes(os.urandom(3), "big"))
        self.salts = salts
        self.lock = threading.RLock()
        self._memory: Memory | None = None

    @classmethod
    def open(cls, folder: str | os.PathLike[str], **given: Any) -> "Partnership":
        """Open the partnership of a folder.

        Raises:
            InvalidData: the folder has no usable `partnership.toml`.
            InvalidFramework: its framework has faults; all are told.
            StorageError: its store cannot be used.
        """
        from lif_core.partnership.opening import open_folder

        return open_folder(Path(folder), **given)

    def __enter__(self) -> "Partnership":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Release the store."""
        self.storage.close()

    # -- reading -------------------------------------------------------------------------------------------------

    def now(self) -> datetime:
        """Tell the instant, UTC."""
        return self._clock()

    @property
    def id(self) -> str:
        """The namespace of its ids."""
        return self.settings.id

    @property
    def today(self) -> date:
        """The day, by the machine's clock and in its place."""
        return self.now().astimezone().date()

    @property
    def fingerprint(self) -> str:
        """The fingerprint of the journal as it stands: what belongs into minutes."""
        return fingerprint(self.memory().head.link)

    def framework(self, day: date) -> Framework:
        """Give the framework in force on a day."""
        if isinstance(self._frameworks, FrameworkHistory):
            return self._frameworks.on(day)
        return self._frameworks

    def as_of(self, day: date | None = None, *, known_by: date | None = None, audience: str = "") -> AsOf:
        """Give the view of a day: what took effect by then, of what was written by the end of `known_by`.

        Args:
            day: the day it is looked at; left out, today.
            known_by: last day of writing that counts; left out, everything written.
            audience: for whom; left out, the partnership itself. Above an audience's clearance nothing is there.

        Raises:
            UnknownName: the framework knows no such audience.
        """
        day = day or self.today
        framework = self.framework(day)
        with self.lock:
            register = self.memory().as_of(self.storage, day, known_by)
        return AsOf(
            framework=framework,
            register=cleared(register, framework, audience),
            day=day,
            known_by=known_by,
            audience=audience,
            baseline=self.settings.baseline,
            gap_rules={name: offer.make for name, offer in self.plugins.offers("lif_gap_rules").items()},
        )

    def history(self, record_id: str) -> list[tuple[Commit, Change]]:
        """Give every change of one record with the commit it stands in, in the order of writing."""
        commits = [decode(stored.body).commit for stored in self.storage.history(record_id)]
        return [(commit, change) for commit in commits for change in commit.changes if change.record == record_id]

    def positions(self, record_id: str) -> list[int]:
        """Tell the positions of the commits that touch a record, in order."""
        return [stored.position for stored in self.storage.history(record_id)]

    def commits(self, after: int = 0) -> Iterator[tuple[int, Commit]]:
        """Stream the commits behind a position."""
        for stored in self.storage.commits(after):
            yield stored.position, decode(stored.body).commit

    def verify(self, head: str = "") -> str:
        """Check that the journal is whole, and tell the link it ends on.

        Args:
            head: a fingerprint or link kept elsewhere, such as in minutes: checks that the store contains that past.

        Raises:
            BrokenChain: names the first commit that does not fit.
            InvalidData: the journal is whole in itself, yet never ended on `head`.
        """
        links = [GENESIS]

        def walked() -> Iterator[tuple[int, str, bytes]]:
            for stored in self.storage.commits():
                links.append(stored.link)
                yield stored.position, stored.link, stored.body

        last = verify(walked(), GENESIS)
        if head and not any(head in (known, fingerprint(known)) for known in links):
            raise InvalidData(
                [
                    Problem(
                        code="journal.not-that-past",
                        says="The journal is whole in itself, yet it never ended on this fingerprint.",
                        mend="Its newest commits were cut off, or it was rebuilt. Compare it with the last backup.",
                        found=head,
                    )
                ]
            )
        return last

    # -- writing -------------------------------------------------------------------------------------------------

    def work(
        self, *, by: str = "", why: str = "", on: date | None = None, actor: str = "", dry_run: bool = False
    ) -> Work:
        """Begin a unit of work: one commit, all or nothing.

        Args:
            by: id of the role that writes; left out, the one in the settings.
            why: the reason.
            on: the day on which it takes effect; left out, today.
            actor: opaque key of whoever sits at the keyboard; never a name.
            dry_run: propose only; nothing is written.

        Raises:
            InvalidData: nobody is named who writes.
        """
        by = by or self.settings.by
        if not by:
            mend = "Name a role with `by`, or set `by` in partnership.toml."
            raise InvalidData([Problem(code="work.by-missing", says="Nobody is named who writes this.", mend=mend)])
        with self.lock:
            view, seen = self.as_of(on), self.memory()
        return Work(self, view, seen, by=by, why=why, actor=actor, dry_run=dry_run)

    def begins(self, record_id: str) -> date | None:
        """Tell on which day a record begins, None where there is no such record."""
        if record_id not in self.memory().marks:
            return None
        entries = journal_of(self.storage, [record_id])[record_id]
        return min((entry.change.on for entry in entries), default=None)

    def commit(
        self, proposal: Proposal, *, seen: Memory, by: str, why: str, view: View, actor: str = "", dry_run: bool = False
    ) -> Receipt:
        """Write what was proposed, as one commit.

        Args:
            proposal: what to write.
            seen: what was known of the store when the work began.
            by: id of the role that writes.
            why: the reason.
            view: the view the work began with.
            actor: opaque key of whoever sits at the keyboard.
            dry_run: write nothing.

        Raises:
            Conflict: somebody else changed one of the records in the meantime; nothing was written.
            Refused: a change entered late does not fit with what is recorded after it.
        """
        with self.lock:
            if dry_run or not proposal.changes:
                return Receipt(position=None, fingerprint=self.fingerprint, warnings=proposal.warnings)
            commit = Commit(
                at=self.now(),
                by=by,
                actor=actor,
                why="; ".join(dict.fromkeys(reason for reason in (why, *proposal.reasons) if reason)),
                framework=self._kept(view.framework),
                changes=proposal.changes,
            )
            stored = self._appended(commit, seen)
        return self.receipt(commit, stored, proposal.warnings)

    def _appended(self, commit: Commit, seen: Memory) -> StoredCommit:
        sealed = seal(commit, self.salts)
        for _ in range(_TRIES):
            memory = self.memory()
            _no_clash(seen, memory, commit, self)
            position = memory.head.position + 1
            rows = self._rows(commit, memory, position)
            stored = StoredCommit(position, link(memory.head.link, sealed), commit.touches, encode(sealed))
            try:
                self.storage.append(stored, memory.head, rows)
            except Conflict:
                continue
            self.remember(memory.after(Head(position, stored.link), rows))
            return stored
        raise Conflict(seen.head.position, self.storage.head().position)

    def _rows(self, commit: Commit, memory: Memory, position: int) -> list[Row]:
        """Give the row of each record that a commit touches, folded with everything recorded of it."""
        late = [
            change.record
            for change in commit.changes
            if (mark := memory.marks.get(change.record)) is not None and mark.until > change.on.isoformat()
        ]
        known = journal_of(self.storage, list(dict.fromkeys(late))) if late else {}
        rows = []
        for record_id in commit.touches:
            fresh = [
                Entry((position, number), commit.at.date(), change)
                for number, change in enumerate(commit.changes)
                if change.record == record_id
            ]
            rows.append(_row(record_id, memory, position, fresh, known.get(record_id)))
        return rows

    def _kept(self, framework: Framework) -> str:
        self.storage.keep(framework.fingerprint, framework.document)
        return framework.fingerprint

    def receipt(self, commit: Commit, stored: StoredCommit, warnings: tuple[str, ...] = ()) -> Receipt:
        """Announce a commit that was written, and tell what it wrote."""
        kinds = {change.record: change.kind for change in reversed(commit.changes)}
        redacted = "redact" in kinds.values()
        unheard = self.plugins.announce(
            Committed(
                partnership=self.id,
                position=stored.position,
                link=stored.link,
                by=commit.by,
                records=commit.touches,
                redacted=redacted,
            )
        )
        return Receipt(
            position=stored.position,
            fingerprint=fingerprint(stored.link),
            created=tuple(record for record, kind in kinds.items() if kind == "create"),
            changed=tuple(record for record, kind in kinds.items() if kind in ("amend", "move", "redact")),
            withdrawn=tuple(record for record, kind in kinds.items() if kind == "withdraw"),
            warnings=warnings,
            unheard=tuple(str(plugin) for plugin in unheard),
        )

    def import_(
        self,
        path: str | os.PathLike[str],
        *,
        by: str = "",
        why: str = "",
        on: date | None = None,
        mapping: "Mapping | None" = None,
        as_kind: str | None = None,
        dry_run: bool = False,
    ) -> "Imported":
        """Take a spreadsheet in: its lines become records, in one commit. The same file twice changes nothing.

        Args:
            path: the file; a plug-in reads it by its ending.
            by: id of the role that imports.
            why: the reason.
            on: the day on which it takes effect; left out, today.
            mapping: which column means what; left out, it is guessed and told.
            as_kind: what its lines are, such as `action` or `recommendation+action`.
            dry_run: read and tell only.

        Raises:
            PluginError: no plug-in reads such files.
            UnreadableFile: the file is encrypted, too large, or no sheet.
            Refused: a line cannot become a record; nothing was written.
        """
        from lif_core.partnership.importing import import_file

        return import_file(self, Path(path), by=by, why=why, on=on, mapping=mapping, as_kind=as_kind, dry_run=dry_run)

    def undo(self, intake_id: str, *, by: str = "", why: str = "", on: date | None = None) -> Receipt | None:
        """Take an import back by its receipt: what it made is withdrawn, what it changed is set back.

        Raises:
            Refused: others have changed or built upon its records since; all of them are named.
        """
        from lif_core.partnership.importing import undo

        return undo(self, intake_id, by=by, why=why, on=on)

    def redact(self, record_id: str, fields: Sequence[str], *, by: str = "", why: str) -> Receipt:
        """Remove values of one record for good, from every commit; the journal still holds.

        Args:
            record_id: the record.
            fields: names of the fields; `happened` and other maps stand for all their entries.
            by: id of the role that does it.
            why: the reason, which must not repeat what is removed.

        Raises:
            UnknownName: there is no such record.
        """
        from lif_core.partnership.erasing import redact

        return redact(self, record_id, fields, by=by, why=why)

    @property
    def aside(self) -> "Aside | None":
        """What imports kept aside, None for a partnership without a folder."""
        from lif_core.partnership.aside import Aside

        return Aside(self.folder, self.settings.aside_days) if self.folder is not None else None

    # -- the store, as remembered ----------------------------------------------------------------------------------

    def memory(self) -> Memory:
        """Give what is known of the store, after catching up with what others wrote."""
        with self.lock:
            memory = self._memory
            self._memory = memory.caught_up(self.storage) if memory else Memory.of(self.storage)
            return self._memory

    def remember(self, memory: Memory) -> None:
        """Take over what is known of the store after a write."""
        self._memory = memory

    def _milliseconds(self) -> int:
        return int(self.now().timestamp() * 1000)


def _no_clash(seen: Memory, now: Memory, commit: Commit, partnership: Partnership) -> None:
    """Refuse to write over what somebody else wrote since this work began.

    Raises:
        Conflict: names the record, what was expected and found, and who wrote in between.
    """
    if seen.head == now.head:
        return
    for record_id in commit.touches:
        before, after = seen.marks.get(record_id), now.marks.get(record_id)
        if before != after:
            expected = before.position if before else 0
            found = after.position if after else 0
            by = next((one.by for position, one in partnership.commits(found - 1) if position == found), None)
            raise Conflict(expected, found, record_id, by)


def _row(record_id: str, memory: Memory, position: int, fresh: Sequence[Entry], known: Sequence[Entry] | None) -> Row:
    mark = memory.marks.get(record_id)
    until = max(entry.change.on for entry in fresh)
    if mark is not None:
        until = max(until, date.fromisoformat(mark.until))
    if known is None and mark is not None:
        known = _standing(record_id, memory)
    try:
        record = folded(record_id, [*(known or ()), *fresh])
    except DoesNotFold as error:
        raise _late(record_id, str(error)) from None
    return row_gone(record_id, position, until) if record is None else row_of(record, position, until)


def _standing(record_id: str, memory: Memory) -> list[Entry]:
    """Give a record as it stands as if one change had made it: nothing recorded of it takes effect later."""
    record = memory.register.get(record_id)
    mark = memory.marks[record_id]
    values = to_wire(record) if record is not None else {}
    values.pop("id", None)
    on = date.fromisoformat(mark.until)
    made = [Entry((0, 0), date.min, Change(record=record_id, kind="create", set=values, on=date.min))]
    if record is None:
        made.append(Entry((0, 1), date.min, Change(record=record_id, kind="withdraw", on=on)))
    return made


def _late(record_id: str, why: str) -> InvalidData:
    return InvalidData(
        [
            Problem(
                code="change.does-not-fit-its-day",
                says=f"A change entered late does not fit: {why}",
                mend="Give a day on which the record stands as the change expects; `lif history` tells its changes.",
                where=record_id,
            )
        ]
    )
