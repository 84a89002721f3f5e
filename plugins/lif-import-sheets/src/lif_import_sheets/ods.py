"""Ods: what the parts of an OpenDocument spreadsheet show beside the values, one pass over each."""

import attrs

from lif_core.intake.cells import Area
from lif_import_sheets import limits, refusals
from lif_import_sheets.layout import Budget, Layout
from lif_import_sheets.package import Package, Reader
from lif_import_sheets.xlsx import Book

CACHE_OF_LINKED_FILE = "'file:"
"""How the hidden tables are named in which LibreOffice remembers values of files that a sheet refers to."""


@attrs.define
class Style:
    """One style as the file writes it; what it leaves open comes from its parent.

    Attributes:
        parent: name of the style it builds on, or empty.
        fill: fill colour, empty for none, None where it says nothing.
        struck: whether text is struck through, None where it says nothing.
        shown: whether a sheet of this style is shown.
    """

    parent: str = ""
    fill: str | None = None
    struck: bool | None = None
    shown: bool = True


class Styles(dict[tuple[str, str], Style]):
    """Styles by family (`table-cell`, `text`, `table`) and name."""

    def fill(self, name: str) -> str:
        """Tell the fill that a cell style gives, from itself or from those it builds on."""
        return next((style.fill for style in self.line("table-cell", name) if style.fill is not None), "")

    def struck(self, family: str, name: str) -> bool | None:
        """Tell whether a style strikes text through, or None where it says nothing."""
        return next((style.struck for style in self.line(family, name) if style.struck is not None), None)

    def line(self, family: str, name: str) -> list[Style]:
        """List a style and those it builds on, nearest first; a circle ends where it began."""
        found: dict[str, Style] = {}
        while name and name not in found and (style := self.get((family, name))):
            found[name] = style
            name = style.parent
        default = self.get((family, ""))
        return [*found.values(), *([default] if default else [])]


class StylesReader(Reader):
    """Hears styles, in `styles.xml` and at the head of `content.xml`."""

    def __init__(self, styles: Styles) -> None:
        self.styles = styles
        self.style: Style | None = None

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """Begin a style, or note what it says."""
        if tag in ("style:style", "style:default-style"):
            self.style = Style(parent=attributes.get("style:parent-style-name", ""))
            self.styles[attributes.get("style:family", ""), attributes.get("style:name", "")] = self.style
        elif self.style is None:
            return
        elif tag == "style:table-cell-properties" and (colour := attributes.get("fo:background-color")):
            self.style.fill = colour[1:].upper() if colour.startswith("#") and len(colour) == 7 else ""
        elif tag == "style:text-properties":
            line = attributes.get("style:text-line-through-style") or attributes.get("style:text-line-through-type")
            self.style.struck = self.style.struck if line is None else line != "none"
        elif tag == "style:table-properties":
            self.style.shown = attributes.get("table:display", "true") != "false"

    def end(self, tag: str) -> None:
        """Close a style."""
        if tag in ("style:style", "style:default-style"):
            self.style = None


@attrs.define
class Stretch:
    """One cell, or a stretch of like cells in a row, as far as it has been heard."""

    left: int
    right: int
    fill: str = ""
    cell_struck: bool = False
    formula: bool = False
    typed: bool = False
    untyped: bool = False
    rows_spanned: int = 1
    columns_spanned: int = 1
    comment: list[str] = attrs.field(factory=list, repr=False)
    paragraphs: int = 0
    length: int = 0
    kept: list[str] = attrs.field(factory=list, repr=False)
    any_struck: bool = False
    any_plain: bool = False

    @property
    def struck(self) -> bool:
        """Whether the whole text is struck through, or the cell where it has no text."""
        return (self.any_struck and not self.any_plain) or (self.cell_struck and not self.length)

    @property
    def valued(self) -> bool:
        """Whether a value stands in it."""
        return self.typed or self.length > 0


