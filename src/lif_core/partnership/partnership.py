"""Partnership: the roof, one front for everything that a partnership does with its register."""

import os
import threading
from collections.abc import Callable, Generator, Iterator, Sequence
from datetime import date, datetime
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any

import attrs

from lif_core.hooks.manager import Plugins
from lif_core.hooks.ports import Storage
from lif_core.partnership.settings import Settings
from lif_core.values.identifiers import Mint

if TYPE_CHECKING:
    from lif_core.framework.framework import Framework
    from lif_core.framework.layers import FrameworkHistory
    from lif_core.intake.mapping import Mapping
    from lif_core.journal.chain import Salts
    from lif_core.journal.change import Change, Commit
    from lif_core.measures.retention import Kept
    from lif_core.partnership.arriving.importing import Imported
    from lif_core.partnership.arriving.minutes import MinutesTaken
    from lif_core.partnership.arriving.returning import LockedCells
    from lif_core.partnership.arriving.taking_in import NotTaken
    from lif_core.partnership.asof import AsOf
    from lif_core.partnership.books.aside import Aside
    from lif_core.partnership.books.books import Books
    from lif_core.partnership.books.searching import Said
    from lif_core.partnership.meeting import Papers
    from lif_core.partnership.sampling import Drawn
    from lif_core.partnership.upkeep.rebuilding import Rebuilt
    from lif_core.partnership.upkeep.restoring import Restored
    from lif_core.partnership.writing.receipt import Receipt
    from lif_core.partnership.writing.work import Work
    from lif_core.records import Export, Record
    from lif_core.values.labels import Language
    from lif_core.view.changes import RecordChange

# What a verb needs is imported when the verb is first used: opening a partnership stays quick.


