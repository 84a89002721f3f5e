"""Returning: sheets of ours that come back are taken in, one commit each, so that one agency's can be taken back alone.

What they say is merged in three ways with what was sent and what stands. Where several files of one call disagree,
none of them is taken over and all are asked about: whose file was read first decides nothing.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Literal

import attrs

from lif_core.errors import LifError, Problem, Refused, UnknownName
from lif_core.framework.framework import Framework
from lif_core.intake.cells import Workbook
from lif_core.intake.mapping import Mapping
from lif_core.intake.receipt import Receipt as IntakeReceipt
from lif_core.intake.receipt import SheetCount
from lif_core.intake.returned.edits import Edit
from lif_core.intake.returned.merging import Merged, Opened, merge, open_returned
from lif_core.intake.returned.proposing import Now
from lif_core.intake.returned.receipt import ReturnCount
from lif_core.intake.returned.sheets import Line
from lif_core.partnership.arriving.importing import TRIES, Imported, no_other_import, quarantined
from lif_core.partnership.books.aside import Held
from lif_core.partnership.books.books import Books
from lif_core.partnership.writing.again import anew
from lif_core.partnership.writing.work import Work, begin
from lif_core.records import Export, Intake, Party
from lif_core.reports.plan_tables import cells_now
from lif_core.reports.telling import Asked, Teller
from lif_core.rules.requests import Create, FileIntake, PlanAction, Request
from lif_core.view.register import type_name
from lif_core.view.view import View
from lif_core.view.who import party_of

LockedCells = Literal["", "ask", "take"]
"""What becomes of cells that were written over though they were locked; empty for what fits the sheet."""

Disputed = frozenset[tuple[str, str]]

_LONGEST_NAME = 6  # words of a body's name in the name of a file
_WORD = re.compile(r"[^\W_]+(?:['’&.-][^\W_]+)*")


@attrs.frozen(kw_only=True)
class How:
    """How sheets that came back are taken in.

    Attributes:
        by: id of the role that takes them in.
        why: the reason.
        on: the day on which it takes effect, None for today.
        sender: who sent them back: the words of a body or role; empty where the sheet, or its name, tells.
        locked: what becomes of cells that were written over though they were locked.
        dry_run: read and tell only.
    """

    by: str = ""
    why: str = ""
    on: date | None = None
    sender: str = ""
    locked: LockedCells = ""
    dry_run: bool = False


@attrs.frozen
class _Sender:
    party: Party
    own: bool
    notice: str = ""


def disputes(books: Books, several: Sequence[Workbook], how: How) -> Disputed:
    """Tell of which records and fields several sheets say different things; a file that cannot be read says nothing."""
    said: dict[tuple[str, str], dict[str, int]] = {}
    for number, workbook in enumerate(several):
        try:
            opened = _known(books, workbook)
            work = begin(books, by=how.by, why=how.why, on=how.on, dry_run=True)
            merged = _merged(books, opened, work, how, frozenset())[0]
        except LifError:
            continue  # it is told when its turn comes
        for one in merged.proposals:
            said.setdefault((one.record, one.field), {}).setdefault(one.says, number)
    return frozenset(key for key, several_says in said.items() if len(set(several_says.values())) > 1)


def bring_back(books: Books, workbook: Workbook, how: How, disputed: Disputed = frozenset()) -> Imported:
    """Take one sheet of ours in that came back.

    Raises:
        InvalidData: nothing of it can be known any more.
        Refused: it is another partnership's, or nobody is told who sent it back; nothing was written.
    """
    opened = _known(books, workbook)

    def once() -> Imported:
        work = begin(books, by=how.by, why=how.why or f"Return of {workbook.name}", on=how.on, dry_run=how.dry_run)
        work.rests_on(no_other_import(work))
        merged, sender = _merged(books, opened, work, how, disputed)
        kept = ""
        with quarantined(books, dry_run=how.dry_run) as put, work:
            done = _Done()
            for proposal in merged.proposals:
                done.apply(work, merged, proposal.requests, proposal.cells)
            for line, request in merged.added:
                done.add(work, merged, line, request)
            count = merged.count(done.cells, done.added)
            if done.created or done.changed or (merged.asking.aside and not _seen(work.view, workbook)):
                kept = _file(work, merged, sender, count, done)
                put(kept, merged.opened.file, _held(merged), work.view.day)
        told = _told(work, merged, sender, count, done, "" if how.dry_run else kept)
        read = attrs.evolve(told.read, notices=tuple(_notices(books, merged, sender, count)))
        return attrs.evolve(told, read=read)

    return anew(once, TRIES)


@attrs.define
class _Done:
    """What was applied of a file."""

    cells: list[Edit] = attrs.field(factory=list)
    created: dict[str, None] = attrs.field(factory=dict)
    changed: dict[str, None] = attrs.field(factory=dict)
    added: int = 0

    def apply(self, work: Work, merged: Merged, requests: Sequence[Request], cells: Sequence[Edit]) -> None:
        """Apply what some cells ask; where the framework's rules refuse it, ask about the cells."""
        try:
            records = work.apply(requests)
        except Refused as refused:
            merged.asking.ask("refused", cells, refused.problems[0].says)
            return
        self.cells += cells
        for request, record in zip(requests, records, strict=True):
            (self.created if isinstance(request, Create) else self.changed)[record.id] = None

    def add(self, work: Work, merged: Merged, line: Line, request: PlanAction) -> None:
        """Make the action of a row that was not sent; where it is refused, keep the row aside."""
        try:
            (record,) = work.apply([request])
        except Refused as refused:
            merged.keep(line, refused.problems[0].says)
            return
        self.created[record.id] = None
        self.added += 1


