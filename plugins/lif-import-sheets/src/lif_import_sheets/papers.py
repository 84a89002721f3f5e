"""Papers: the tables of a Word document as sheets of cells. Words outside of tables are passed over.

A table within a cell is read as text of that cell. What was deleted with changes tracked is gone; what was inserted so
is there. No field is worked out, no link followed, no macro run.
"""

import hashlib
from pathlib import Path

import attrs

from lif_core.errors import Problem, UnreadableFile
from lif_core.intake.cells import Cell, Sheet, Workbook
from lif_import_sheets import limits, package, refusals
from lif_import_sheets.reading import OLE, content

DOCUMENT = "word/document.xml"
"""The part that holds the words of a Word document."""


def read_paper(source: Path | str | bytes, name: str | None = None) -> Workbook:
    """Read the tables of a Word document (docx) as cells, each table a sheet.

    Args:
        source: path of the file, or its bytes.
        name: what to call the file; its own name where left out.

    Raises:
        UnreadableFile: the file is encrypted, damaged, out of proportion, or no Word document.
    """
    if isinstance(source, bytes):
        data, called = source, name or "paper"
        if len(data) > limits.FILE_BYTES:
            raise refusals.too_large(called)
    else:
        path = Path(source)
        called = name or path.name
        data = content(path, called)
    if data.startswith(OLE):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise refusals.protected(called)
        raise refusals.refuse(
            "old-format",
            "The file is in the format of Word 97 to 2003 (doc).",
            "Open it in Word or LibreOffice and save it as docx, and import that.",
            called,
        )
    if not data.startswith(b"PK"):
        raise refusals.damaged(called)
    parts = package.opened(data, called)
    if DOCUMENT not in parts:
        raise refusals.refuse("no-paper", "The file is no Word document.", "Save it as docx, and import that.", called)
    reader = TableReader(called)
    parts.parse(DOCUMENT, reader)
    notices = ("Macros in the file were left alone.",) if "word/vbaProject.bin" in parts else ()
    sheets = tuple(reader.sheet(number) for number in range(len(reader.tables)))
    return Workbook(name=called, sha256=hashlib.sha256(data).hexdigest(), sheets=sheets, notices=notices)


@attrs.define
class Place:
    """A cell that is being read: its place, its words, and how many of them are struck through."""

    row: int
    column: int
    spans: int = 1
    words: list[str] = attrs.field(factory=list)
    letters: int = 0
    struck: int = 0


class TableReader(package.Reader):
    """Hears the tables of a document, in one pass.

    Args:
        name: name of the file, for messages.
    """

    def __init__(self, name: str) -> None:
        self.tables: list[list[Place]] = []
        self._name = name
        self._depth = 0
        self._row = self._column = 0
        self._cell: Place | None = None
        self._saying = self._struck = False
        self._cells = 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        name = package.local(tag)
        if name == "tbl":
            self._depth += 1
            if self._depth == 1:
                self.tables.append([])
                self._row = 0
        elif self._depth == 1 and name == "tr":
            self._row, self._column = self._row + 1, 0
        elif self._depth == 1 and name == "tc":
            self._column += 1
            self._cell = Place(self._row, self._column)
        elif self._cell is not None:
            self._within(name, attributes)

    def _within(self, name: str, attributes: dict[str, str]) -> None:
        assert self._cell is not None
        if name == "t":
            self._saying = True
        elif name == "r":
            self._struck = False
        elif name in ("strike", "dstrike"):
            self._struck = _value(attributes, "true").lower() not in ("0", "false", "off")
        elif name in ("p", "br", "cr") and self._cell.words:
            self._cell.words.append("\n")
        elif name == "tab":
            self._cell.words.append(" ")
        elif name == "gridSpan" and self._depth == 1:
            said = _value(attributes, "1")
            self._cell.spans = min(int(said), limits.COLUMNS) if said.isdecimal() else 1

    def end(self, tag: str) -> None:
        """An element ends."""
        name = package.local(tag)
        if name == "tbl":
            self._depth -= 1
        elif name == "t":
            self._saying = False
        elif name == "tc" and self._depth == 1 and self._cell is not None:
            self._column += self._cell.spans - 1
            self._take(self._cell)
            self._cell = None

    def _take(self, cell: Place) -> None:
        self._cells += 1
        if self._cells > limits.CELLS:
            says = "The tables of the file hold more cells than are taken in."
            raise UnreadableFile([Problem("sheet.too-many-cells", says, "Split it into smaller files.", self._name)])
        if "".join(cell.words).strip():
            self.tables[-1].append(cell)

    def text(self, text: str) -> None:
        """A stretch of text."""
        if self._saying and self._cell is not None:
            self._cell.words.append(text)
            self._cell.letters += len(text)
            self._cell.struck += len(text) if self._struck else 0

    def sheet(self, number: int) -> Sheet:
        """Give one table as a sheet."""
        cells = tuple(
            Cell(
                row=one.row,
                column=one.column,
                value="".join(one.words).strip()[: limits.TEXT],
                struck=one.letters > 0 and one.struck == one.letters,
            )
            for one in self.tables[number]
        )
        return Sheet(name=f"Table {number + 1}", cells=cells, rows=max((cell.row for cell in cells), default=0))


def _value(attributes: dict[str, str], otherwise: str) -> str:
    return next((value for key, value in attributes.items() if package.local(key) == "val"), otherwise)