class Partnership:
    """A partnership's register, framework and store, all in one. Threads may share one.

    Args:
        framework: how it works; a history where it changed its ways; or what composes one when it is first needed.
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
        framework: "Framework | FrameworkHistory | Callable[[], FrameworkHistory]",
        storage: Storage,
        *,
        settings: Settings | None = None,
        plugins: Plugins | None = None,
        folder: Path | None = None,
        clock: Callable[[], datetime] | None = None,
        mint: Mint | None = None,
        salts: "Salts" = os.urandom,
    ) -> None:
        self.settings = settings or Settings(id="demo")
        self.plugins = plugins or Plugins(entry_points=())
        self.storage = storage
        self.folder = folder
        self._framework, self._clock, self._mint, self._salts = framework, clock, mint, salts
        self._lock = threading.Lock()
        self._books: Books | None = None

    @property
    def books(self) -> "Books":
        """The store and what is remembered of it; one for all threads."""
        with self._lock:
            if self._books is None:
                from lif_core.partnership.books.books import Books

                named = (self.storage, self.settings, self.plugins, self.folder)
                self._books = Books(self._framework, *named, self._clock, self._mint, self._salts)
            return self._books

    @classmethod
    def open(
        cls,
        folder: str | os.PathLike[str],
        *,
        plugins: Plugins | None = None,
        clock: Callable[[], datetime] | None = None,
        mint: Mint | None = None,
        salts: "Salts" = os.urandom,
        restoring: bool = False,
    ) -> "Partnership":
        """Open the partnership of a folder.

        Args:
            folder: the folder that holds `partnership.toml`.
            plugins: plug-ins; left out, those that are installed and not switched off.
            clock: tells the instant, UTC; left out, the machine's.
            mint: gives fresh ids; left out, opaque rising ones.
            salts: gives random bytes; left out, the machine's.
            restoring: whether a copy is to be restored: the store may then be empty though the register had begun.

        Raises:
            InvalidData: the folder has no usable `partnership.toml`.
            Refused: the store is not the one with which the register of this folder began, or it is gone.
            InvalidFramework: its framework has faults; all are told. A folder that names no layer at all opens, and is
                told so by what first needs its framework.
            StorageError: its store cannot be used.
        """
        from lif_core.partnership.opening import parts_of

        parts = parts_of(Path(folder), plugins, restoring=restoring)
        return cls(
            parts.framework,
            parts.storage,
            settings=parts.settings,
            plugins=parts.plugins,
            folder=Path(folder),
            clock=clock,
            mint=mint,
            salts=salts,
        )

    def __enter__(self) -> "Partnership":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Release the store."""
        self.storage.close()

    # -- who it is -------------------------------------------------------------------------------------------------

    @property
    def id(self) -> str:
        """The namespace of its ids."""
        return self.settings.id

    @property
    def today(self) -> date:
        """The day, by the clock and in the machine's place."""
        return self.books.today

    def framework(self, day: date) -> "Framework":
        """Give the framework in force on a day."""
        return self.books.framework(day)

    # -- reading -------------------------------------------------------------------------------------------------

    @property
    def fingerprint(self) -> str:
        """The fingerprint of the journal as it stands: what belongs into minutes."""
        from lif_core.journal.chain import fingerprint

        return fingerprint(self.books.memory().head.link)

    def as_of(self, day: date | None = None, *, known_by: date | None = None, audience: str = "") -> "AsOf":
        """Give the view of a day: what took effect by then, of what was written by the end of `known_by`.

        Args:
            day: the day it is looked at; left out, today.
            known_by: last day of writing that counts; left out, everything written.
            audience: for whom; left out, the partnership itself. Above an audience's clearance nothing is there.

        Raises:
            UnknownName: the framework knows no such audience.
        """
        from lif_core.partnership.asof import AsOf

        seen = self.books.memory()
        view = self.books.view(day, known_by, audience, seen=seen)
        rules = {name: offer.make for name, offer in self.plugins.offers("lif_gap_rules").items()}
        held = {field.name: getattr(view, field.name) for field in attrs.fields(type(view))}
        return AsOf(**held, gap_rules=rules, plugins=self.plugins, seen=seen, books=self.books)

    def find(self, record_type: str, *, day: date | None = None, **where: Any) -> "Iterator[Record]":
        """Stream the records of one type that fit; what does not fit does not leave the database.

        Args:
            record_type: the type, such as `action`.
            day: the day it is looked at; left out, today.
            **where: what is asked for, of `state`, `kind`, `ref`, `disclosure`, `theme`, `owner`, `review`,
                `due_from` and `due_to`.

        Raises:
            UnknownName: there is no such type or filter.
        """
        from lif_core.partnership.books.finding import asked, find

        return find(self.books, record_type, asked(record_type, where), day or self.today)

    def history(self, record_id: str) -> "list[tuple[Commit, Change]]":
        """Give every change of one record with the commit it stands in, in the order of writing."""
        from lif_core.journal.sealed import lifted
        from lif_core.partnership.books.commits import sealed_in

        with self.books.lock:
            commits = [lifted(sealed_in(stored)) for stored in self.storage.history(record_id)]
        return [(commit, change) for commit in commits for change in commit.changes if change.record == record_id]

    def commits(self, after: int = 0) -> "Iterator[tuple[int, Commit]]":
        """Stream the commits behind a position, each with its own."""
        return self.books.commits(after)

    def ever_said(self, term: str) -> "Iterator[Said]":
        """Tell every place where a term was ever said, also what was changed or taken back since.

        Raises:
            ValueError: the term is empty.
        """
        from lif_core.partnership.books.searching import ever_said

        return ever_said(self.books, term)

    def verify(self, head: str = "") -> str:
        """Check that the journal is whole and that the store shows what it makes, and tell the link it ends on.

        Args:
            head: a fingerprint or link kept elsewhere, such as in minutes: checks that the store contains that past.

        Raises:
            BrokenChain: names the first commit that does not fit.
            InvalidData: the journal is whole in itself, yet never ended on `head`; or what the store shows of a record
                is not what the commits make, each told by its id; or what was removed for good stands here again.
        """
        from lif_core.partnership.books.begun import begun
        from lif_core.partnership.upkeep.verifying import see_removed, verified

        with self.books.lock:  # a storage is used by one thread at a time
            last = verified(self.storage, head, begun(self.folder) if self.folder is not None else "")
            see_removed(self.books)
        return last

    def rebuild(self) -> "Rebuilt":
        """Make the records as they stand again from the commits, equal byte for byte; no commit is written.

        Raises:
            BrokenChain: the journal itself was altered; nothing was written.
            Refused: the storage cannot.
            Conflict: others wrote in the meantime; nothing was written.
        """
        from lif_core.partnership.upkeep.rebuilding import rebuild

        return rebuild(self.books)

    def dump(self, *, by: str = "", file: str = "") -> "Generator[str, None, None]":
        """Give everything the journal holds as lines of JSON, in clear, and record that it left.

        Args:
            by: id of the role that lets it go; left out, the one in the settings.
            file: name of the file the lines go to; left out, nobody can tell.

        Raises:
            InvalidData: nobody is named; not a line was given.
            Refused: whoever is named is no role or body of the framework.
        """
        from lif_core.partnership.leaving.exports import dumped

        return dumped(self.books, by=by, file=file)

    def backup(self, path: str | os.PathLike[str], *, by: str = "") -> "Export":
        """Write a consistent copy to a new file, while others write, and record that it was made.

        Args:
            path: the file; there must be none of that name.
            by: id of the role that makes it; left out, the one in the settings.

        Raises:
            InvalidData: nobody is named; nothing was written.
            Refused: whoever is named is no role or body of the framework.
            StorageError: the copy could not be written.
        """
        from lif_core.partnership.leaving.exports import back_up

        return back_up(self.books, path, by=by)

    def restore(self, path: str | os.PathLike[str], *, by: str = "") -> "Restored":
        """Put a file that `dump` or `backup` wrote into this partnership's empty store, with an equal fingerprint.

        What the folder's list says was removed for good since is removed again at once, each in a commit of its own.

        Args:
            path: the file.
            by: id of the role that restores; left out, the one in the settings.

        Raises:
            InvalidData: the file is no dump or copy, or an altered one; nothing was written.
            Refused: the store is not empty, or the file is another partnership's, or begins with another commit than
                the register of this folder did; nothing was written.
            OSError: the file cannot be read.
        """
        from lif_core.partnership.upkeep.restoring import restored

        return restored(self.books, Path(path), by=by)

    # -- writing -------------------------------------------------------------------------------------------------

    def work(
        self, *, by: str = "", why: str = "", on: date | None = None, actor: str = "", dry_run: bool = False
    ) -> "Work":
        """Begin a unit of work: one commit, all or nothing.

        Args:
            by: id of the role that writes; left out, the one in the settings.
            why: the reason.
            on: the day on which it takes effect; left out, today.
            actor: opaque key of whoever sits at the keyboard; never a name.
            dry_run: propose only; nothing is written.

        Raises:
            InvalidData: nobody is named who writes.
            Refused: whoever is named is no role or body of the framework.
        """
        from lif_core.partnership.writing.work import begin

        return begin(self.books, by=by, why=why, on=on, actor=actor, dry_run=dry_run)

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
        sender: str = "",
        locked: "LockedCells" = "",
    ) -> "Imported":
        """Take a spreadsheet in: its lines become records, in one commit. The same file twice changes nothing.

        A sheet that this library wrote and that comes back is known by itself, and merged with what was sent and what
        stands: what was left untouched changes nothing.

        Args:
            path: the file; a plug-in reads it by its ending.
            by: id of the role that imports.
            why: the reason.
            on: the day on which it takes effect; left out, today.
            mapping: which column means what; left out, it is guessed and told.
            as_kind: what its lines are, such as `action` or `recommendation+action`.
            dry_run: read and tell only.
            sender: of a sheet that comes back, the body or role that sent it, where the sheet does not tell.
            locked: of a sheet that comes back, what becomes of cells that were written over though they were locked:
                `ask`, or `take` where the framework's rules allow it. Left out, what our own working sheet says is
                taken, and what others' say is asked.

        Raises:
            PluginError: no plug-in reads such files.
            UnreadableFile: the file is encrypted, too large, or no sheet.
            InvalidData: a sheet of ours was changed so that nothing of it can be known any more.
            Refused: a line cannot become a record; nothing was written.
        """
        from lif_core.partnership.arriving.returning import How
        from lif_core.partnership.arriving.taking_in import take_in

        how = How(by=by, why=why, on=on, sender=sender, locked=locked, dry_run=dry_run)
        return take_in(self.books, Path(path), how=how, mapping=mapping, as_kind=as_kind)

    def import_all(
        self,
        paths: "Sequence[str | os.PathLike[str]]",
        *,
        by: str = "",
        why: str = "",
        on: date | None = None,
        mapping: "Mapping | None" = None,
        as_kind: str | None = None,
        dry_run: bool = False,
        sender: str = "",
        locked: "LockedCells" = "",
    ) -> "tuple[Imported | NotTaken, ...]":
        """Take several files in, each in a commit of its own; a folder stands for every sheet in it.

        One that cannot be taken in is told and does not hold the others up. Where sheets that come back disagree,
        nothing of that is taken over, and it is asked.

        Args:
            paths: files and folders.
            by: as for `import_`, like everything else.
            why: the reason.
            on: the day on which it takes effect.
            mapping: which column means what.
            as_kind: what its lines are.
            dry_run: read and tell only.
            sender: the body or role that sent all of them.
            locked: what becomes of cells that were locked.

        Raises:
            InvalidData: a folder holds no sheet.
        """
        from lif_core.partnership.arriving.returning import How
        from lif_core.partnership.arriving.taking_in import files_of, take_in_all

        how = How(by=by, why=why, on=on, sender=sender, locked=locked, dry_run=dry_run)
        files = files_of(self.plugins, [Path(path) for path in paths])
        return take_in_all(self.books, list(files), how=how, mapping=mapping, as_kind=as_kind)

    def undo(self, intake_id: str, *, by: str = "", why: str = "", on: date | None = None) -> "Receipt | None":
        """Take an import back by its receipt: what it made is withdrawn, what it changed is set back.

        It takes effect from the day of the import itself, so that no day shows what was wrongly taken in (decision
        0032); `known_by` a day before still does.

        Args:
            intake_id: the receipt.
            by: id of the role that does it.
            why: the reason.
            on: the day of the import, which it is where this is left out; no other one.

        Raises:
            Refused: another day than its own was given; or others have changed or built upon its records since, and
                all of them are named.
        """
        from lif_core.partnership.arriving.importing import undo

        return undo(self.books, intake_id, by=by, why=why, on=on)

    def papers(
        self,
        body: str,
        day: date,
        folder: str | os.PathLike[str],
        *,
        audience: str = "",
        by: str = "",
        chair: str = "",
        language: "Language" = "en",
        dry_run: bool = False,
        replace: bool = False,
    ) -> "Papers":
        """Write all papers of a group's meeting into one folder, and record the meeting with what they ask for.

        Args:
            body: the group, by id or words.
            day: the day of the meeting; the papers hold as at that day.
            folder: where they are put.
            audience: for whom; left out, the partnership itself.
            by: id of the role that lets them go; left out, the one in the settings.
            chair: id of the role in the chair.
            language: `en` or `cy`.
            dry_run: tell what they would ask for; nothing is written.
            replace: replace papers in the folder that somebody wrote into since they were made.

        Raises:
            Refused: the framework knows no such group, the meeting was held already, a paper in the folder was filled
                in since it was made, or a file cannot be written.
            PluginError: no installed plug-in writes papers.
            InvalidData: nobody is named who lets them go.
        """
        from lif_core.partnership.meeting import papers

        def view_of(of: date) -> "AsOf":
            return self.as_of(of, audience=audience)

        told: dict[str, Any] = {"chair": chair, "language": language, "dry_run": dry_run, "replace": replace}
        return papers(self.books, view_of, body, day, folder, by=by, **told)

    def take_minutes(
        self, path: str | os.PathLike[str], *, by: str = "", on: date | None = None, dry_run: bool = False
    ) -> "MinutesTaken":
        """Take the minutes of a meeting back: decisions by number, as one commit with the meeting as its reason.

        Args:
            path: the filled-in minutes, xlsx or docx.
            by: id of the role that writes; left out, the one in the settings.
            on: the day on which it takes effect; left out, the day of the meeting, or today where that lies ahead.
            dry_run: tell what would be written, and write nothing.

        Raises:
            InvalidData: the file belongs to no meeting of this partnership, or to papers that were made again.
            Refused: something in it cannot be; all of it is told, and nothing was written.
            PluginError: no plug-in reads such files.
        """
        from lif_core.partnership.arriving.minutes import take_minutes

        return take_minutes(self.books, Path(path), by=by, on=on, dry_run=dry_run)

    def sample(
        self,
        of: str = "closed",
        *,
        n: int = 10,
        seed: str = "",
        by: str = "",
        day: date | None = None,
        keep: bool = True,
    ) -> "Drawn":
        """Draw some of the closed actions by chance, and put the sample on record with its seed.

        Args:
            of: what is drawn from.
            n: how many.
            seed: the seed; left out, one is drawn by chance.
            by: id of the role that picks; left out, the one in the settings.
            day: the day it is looked at; left out, today.
            keep: whether to put it on record.
        """
        from lif_core.partnership.sampling import draw

        return draw(self.books, self.as_of(day), of, n=n, seed=seed, by=by, keep=keep)

    def redact(
        self,
        record_id: str,
        fields: Sequence[str],
        *,
        by: str = "",
        why: str = "",
        despite_hold: bool = False,
        dry_run: bool = False,
    ) -> "Receipt":
        """Remove values of one record for good, from every commit; the journal still holds.

        What a hold keeps (criminal proceedings, an inquest, an inquiry) is not removed unless that is said; the commit
        then says so too. That a legal hold outranks an erasure is this library's choice, not verified in law.

        Args:
            record_id: the record.
            fields: names of the fields; `happened` and other maps stand for all their entries. `commit.why` stands for
                the reasons given for every commit that touched the record, other records in them too.
            by: id of the role that does it.
            why: the reason, which must not repeat what is removed; a dry run needs none.
            despite_hold: remove also what a hold keeps.
            dry_run: tell what would go, from how many commits, and what that does not reach; nothing is removed.

        Raises:
            UnknownName: there is no such record.
            InvalidData: nobody is named who does it, or no reason is given.
            Refused: a hold keeps the record, one of the names is no field of it, or the reason repeats what looks like
                a name in what is to be removed.
        """
        from lif_core.partnership.removing.erasing import redact

        return redact(self.books, record_id, fields, by=by, why=why, despite_hold=despite_hold, dry_run=dry_run)

    def changed_between(
        self,
        earlier: date,
        later: date | None = None,
        *,
        known_by: "tuple[date | None, date | None] | None" = None,
        record: str = "",
        audience: str = "",
    ) -> "tuple[RecordChange, ...]":
        """Tell what changed between what was known on two days: what a meeting calls "since last time".

        Args:
            earlier: the one day.
            later: the other; left out, today.
            known_by: last day of writing that counts for the one and for the other, None for everything written; left
                out, the two days themselves. `(day, None)` with one day twice tells what was entered late.
            record: id of the one record to look at; left out, all.
            audience: for whom; left out, the partnership itself.
        """
        from lif_core.partnership.books.changing import Moment, changed

        days = (earlier, later or self.today)
        first, second = (Moment(*pair) for pair in zip(days, known_by or days, strict=True))
        return changed(self.books, first, second, record=record, audience=audience)

    def retain(self, day: date | None = None, *, delete: bool = False, by: str = "") -> "tuple[Kept, ...]":
        """Tell what was kept long enough by the framework's rules; a hold outranks them.

        Args:
            day: the day it is looked at; left out, today.
            delete: whether to remove for good what it tells; without it, it only tells.
            by: id of the role that does it.
        """
        from lif_core.partnership.removing.retaining import retain

        return retain(self.books, day, delete=delete, by=by)

    @property
    def aside(self) -> "Aside | None":
        """What imports kept aside, None for a partnership without a folder."""
        from lif_core.partnership.books.aside import Aside

        return Aside(self.folder, self.settings.aside_days) if self.folder is not None else None