class ContentReader(StylesReader):
    """Hears the sheets, rows and cells of `content.xml`, behind the styles at its head."""

    def __init__(self, file: str, styles: Styles) -> None:
        super().__init__(styles)
        self.file = file
        self.budget = Budget()
        self.layouts: list[Layout | None] = []
        self.names: list[str] = []
        self.notices: list[str] = []
        self.layout: Layout | None = None
        self.depth = 0
        self.column_styles: list[tuple[int, int, str]] = []
        self.row = self.column = self.rows_repeated = 0
        self.row_style = ""
        self.row_hidden = False
        self.stretches: list[Stretch] = []
        self.stretch: Stretch | None = None
        self.inside: list[str] = []
        self.spans: list[bool | None] = []

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """Begin a table, row, cell, or what stands in a cell."""
        if self.stretch is not None:
            self._within_cell(tag, attributes)
        elif tag == "table:table":
            self._table(attributes)
        elif self.layout is None:
            self._elsewhere(tag, attributes)
        elif tag == "table:table-column":
            self._column(attributes)
        elif tag == "table:table-row":
            self._row(attributes)
        elif tag in ("table:table-cell", "table:covered-table-cell"):
            self._cell(attributes)
        elif tag == "table:table-source":
            self.notices.append(f"Sheet {self.layout.name} is linked to another file; it was not opened.")

    def _elsewhere(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "table:dde-link":
            self.notices.append("The file draws on outside data; no connection was made.")
        super().start(tag, attributes)

    def _table(self, attributes: dict[str, str]) -> None:
        self.depth += 1
        if self.depth > 1:
            return
        name = attributes.get("table:name", "")
        self.names.append(name)
        shown = all(style.shown for style in self.styles.line("table", attributes.get("table:style-name", "")))
        self.layout = Layout(self.file, name, self.budget, hidden=not shown)
        self.row = self.column = 0
        self.column_styles = []

    def _column(self, attributes: dict[str, str]) -> None:
        first, last = self.column + 1, self.column + repeated(attributes, "table:number-columns-repeated")
        self.column = last
        if self.layout and attributes.get("table:visibility", "visible") != "visible":
            self.layout.hidden_columns.append((first, last))
        self.column_styles.append((first, last, attributes.get("table:default-cell-style-name", "")))

    def _row(self, attributes: dict[str, str]) -> None:
        self.rows_repeated = repeated(attributes, "table:number-rows-repeated")
        self.row_style = attributes.get("table:default-cell-style-name", "")
        self.row_hidden = attributes.get("table:visibility", "visible") != "visible"
        self.column = 0
        self.stretches = []

    def _cell(self, attributes: dict[str, str]) -> None:
        left, right = self.column + 1, self.column + repeated(attributes, "table:number-columns-repeated")
        self.column = right
        style = attributes.get("table:style-name") or self.row_style or self._style_of_column(left)
        self.stretch = Stretch(
            left=left,
            right=right,
            fill=self.styles.fill(style),
            cell_struck=bool(self.styles.struck("table-cell", style)),
            formula="table:formula" in attributes,
            untyped="office:value-type" not in attributes,
            # A text without paragraphs is an empty text: it counts as blank, as it does on the screen.
            typed=attributes.get("office:value-type", "string") != "string" or "office:string-value" in attributes,
            rows_spanned=repeated(attributes, "table:number-rows-spanned"),
            columns_spanned=repeated(attributes, "table:number-columns-spanned"),
        )
        self.inside = []

    def _style_of_column(self, column: int) -> str:
        return next((style for first, last, style in self.column_styles if first <= column <= last), "")

    def _within_cell(self, tag: str, attributes: dict[str, str]) -> None:
        self.inside.append(tag)
        if tag == "text:span":
            self.spans.append(self.styles.struck("text", attributes.get("text:style-name", "")))
        elif tag == "text:p" and self.inside == ["text:p"] and self.stretch:
            self.stretch.paragraphs += 1
            if self.stretch.paragraphs > 1:
                self._add("\n")
        elif tag == "text:p" and self.stretch and self.stretch.comment:
            self.stretch.comment.append("\n")
        elif tag == "text:s":
            self._heard(" " * min(repeated(attributes, "text:c"), limits.TEXT))
        elif tag in ("text:tab", "text:line-break"):
            self._heard("\t" if tag == "text:tab" else "\n")

    def text(self, text: str) -> None:
        """Take in text, of the cell or of its comment."""
        if self.stretch is not None:
            self._heard(text)

    def _heard(self, text: str) -> None:
        if self.inside[:1] == ["text:p"] and "office:annotation" not in self.inside:
            self._add(text)
        elif self.inside[:2] == ["office:annotation", "text:p"] and self.stretch:
            self.stretch.comment.append(text)

    def _add(self, text: str) -> None:
        cell = self.stretch
        if cell is None:
            return
        if text.strip():
            said = next((each for each in reversed(self.spans) if each is not None), None)
            struck = cell.cell_struck if said is None else said
            cell.any_struck, cell.any_plain = cell.any_struck or struck, cell.any_plain or not struck
        cell.length += len(text)
        if cell.length <= limits.TEXT and cell.untyped:
            cell.kept.append(text)

    def end(self, tag: str) -> None:
        """Close a table, a row, a cell, or what stands in a cell."""
        if self.stretch is not None and self.inside:
            self.inside.pop()
            if tag == "text:span":
                self.spans.pop()
        elif self.stretch is not None:
            self.stretches.append(self.stretch)
            self.stretch = None
        elif tag == "table:table-row" and self.depth == 1:
            self._close_row()
        elif tag == "table:table":
            self.depth -= 1
            if not self.depth:
                self._close_table()
        elif self.layout is None:
            super().end(tag)

    def _close_table(self) -> None:
        layout, self.layout = self.layout, None
        if layout and layout.name.startswith(CACHE_OF_LINKED_FILE):
            self.notices.append("The file refers to another file; it was not opened, the values last saved were read.")
            layout = None
        self.layouts.append(layout)

    def _close_row(self) -> None:
        top, bottom = self.row + 1, self.row + self.rows_repeated
        self.row = bottom
        if self.layout and self.row_hidden:
            self.layout.hidden_rows.append((top, bottom))
        for stretch in self.stretches:
            self._place(stretch, top, bottom)

    def _place(self, stretch: Stretch, top: int, bottom: int) -> None:
        layout = self.layout
        if layout is None:
            return
        area = Area(top, stretch.left, bottom, stretch.right)
        if stretch.valued or stretch.comment or stretch.fill or stretch.struck:
            layout.spend(1)
            layout.paint(area, stretch.fill, stretch.struck)
        if stretch.rows_spanned > 1 or stretch.columns_spanned > 1:
            merged = Area(top, area.left, top + stretch.rows_spanned - 1, area.left + stretch.columns_spanned - 1)
            layout.within(merged.bottom, merged.right)
            layout.merged.append(merged)
        if not (stretch.valued or stretch.comment or stretch.formula):
            return
        layout.within(area.bottom, area.right)
        layout.spend((area.bottom - area.top + 1) * (area.right - area.left + 1) - 1)
        for row in range(area.top, area.bottom + 1):
            for column in range(area.left, area.right + 1):
                self._note(layout, stretch, row, column)

    def _note(self, layout: Layout, stretch: Stretch, row: int, column: int) -> None:
        place = (row, column)
        if stretch.valued:
            layout.valued(row, column)
        if stretch.length > limits.TEXT:
            layout.too_long.add(place)
        elif stretch.kept:
            layout.said[place] = "".join(stretch.kept)
        if comment := "".join(stretch.comment).strip():
            layout.comments[place] = comment
        if stretch.formula:
            layout.formulas.add(place)


def repeated(attributes: dict[str, str], name: str) -> int:
    """Tell how often a cell or row repeats, or how far it spans: at least once.

    Raises:
        ValueError: the file says something else than a number of things.
    """
    times = int(attributes.get(name, 1))
    if times < 1:
        raise ValueError
    return times


def read_book(package: Package) -> Book:
    """Read what an OpenDocument spreadsheet shows beside its values.

    Raises:
        UnreadableFile: it is encrypted or damaged, or holds more than is taken in.
    """
    manifest = "META-INF/manifest.xml"
    if "encrypted-package" in package or (manifest in package and b"encryption-data" in package.read(manifest)):
        raise refusals.protected(package.name)
    if "content.xml" not in package:
        raise refusals.damaged(package.name)
    styles = Styles()
    if "styles.xml" in package:
        package.parse("styles.xml", StylesReader(styles))
    reader = ContentReader(package.name, styles)
    package.parse("content.xml", reader)
    if len(reader.layouts) > limits.SHEETS:
        raise refusals.too_many_cells(package.name)
    told = list(dict.fromkeys(reader.notices))
    if any(not path.endswith("-lc.xml") for folder in ("Basic/", "Scripts/") for path in package.under(folder)):
        told.append("The file holds macros; they were not run.")
    if any(path.startswith(("Object ", "Pictures/")) for path in package.parts):
        told.append("The file has pictures, charts or text boxes; only cells were read.")
    return Book(tuple(reader.layouts), tuple(told))
