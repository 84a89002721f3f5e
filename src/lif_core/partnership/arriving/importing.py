"""Importing: a file is read, its lines become records in one commit, and what nobody could place is kept aside."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import attrs

from lif_core.errors import Conflict, PluginError, Problem, Refused
from lif_core.hooks.offers import ImportRequest
from lif_core.intake.cells import Workbook
from lif_core.intake.mapping import Mapping
from lif_core.intake.plan import IntakePlan, plan
from lif_core.intake.receipt import KeptAside, Question, RefusedColumn
from lif_core.intake.receipt import Receipt as IntakeReceipt
from lif_core.intake.returned.receipt import ReturnCount
from lif_core.intake.returned.sheets import is_returned
from lif_core.journal.fold import Entry, fold, stands_at
from lif_core.partnership.books.aside import Aside, Held
from lif_core.partnership.books.books import Books
from lif_core.partnership.books.memory import Memory, journal_of
from lif_core.partnership.removing.erasing import removed_in
from lif_core.partnership.writing.again import anew
from lif_core.partnership.writing.committing import Still
from lif_core.partnership.writing.receipt import Receipt
from lif_core.partnership.writing.work import Work, begin
from lif_core.records import Intake
from lif_core.rules.hinting import hinted
from lif_core.rules.requests import Amend, Request, Withdraw
from lif_core.rules.setting_back import SetBack
from lif_core.values.personal import CAUTION
from lif_core.values.sent import HEAD
from lif_core.view.kinds import title_of
from lif_core.view.register import Register


@attrs.frozen(kw_only=True)
class Imported:
    """What came of an import.

    Attributes:
        intake: id of its receipt in the register, by which it can be taken back; empty where nothing was written.
        read: what was read and what came of it, in numbers.
        questions: what only a person can say.
        refused: columns that look as if they identified people.
        aside: places that are kept aside, each with its reason.
        mapping: the mapping that was used; it can be kept as a file and edited.
        written: the receipt of the commit, None where there was nothing to write.
        returned: of a sheet of ours that came back, what became of each cell that was sent; None of any other file.
        sender: who sent it back.
    """

    intake: str
    read: IntakeReceipt
    questions: tuple[Question, ...] = ()
    refused: tuple[RefusedColumn, ...] = ()
    aside: tuple[tuple[str, str], ...] = ()
    mapping: Mapping
    written: Receipt | None = None
    returned: ReturnCount | None = None
    sender: str = ""

    def __str__(self) -> str:
        told = f"{self.read.file} from {self.sender}: {self.returned.check_sum}" if self.returned else ""
        lines = [told or f"{self.read.file}: {self.read.check_sum}"]
        lines += self.read.notices if self.returned else ()
        lines += [f"Refused: {column}" for column in self.refused]
        lines += [f"Kept aside: {place}. {reason}" for place, reason in self.aside]
        lines += [f"To ask you: {question}" for question in self.questions]
        return "\n".join(lines)


def read_file(books: Books, path: Path) -> Workbook:
    """Read a file by the importer for its ending.

    Raises:
        PluginError: no plug-in reads such files.
        UnreadableFile: the file is encrypted, too large, or no sheet.
    """
    importer = books.plugins.for_suffix("lif_importers", path.suffix)
    workbook = importer.make(ImportRequest(path=path, name=path.name, mark=HEAD))
    if isinstance(workbook, Workbook) and workbook.plain and not is_returned(workbook):
        workbook = importer.make(ImportRequest(path=path, name=path.name))  # it only speaks of a sheet of ours
    if not isinstance(workbook, Workbook):
        raise PluginError(f"The importer for {path.suffix!r} gave no workbook. Update the plug-in that offers it.")
    return workbook


def import_workbook(
    books: Books,
    workbook: Workbook,
    *,
    by: str = "",
    why: str = "",
    on: date | None = None,
    mapping: Mapping | None = None,
    as_kind: str | None = None,
    dry_run: bool = False,
) -> Imported:
    """Take a file in that is not one of ours; see `Partnership.import_`."""

    def once() -> Imported:
        because = why or f"Import of {workbook.name}"
        work = begin(books, by=by, why=because, on=on, dry_run=dry_run, looks_at_words=False)
        _not_ahead(work, workbook)
        planned = plan(
            workbook,
            framework=work.view.framework,
            register=work.view.register,
            mapping=mapping,
            as_kind=as_kind,
            board=books.settings.name,
            removed=removed_in(books.storage),
        )
        work.rests_on(no_other_import(work))
        intake = ""
        with quarantined(books, dry_run=dry_run) as put, work:
            if planned.is_new:
                intake = _file(work, planned)
                put(intake, planned.receipt.file, [_held(one) for one in planned.aside], work.view.day)
        return Imported(
            intake="" if dry_run else intake,
            read=attrs.evolve(planned.receipt, notices=(*planned.receipt.notices, *_may_tell_who(work))),
            questions=planned.questions,
            refused=planned.refused,
            aside=tuple((one.place, one.reason) for one in planned.aside),
            mapping=planned.mapping,
            written=work.receipt,
        )

    return anew(once, TRIES)


TRIES = 5
"""How often a file is compared anew with the register when others take files in meanwhile."""


def no_other_import(work: Work) -> Still:
    """Give the check that nobody filed an import since a work began: the same file twice is to change nothing."""

    def still(now: Memory) -> None:
        known = work.seen.register
        for one in now.register.of_type(Intake):
            if one.id not in known:
                raise Conflict(work.seen.head.position, now.marks[one.id].position, one.id)

    return still


def _not_ahead(work: Work, workbook: Workbook) -> None:
    """Refuse a file that was taken in already with effect from a later day than it is to have now."""
    for one in work.seen.register.of_type(Intake):
        if one.sha256 == workbook.sha256 and not one.undone:
            if one.id in work.view.register:
                return
            says = "This very file was taken in already, with effect from a later day."
            mend = f"Take that import back first: lif undo {one.id}"
            raise Refused([Problem(code="import.later-already", says=says, mend=mend, where=workbook.name)])


Put = Callable[[str, str, Sequence[Held], date], None]


@contextmanager
def quarantined(books: Books, *, dry_run: bool = False) -> Iterator[Put]:
    """Give what puts cells aside: before the commit that says so, and taken away again where nothing is written.

    A file of which no commit tells, as a crash leaves it, goes with its day; a commit without its file would tell of
    cells that nobody can look at any more.
    """
    aside = Aside(books.folder, books.settings.aside_days) if books.folder is not None and not dry_run else None
    done: list[str] = []

    def put(intake: str, file: str, held: Sequence[Held], day: date) -> None:
        if aside is not None:
            done.append(intake)
            aside.put(intake, file, held, day)

    try:
        yield put
    except BaseException:
        for intake in done:
            if aside is not None and not books.positions(intake):  # else it was written all the same
                aside.drop(intake)
        raise


def _may_tell_who(work: Work) -> Iterator[str]:
    """Tell in one sentence which of the records that a file made may say who somebody is."""
    before = work.seen.register
    made = (one for one in work.proposal.records if not isinstance(one, Intake))
    found = [one for one in made if any(hinted(before.get(one.id), one))]
    if found:
        names = [title_of(work.view, one) if one.ref else one.id for one in found[:_NAMED]]  # its words may be the name
        more = f" and {len(found) - _NAMED} more" if len(found) > _NAMED else ""
        yield f"What stands in {', '.join(names)}{more} may tell who somebody is: look at it. {CAUTION}"


_NAMED = 8  # records that are named in one sentence


def _held(one: KeptAside) -> Held:
    return Held(place=one.place, reason=one.reason, cells=one.cells)


def _file(work: Work, planned: IntakePlan) -> str:
    """Apply the requests of a plan and file its receipt; give the id of the receipt."""
    *_, receipt = work.apply((*planned.requests, planned.filing()))
    return receipt.id


def undo(books: Books, intake_id: str, *, by: str = "", why: str = "", on: date | None = None) -> Receipt | None:
    """Take an import back from the day on which it took effect; see `Partnership.undo`."""
    seen = books.memory()
    intake = seen.register.get(intake_id)
    if not isinstance(intake, Intake) or intake.undone:
        raise Refused([_nothing_to_undo(intake_id)])
    entries = journal_of(books.storage, [*intake.created, *intake.changed, intake_id])
    filed = entries.pop(intake_id)[0]
    if on is not None and on != filed.change.on:
        raise Refused([_its_own_day(intake_id, filed.change.on)])
    with begin(books, by=by, why=why or "Import taken back", on=filed.change.on, seen=seen) as work:
        position = filed.sequence[0]

        def unused(now: Memory) -> None:
            problems = [*_built_upon(books, now, intake, entries, position)]
            if problems:
                raise Refused(problems)

        unused(work.seen)
        work.rests_on(unused)
        requests: list[Request] = [_back(record_id, entries[record_id], position) for record_id in intake.changed]
        requests += [
            Withdraw(record=record_id, why=f"Import {intake_id} taken back") for record_id in intake.created[::-1]
        ]
        work.apply([*requests, Amend(record=intake_id, set={"undone": True})])
    if books.folder is not None:
        Aside(books.folder, books.settings.aside_days).drop(intake_id)
    return work.receipt


def _nothing_to_undo(intake_id: str) -> Problem:
    return Problem(
        code="undo.no-such-import",
        says="There is no import with this receipt that could still be taken back.",
        mend="`lif list intake` tells the imports there were.",
        where=intake_id,
    )


def _its_own_day(intake_id: str, day: date) -> Problem:
    return Problem(
        code="undo.its-own-day",
        says=f"An import is taken back from the day on which it took effect, here {day.isoformat()}.",
        mend="Leave the day out: what was wrongly taken in is then shown on no day.",
        where=intake_id,
    )


def _built_upon(
    books: Books, now: Memory, intake: Intake, entries: dict[str, list[Entry]], position: int
) -> Iterable[Problem]:
    """Tell what others did since to the records of an import: taking it back would take that too."""
    own, created = {*intake.created, *intake.changed, intake.id}, set(intake.created)
    register = now.register  # also what takes effect on a later day
    void = _taken_back(books, register, position)
    for record_id in (*intake.created, *intake.changed):
        later = [entry for entry in entries[record_id] if _stays(entry, entries[record_id], position, void)]
        if any(entry.change.kind == "redact" for entry in later):
            says, mend = "Something of it was removed for good since.", "Withdraw the other records one by one."
            yield Problem(code="undo.removed-since", says=says, mend=mend, where=record_id)
        elif later:
            mend = "Take the later change back first, or withdraw single records instead."
            yield Problem(code="undo.changed-since", says="It was changed since.", mend=mend, where=record_id)
        for pointer in register.pointing_at(record_id) if record_id in created else ():
            if pointer.source not in own:
                says, mend = f"{pointer.source} rests on it.", "Withdraw that first, or leave the import standing."
                yield Problem(code="undo.built-upon", says=says, mend=mend, where=record_id)


def _taken_back(books: Books, register: Register, position: int) -> frozenset[int]:
    """Give the positions of later imports that were taken back, and of the commits that took them back."""
    ids = [one.id for one in register.of_type(Intake) if one.undone]
    return frozenset(
        entry.sequence[0]
        for entries in (journal_of(books.storage, ids).values() if ids else ())
        for entry in entries
        if entry.sequence[0] > position and (entry.change.kind == "create" or entry.change.set.get("undone"))
    )


def _stays(entry: Entry, entries: Sequence[Entry], position: int, void: frozenset[int]) -> bool:
    """Tell whether a change made since an import would stand in the way of taking it back.

    Of a later import that was taken back nothing is left, but for what it set back on a later day: that says again what
    this import said.
    """
    if entry.sequence[0] <= position:
        return False
    if entry.sequence[0] not in void:
        return True
    ours = [one.change for one in entries if one.sequence[0] == position]
    touched = {key for change in ours for key in change.set}
    is_made_here = any(change.kind == "create" for change in ours)
    return not is_made_here and entry.change.on > ours[0].on and not touched.isdisjoint(entry.change.set)


def _back(record_id: str, entries: Sequence[Entry], position: int) -> SetBack:
    """Give the request that sets what an import changed in a record back to what stood on its day before."""
    ours = [entry.change for entry in entries if entry.sequence[0] == position]
    day = ours[0].on
    earlier = [entry for entry in entries if entry.sequence[0] < position and entry.change.on <= day]
    before = fold(earlier, record_id) or {}
    return SetBack(record_id, {key: stands_at(before, key) for change in ours for key in change.set})
