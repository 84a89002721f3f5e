"""Xlsx and xlsm: what the parts of the workbook show beside the values, one pass over each."""

import re

import attrs

from lif_core.intake.cells import Area
from lif_import_sheets import limits, refusals
from lif_import_sheets.layout import Budget, Layout
from lif_import_sheets.package import Package, Reader, beside, local
from lif_import_sheets.xlsx_styles import OFF, PLAIN, Look, looks_of

REFERENCE = re.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})")


@attrs.frozen
class Book:
    """What a workbook shows beside its values.

    Attributes:
        layouts: one for each sheet in the order of its tabs; None for a tab that holds no cells (a chart).
        notices: what was seen and left alone in the workbook as a whole.
        epoch_1904: whether day serials count from 1904.
    """

    layouts: tuple[Layout | None, ...]
    notices: tuple[str, ...]
    epoch_1904: bool = False


@attrs.frozen
class Relation:
    """What one part says of another: the sort of the other part, and its path."""

    sort: str
    path: str


class RelationsReader(Reader):
    """Hears which parts belong to a part. What lies outside the package is not followed and not kept."""

    def __init__(self, owner: str) -> None:
        self.owner = owner
        self.relations: dict[str, Relation] = {}

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """Note one relation."""
        if local(tag) == "Relationship" and attributes.get("TargetMode") != "External":
            sort = attributes["Type"].rpartition("/")[2]
            self.relations[attributes["Id"]] = Relation(sort, beside(self.owner, attributes["Target"]))


class WorkbookReader(Reader):
    """Hears the tabs of a workbook."""

    def __init__(self) -> None:
        self.sheets: list[tuple[str, str, bool]] = []
        self.epoch_1904 = False

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """Note a tab as name, relation and whether it is hidden; and from which year days are counted."""
        name = local(tag)
        if name == "workbookPr":
            self.epoch_1904 = attributes.get("date1904", "0") not in OFF
        elif name == "sheet":
            relation = next(value for key, value in attributes.items() if local(key) == "id" and ":" in key)
            self.sheets.append((attributes["name"], relation, attributes.get("state", "visible") != "visible"))


class Runs:
    """The stretches of one rich text: how long it is, and which of its stretches are struck through."""

    def __init__(self) -> None:
        self.length = 0
        self.struck = False
        self.plain = False
        self.own_look: bool | None = None
        """Whether the stretch just heard is struck; None where it looks as its cell does."""
        self.unstyled = False

    def add(self, text: str) -> None:
        """Take in a piece of text."""
        self.length += len(text)
        if text.strip():
            self.struck = self.struck or self.own_look is True
            self.plain = self.plain or self.own_look is False
            self.unstyled = self.unstyled or self.own_look is None

    def struck_in(self, cell: bool) -> bool:
        """Tell whether the whole text is struck through, in a cell that itself is struck or not."""
        return not self.plain and (cell or (self.struck and not self.unstyled))


class TextReader(Reader):
    """Hears texts with stretches of their own look: shared strings, and texts that stand in their cell."""

    def __init__(self) -> None:
        self.runs = Runs()
        self.in_text = self.phonetic = False

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """Note where a stretch, its look or its text begins."""
        name = local(tag)
        if name == "r":
            self.runs.own_look = None
        elif name == "rPr":
            self.runs.own_look = False
        elif name == "strike":
            self.runs.own_look = attributes.get("val") not in OFF
        elif name == "rPh":
            self.phonetic = True
        elif name == "t":
            self.in_text = not self.phonetic

    def end(self, tag: str) -> None:
        """Note where they end."""
        name = local(tag)
        if name == "t":
            self.in_text = False
        elif name == "rPh":
            self.phonetic = False
        elif name == "r":
            self.runs.own_look = None

    def text(self, text: str) -> None:
        """Take in a piece of text."""
        if self.in_text:
            self.runs.add(text)


class StringsReader(TextReader):
    """Hears the shared strings; remembers only those that are too long, blank, or struck through or not as a whole."""

    def __init__(self) -> None:
        super().__init__()
        self.count = self.declared = 0
        self.long: set[int] = set()
        self.rich: dict[int, Runs] = {}

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """Begin a string, or a stretch of one."""
        name = local(tag)
        if name == "si":
            self.runs = Runs()
        elif name == "sst":
            self.declared = int(attributes.get("uniqueCount") or attributes.get("count") or 0)
        super().start(tag, attributes)

    def end(self, tag: str) -> None:
        """Close a string, or a stretch of one."""
        super().end(tag)
        if local(tag) != "si":
            return
        if self.runs.length > limits.TEXT:
            self.long.add(self.count)
        if self.runs.struck or self.runs.plain:
            self.rich[self.count] = self.runs
        self.count += 1


