"""Taking in: files become records: those of others as their headings say, sheets of ours as they were sent."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path

import attrs

from lif_core.errors import InvalidData, LifError, Problem, Refused
from lif_core.hooks.manager import Plugins
from lif_core.intake.cells import Plain, Workbook
from lif_core.intake.mapping import Mapping
from lif_core.intake.minutes import is_minutes
from lif_core.intake.returned.sheets import is_returned
from lif_core.partnership.arriving.importing import Imported, import_workbook, read_file
from lif_core.partnership.arriving.returning import How, bring_back, disputes
from lif_core.partnership.books.books import Books
from lif_core.reports.action_rows import UPDATES
from lif_core.reports.phrases import phrase
from lif_core.values.labels import Language
from lif_core.values.sent import normal

IMPORTERS = "lif_importers"
"""The hook under which importers are offered."""

_LANGUAGES: tuple[Language, ...] = ("en", "cy")
_FIRST_ROWS = 60
_OPEN_ELSEWHERE = ("~$", ".~lock.", ".")
"""How the names of files begin that a program leaves beside one that it has open, and of hidden ones."""


@attrs.frozen
class NotTaken:
    """A file of several that could not be taken in.

    Attributes:
        file: its name.
        error: everything that stood in its way.
    """

    file: str
    error: LifError

    def __str__(self) -> str:
        return f"{self.file}: not taken in. {self.error}"


def take_in(
    books: Books,
    path: Path,
    *,
    how: How,
    mapping: Mapping | None = None,
    as_kind: str | None = None,
) -> Imported:
    """Take one file in; see `Partnership.import_`."""
    return _taken(books, read_file(books, path), how, mapping, as_kind, frozenset())


def take_in_all(
    books: Books,
    paths: Iterable[Path],
    *,
    how: How,
    mapping: Mapping | None = None,
    as_kind: str | None = None,
) -> tuple[Imported | NotTaken, ...]:
    """Take several files in; see `Partnership.import_all`."""
    read = [_read(books, path) for path in paths]
    returned = [one for one in read if isinstance(one, Workbook) and is_returned(one)]
    disputed = disputes(books, returned, how) if len(returned) > 1 else frozenset[tuple[str, str]]()
    found: list[Imported | NotTaken] = []
    for one in read:
        if isinstance(one, NotTaken):
            found.append(one)
            continue
        try:
            found.append(_taken(books, one, how, mapping, as_kind, disputed))
        except LifError as error:
            found.append(NotTaken(one.name, error))
    return tuple(found)


def _read(books: Books, path: Path) -> Workbook | NotTaken:
    try:
        return read_file(books, path)
    except LifError as error:
        return NotTaken(path.name, error)


def _taken(
    books: Books,
    workbook: Workbook,
    how: How,
    mapping: Mapping | None,
    as_kind: str | None,
    disputed: frozenset[tuple[str, str]],
) -> Imported:
    if is_returned(workbook):
        return bring_back(books, workbook, how, disputed)
    if is_minutes(workbook):
        says, mend = "This file holds the minutes of a meeting.", "Take them in with `lif minutes FILE`."
        raise Refused([Problem(code="import.minutes", says=says, mend=mend, where=workbook.name)])
    if _shows_our_headings(books, workbook, how.on):
        raise Refused([_without_keys(workbook.name)])
    return import_workbook(
        books, workbook, by=how.by, why=how.why, on=how.on, mapping=mapping, as_kind=as_kind, dry_run=how.dry_run
    )


def _shows_our_headings(books: Books, workbook: Workbook, on: date | None) -> bool:
    """Whether a sheet has all our columns that are to be filled in: ours, with its hidden column deleted."""
    framework = books.framework(on or books.today)
    for language in _LANGUAGES:
        wanted = {normal(phrase(framework, name, language)) for name in UPDATES}
        for sheet in workbook.sheets:
            rows = Plain.of(attrs.evolve(sheet, cells=tuple(one for one in sheet.cells if one.row <= _FIRST_ROWS)))
            if any(wanted <= {normal(value) for value in row} for row in rows.rows):
                return True
    return False


def _without_keys(file: str) -> Problem:
    return Problem(
        code="returned.without-keys",
        says="This is a sheet of ours whose hidden column was deleted: nothing tells any more which row is which.",
        mend="Ask for the sheet as it was sent, filled in; or copy what was written into it into the sheet you sent.",
        where=file,
    )


def files_of(plugins: Plugins, paths: Sequence[Path]) -> Iterator[Path]:
    """Give files as they are, and every file of a folder that an importer reads, by name.

    Raises:
        InvalidData: a folder holds no such file.
    """
    suffixes = {suffix for offer in plugins.offers(IMPORTERS).values() for suffix in offer.suffixes}
    for path in paths:
        if not path.is_dir():
            yield path
            continue
        inside = [
            one
            for one in sorted(path.iterdir())
            if one.suffix.casefold() in suffixes and not one.name.startswith(_OPEN_ELSEWHERE) and one.is_file()
        ]
        if not inside:
            says = "There is no file in this folder that could be taken in."
            mend = f"Put the sheets there, with one of these endings: {', '.join(sorted(suffixes))}."
            raise InvalidData([Problem(code="import.empty-folder", says=says, mend=mend, where=path.name)])
        yield from inside