# -- whose it is -----------------------------------------------------------------------------------------------------


def _known(books: Books, workbook: Workbook) -> Opened:
    """Open a file, and refuse one that this register never sent."""
    opened = open_returned(workbook)
    records = [*opened.records, *(key.record for one in opened.tables for key in one.deleted)]
    records = [record for record in records if "/" in record]
    marks = books.memory().marks
    if records and not any(record in marks for record in records):
        others = {record.partition("/")[0] for record in records}
        elsewhere = books.settings.id not in others
        raise Refused([_of_others(workbook.name, elsewhere)])
    return opened


def _of_others(file: str, elsewhere: bool) -> Problem:
    return Problem(
        code="returned.of-another-partnership" if elsewhere else "returned.of-another-register",
        says="This sheet was sent by another partnership: none of its rows is on record here."
        if elsewhere
        else "None of the rows of this sheet is on record here, though it carries our name.",
        mend="Take it in where it was sent from; nothing was taken in here.",
        where=file,
    )


def _sender(framework: Framework, opened: Opened, work: Work, how: How, by: str) -> _Sender:
    mark, notice = opened.mark, ""
    body = mark.body
    if how.sender:
        named = framework.find_body(how.sender) or framework.find_role(how.sender)
        if named is None:
            known = [*framework.items("body"), *framework.items("role")]
            raise Refused([UnknownName(how.sender, "body or role", known).as_problem("sender")])
        if body and named != body:
            notice = f"It was made for {body}, and is taken in as sent back by {named}."
        body = named
    elif not body:
        body = _in_name(framework, opened.file)
        notice = f"Taken in as sent back by {body}: its name says so." if body else ""
    if body:
        return _Sender(party_of(framework, body), own=False, notice=notice)
    if mark.audience:
        raise Refused([_nobody(opened.file)])
    return _Sender(party_of(framework, by), own=True)


def _in_name(framework: Framework, file: str) -> str:
    """Tell the one body that the name of a file names; empty where it names none, or several."""
    words = _WORD.findall(file.rpartition(".")[0].replace("_", " "))
    found: set[str] = set()
    named: set[int] = set()  # words of a longer name: what "British Transport Police" names is not the police too
    for length in range(_LONGEST_NAME, 0, -1):
        for first in range(len(words) - length + 1):
            span = range(first, first + length)
            body = framework.find_body(" ".join(words[number] for number in span)) if named.isdisjoint(span) else None
            if body is not None:
                found.add(body)
                named.update(span)
    return found.pop() if len(found) == 1 else ""