class SheetReader(TextReader):
    """Hears the rows and cells of one sheet."""

    def __init__(self, layout: Layout, looks: list[Look], strings: StringsReader) -> None:
        super().__init__()
        self.layout = layout
        self.looks = looks
        self.strings = strings
        self.row = self.column = 0
        self.kind = ""
        self.look = PLAIN
        self.in_cell = self.in_value = self.formula = False
        self.held = ""
        self.held_length = 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """Begin a row, a cell, or what stands in a cell."""
        name = local(tag)
        if self.in_cell:
            self._within_cell(name, tag, attributes)
        elif name == "c":
            self._cell(attributes)
        elif name == "row":
            self.row = int(attributes["r"]) if "r" in attributes else self.row + 1
            self.column = 0
            if attributes.get("hidden", "0") not in OFF:
                self.layout.hidden_rows.append((self.row, self.row))
        elif name == "mergeCell":
            self.layout.spend(1)
            self.layout.merged.append(self._area(attributes["ref"]))
        elif name == "col" and attributes.get("hidden", "0") not in OFF:
            self.layout.hidden_columns.append((int(attributes["min"]), int(attributes["max"])))
        elif name == "conditionalFormatting":
            self.layout.coloured_by_rule = True

    def _cell(self, attributes: dict[str, str]) -> None:
        if "r" in attributes:
            self.row, self.column = place_of(attributes["r"])
        else:
            self.column += 1
        self.layout.within(self.row, self.column)
        self.in_cell = True
        self.formula = self.in_value = False
        self.kind = attributes.get("t", "n")
        number = int(attributes.get("s", 0))
        self.look = self.looks[number] if number < len(self.looks) else PLAIN
        self.held, self.held_length = "", 0
        self.runs = Runs()

    def _within_cell(self, name: str, tag: str, attributes: dict[str, str]) -> None:
        if name == "v":
            self.in_value = True
        elif name == "f":
            self.formula = True
        else:
            super().start(tag, attributes)

    def _area(self, reference: str) -> Area:
        first, _, last = reference.partition(":")
        (top, left), (bottom, right) = place_of(first), place_of(last or first)
        self.layout.within(bottom, right)
        return Area(top=top, left=left, bottom=bottom, right=right)

    def text(self, text: str) -> None:
        """Take in the text of a value; only its beginning is kept, and only until the cell ends."""
        if self.in_value:
            self.held_length += len(text)
            if len(self.held) < 32:  # longer than any number, error or index of a string
                self.held += text
        else:
            super().text(text)

    def end(self, tag: str) -> None:
        """Close a value or a cell."""
        name = local(tag)
        if name == "v":
            self.in_value = False
        elif name == "c" and self.in_cell:
            self.in_cell = False
            self._close()
        else:
            super().end(tag)

    def _close(self) -> None:
        place, layout = (self.row, self.column), self.layout
        struck, length = self.look.struck, self.held_length
        if self.kind == "s" and self.held:
            index = int(self.held)
            length = limits.TEXT + 1 if index in self.strings.long else 1
            if index in self.strings.rich:
                struck = self.strings.rich[index].struck_in(struck)
        elif self.kind == "inlineStr":
            length = self.runs.length
            struck = self.runs.struck_in(struck)
        elif self.kind == "e" and self.held:
            layout.faults.add(place)
            layout.said[place] = self.held
        if length or struck or self.look.fill:
            layout.spend(1)
        if length:
            layout.valued(*place)
            if length > limits.TEXT:
                layout.too_long.add(place)
        if self.formula:
            layout.formulas.add(place)
            if not length and self.kind != "str":
                layout.unreckoned.add(place)
        layout.paint(Area(self.row, self.column, self.row, self.column), self.look.fill, struck)


