"""Reading: a file, or its bytes, becomes a workbook of cells, or is refused with everything that stands in its way."""

import hashlib
import io
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from lif_core.errors import Problem, UnreadableFile
from lif_core.intake.cells import Value, Workbook
from lif_import_sheets import delimited, limits, ods, package, plain, refusals, xlsx
from lif_import_sheets.layout import Layout, Place, value_of

if TYPE_CHECKING:
    import python_calamine

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How files of the old Office begin, and new ones behind a password."""

OTHER_PACKAGES = {
    "word/document.xml": "a Word document",
    "ppt/presentation.xml": "a PowerPoint presentation",
    "xl/workbook.bin": "a binary workbook (xlsb)",
    "Index/Document.iwa": "an Apple Numbers document",
}
"""Parts by which other sorts of documents are known."""

ODS_TYPES = ("application/vnd.oasis.opendocument.spreadsheet", "application/x-vnd.oasis.opendocument.spreadsheet")


def read_workbook(source: Path | str | bytes, name: str | None = None, mark: str = "") -> Workbook:
    """Read a spreadsheet as cells. Formulas and macros are not run, links are not followed, nothing is guessed.

    Args:
        source: path of the file, or its bytes.
        name: what to call the file; its own name where left out.
        mark: text by which the caller knows a file of its own, of which the values are enough.

    Raises:
        UnreadableFile: the file is encrypted, damaged, out of proportion, no sheet, or has cells that cannot be held.
    """
    if isinstance(source, bytes):
        data, called = source, name or "sheet"
        if len(data) > limits.FILE_BYTES:
            raise refusals.too_large(called)
    else:
        path = Path(source)
        called = name or path.name
        data = content(path, called)
    return workbook(data, called, mark)


def content(path: Path, name: str) -> bytes:
    """Take in the bytes of a file, unless it is too large."""
    try:
        if not path.is_file():
            raise missing(name)
        with path.open("rb") as file:
            data = file.read(limits.FILE_BYTES + 1)
    except OSError as fault:
        raise refusals.refuse(
            "unreadable",
            "The file cannot be opened here.",
            "Close it in other programs, make sure that you may read it, and import it again.",
            name,
        ) from fault
    if len(data) > limits.FILE_BYTES:
        raise refusals.too_large(name)
    return data


def missing(name: str) -> UnreadableFile:
    """There is no such file."""
    return refusals.refuse(
        "no-file", "There is no file of this name.", "Look at its folder and at the spelling of its name.", name
    )


def workbook(data: bytes, name: str, mark: str = "") -> Workbook:
    """Tell the format from the bytes, not from the name, and read."""
    if not data:
        raise refusals.refuse("empty", "The file is empty.", "Save it again where it was made, and import that.", name)
    sha256 = hashlib.sha256(data).hexdigest()
    if data.startswith(OLE):
        raise old_office(data, name)
    if data.startswith(b"PK"):
        return packed(data, name, sha256, mark)
    suffix = name[name.rfind(".") :].lower() if "." in name else ""
    if suffix in (".xlsx", ".xlsm", ".ods"):
        raise refusals.damaged(name)
    sheet, notices = delimited.read_text(data, name, suffix)
    return Workbook(name=name, sha256=sha256, sheets=(sheet,), notices=tuple(notices))


def old_office(data: bytes, name: str) -> UnreadableFile:
    """The file is in the container of the old Office: a workbook behind a password, or an old xls."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        return refusals.protected(name)
    if "Workbook".encode("utf-16-le") in data or "Book".encode("utf-16-le") in data:
        return refusals.refuse(
            "old-format",
            "The file is in the format of Excel 97 to 2003 (xls).",
            "Open it in Excel or LibreOffice and save it as xlsx, and import that.",
            name,
        )
    return refusals.no_sheet(name, "a document of an old Office program")


def packed(data: bytes, name: str, sha256: str, mark: str = "") -> Workbook:
    """Read a workbook that is a zip of parts."""
    parts = package.opened(data, name)
    for path, seems in OTHER_PACKAGES.items():
        if path in parts:
            raise refusals.no_sheet(name, seems)
    read_book = format_of(parts)
    if mark and read_book is xlsx.read_book and (shown := plain.remarks_of(parts, mark)) is not None:
        return Workbook(name=name, sha256=sha256, sheets=(), plain=plain.sheets_of(data, name, shown))
    book = read_book(parts)
    problems: list[Problem] = []
    for layout in filter(None, book.layouts):
        layout.check_block()
        problems += layout.problems()
    if problems:
        raise UnreadableFile(problems)
    values = values_of(data, name, book.layouts)
    sheets = [layout.sheet(values[index]) for index, layout in enumerate(book.layouts) if layout]
    told = [notice for layout in filter(None, book.layouts) for notice in layout.notices()]
    if None in book.layouts:
        told.append("The file has tabs without cells, such as charts; they were passed over.")
    return Workbook(
        name=name, sha256=sha256, sheets=tuple(sheets), notices=(*book.notices, *told), epoch_1904=book.epoch_1904
    )


def format_of(parts: package.Package) -> Callable[[package.Package], xlsx.Book]:
    """Tell which reader the package needs."""
    if "mimetype" in parts and parts.parts["mimetype"].file_size < 100:
        said = parts.read("mimetype").decode("ascii", "replace").strip()
        if not said.startswith(ODS_TYPES):
            raise refusals.no_sheet(parts.name, "another sort of OpenDocument file")
        return ods.read_book
    if "[Content_Types].xml" in parts:
        return xlsx.read_book
    raise refusals.no_sheet(parts.name)


def values_of(data: bytes, name: str, layouts: tuple[Layout | None, ...]) -> list[dict[Place, Value]]:
    """Read the values of each sheet, in the order of the layouts.

    The library that reads them is written in Rust: where it meets a file that it did not expect it may panic, which
    Python sees as an exception outside the usual family.
    """
    import python_calamine

    try:
        with python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data)) as book:
            if len(book.sheet_names) != len(layouts):
                raise refusals.damaged(name)
            return [values(book.get_sheet_by_index(index)) if layouts[index] else {} for index in range(len(layouts))]
    except python_calamine.CalamineError as fault:
        raise refusals.damaged(name) from fault
    except BaseException as fault:
        if type(fault).__name__ == "PanicException":
            raise refusals.damaged(name) from fault
        raise


def values(sheet: "python_calamine.CalamineSheet") -> dict[Place, Value]:
    """Tell the values of one sheet by cell; rows and columns in front of the first value are counted too."""
    if sheet.start is None:
        return {}
    top, left = sheet.start
    found: dict[Place, Value] = {}
    for row, held in enumerate(sheet.to_python(skip_empty_area=True), top + 1):
        for column, raw in enumerate(held, left + 1):
            if (value := value_of(raw)) is not None:
                found[row, column] = value
    return found