def _nobody(file: str) -> Problem:
    return Problem(
        code="returned.sender-missing",
        says="This sheet went out to others, and nothing tells who sent it back.",
        mend="Say so with --from, such as --from police; or put the agency's name into the name of the file.",
        where=file,
    )


# -- merging ---------------------------------------------------------------------------------------------------------


def _merged(books: Books, opened: Opened, work: Work, how: How, disputed: Disputed) -> tuple[Merged, _Sender]:
    by = how.by or books.settings.by
    sender = _sender(work.view.framework, opened, work, how, by)
    merged = merge(
        opened,
        view=work.view,
        now=_now(books, opened, work),
        sender=sender.party,
        own=sender.own if not how.locked else how.locked == "take",
        why=how.why,
        disputed=disputed,
    )
    return merged, sender


def _now(books: Books, opened: Opened, work: Work) -> Now:
    """Tell what the edited rows would say if they went out now, to those to whom they went out."""
    edited = opened.edited
    if not edited:
        return {}
    mark = opened.mark
    rules = {name: offer.make for name, offer in books.plugins.offers("lif_gap_rules").items()}
    language: Literal["en", "cy"] = "cy" if mark.language == "cy" else "en"
    view = books.view(work.view.day, None, mark.audience, seen=work.seen)
    teller = Teller(view, Asked(language=language, gap_rules=rules))
    told = cells_now(teller, mark.report, edited)
    return {record: {column: cell.value for column, cell in cells.items()} for record, cells in told.items()}


# -- what is kept of it ----------------------------------------------------------------------------------------------


def _seen(view: View, workbook: Workbook) -> bool:
    intakes = view.register.of_type(Intake)
    return any(one.sha256 == workbook.sha256 and not one.undone for one in intakes)


def _file(work: Work, merged: Merged, sender: _Sender, count: ReturnCount, done: _Done) -> str:
    request = FileIntake(
        file=merged.opened.file,
        sha256=merged.opened.sha256,
        counts={**attrs.asdict(count), "created": len(done.created), "actions": count.created},
        created=tuple(done.created),
        changed=tuple(done.changed),
        aside=tuple(kept.place for kept in merged.asking.aside),
        answers=merged.opened.mark.fingerprint,
        sender=sender.party,
    )
    return work.apply([request])[0].id


def _held(merged: Merged) -> list[Held]:
    return [Held(place=one.place, reason=one.reason, cells=one.cells) for one in merged.asking.aside]


def _told(work: Work, merged: Merged, sender: _Sender, count: ReturnCount, done: _Done, kept: str) -> Imported:
    register, opened = work.view.register, merged.opened
    created: dict[str, int] = {}
    for record in filter(None, map(register.get, done.created)):
        created[type_name(record)] = created.get(type_name(record), 0) + 1
    return Imported(
        intake=kept,
        read=IntakeReceipt(
            file=opened.file,
            sha256=opened.sha256,
            sheets=(),
            total=SheetCount(),
            created=created,
            changed=tuple(done.changed),
        ),
        questions=merged.asking.questions(),
        aside=tuple((one.place, one.reason) for one in merged.asking.aside),
        mapping=Mapping(),
        written=work.receipt,
        returned=count,
        sender=sender.party.named,
    )


def _notices(books: Books, merged: Merged, sender: _Sender, count: ReturnCount) -> Iterator[str]:
    if sender.notice:
        yield sender.notice
    sent = list(books.memory().register.of_type(Export))
    if any(one.sha256 == merged.opened.sha256 for one in sent):
        yield "It is the very file that was sent: nothing was written into it."
    elif not any(one.fingerprint == merged.opened.mark.fingerprint for one in sent):
        yield "Nothing on record tells that this sheet was sent; it was compared with what it says itself."
    yield from count.notices