class CommentsReader(Reader):
    """Hears the comments of a sheet, the old ones (notes) and the threaded ones with their replies."""

    def __init__(self, layout: Layout) -> None:
        self.layout = layout
        self.place = (0, 0)
        self.found: dict[tuple[int, int], list[str]] = {}
        self.pieces: list[str] = []
        self.in_text = False

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """Begin a comment or its text."""
        name = local(tag)
        if name in ("comment", "threadedComment"):
            self.place = place_of(attributes["ref"])
            self.layout.within(*self.place)
            self.pieces = []
        self.in_text = name in ("t", "text")

    def end(self, tag: str) -> None:
        """Close a comment; a reply stands on a line of its own below what it answers."""
        self.in_text = False
        if local(tag) in ("comment", "threadedComment") and (text := "".join(self.pieces).strip()):
            self.layout.spend(1)
            self.found.setdefault(self.place, []).append(text.replace("\r\n", "\n"))

    def text(self, text: str) -> None:
        """Take in a piece of a comment."""
        if self.in_text:
            self.pieces.append(text)

    def comments(self) -> dict[tuple[int, int], str]:
        """Tell the comments by cell."""
        return {place: "\n".join(texts) for place, texts in self.found.items()}


def place_of(reference: str) -> tuple[int, int]:
    """Tell row and column of a cell name such as `B7`.

    Raises:
        ValueError: it is no name of a cell.
    """
    match = REFERENCE.fullmatch(reference)
    if not match:
        raise ValueError
    column = 0
    for letter in match[1].upper():
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(match[2]), column


def relations(package: Package, owner: str) -> dict[str, Relation]:
    """Read which parts belong to a part, by relation id."""
    folder, _, file = owner.rpartition("/")
    path = f"{folder}/_rels/{file}.rels".lstrip("/")
    reader = RelationsReader(owner)
    if path in package:
        package.parse(path, reader)
    return reader.relations


def read_book(package: Package) -> Book:
    """Read what a workbook shows beside its values.

    Raises:
        UnreadableFile: a part is missing or damaged, or there is more than is taken in.
    """
    main = next((each.path for each in relations(package, "").values() if each.sort == "officeDocument"), "")
    if main not in package:
        raise refusals.damaged(package.name)
    if not main.endswith(".xml"):
        raise refusals.no_sheet(package.name, "a binary workbook (xlsb)")
    tabs = WorkbookReader()
    package.parse(main, tabs)
    if len(tabs.sheets) > limits.SHEETS:
        raise refusals.too_many_cells(package.name)
    parts = relations(package, main)
    named = {each.sort: each.path for each in parts.values()}
    looks = looks_of(package, named.get("styles", ""), named.get("theme", ""))
    strings = StringsReader()
    if (path := named.get("sharedStrings", "")) in package:
        package.parse(path, strings)
        # The reader of the values makes room for as many strings as are declared, before it has seen one.
        if strings.declared > strings.count + limits.CELLS:
            raise refusals.damaged(package.name, path)
    budget = Budget()
    layouts = []
    for name, relation, hidden in tabs.sheets:
        part = parts.get(relation)
        if part is None or part.path not in package:
            raise refusals.damaged(package.name)
        layout = Layout(package.name, name, budget, hidden=hidden)
        if part.sort == "worksheet":
            read_sheet(package, part.path, layout, looks, strings)
        layouts.append(layout if part.sort == "worksheet" else None)
    return Book(tuple(layouts), tuple(notices(package)), tabs.epoch_1904)


def read_sheet(package: Package, path: str, layout: Layout, looks: list[Look], strings: StringsReader) -> None:
    """Read one sheet and its comments into `layout`."""
    package.parse(path, SheetReader(layout, looks, strings))
    # A threaded comment is also written as an old one, wrapped in a text about versions of Excel: the threaded wins.
    for sort in ("comments", "threadedComment"):
        for relation in relations(package, path).values():
            if relation.sort == sort and relation.path in package:
                reader = CommentsReader(layout)
                package.parse(relation.path, reader)
                layout.comments.update(reader.comments())


def notices(package: Package) -> list[str]:
    """Say what the workbook holds beside its sheets, all of which is left alone."""
    told = []
    if any(path.lower().endswith("vbaproject.bin") for path in package.parts) or package.under("xl/macrosheets/"):
        told.append("The file holds macros; they were not run.")
    links = [path for path in package.under("xl/externalLinks/") if path.endswith(".xml")]
    if links:
        told.append(
            f"The file refers to other files ({len(links)}); they were not opened, the values last saved were read."
        )
    if "xl/connections.xml" in package or package.under("xl/queryTables/"):
        told.append("The file draws on outside data; no connection was made.")
    if package.under("xl/embeddings/"):
        told.append("The file has other documents inside it; they were not opened.")
    if any(path.endswith(".xml") for path in package.under("xl/drawings/")):
        told.append("The file has pictures, charts or text boxes; only cells were read.")
    return told
