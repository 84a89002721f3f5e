"""Guessing: a mapping from the headings, titles and cells of a file. What is guessed is printed and can be changed."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence

import attrs

from lif_core.intake.cells import Cell, column_letters
from lif_core.intake.comparison import is_comparison
from lif_core.intake.grid import words
from lif_core.intake.guarding import BIRTHS, said_near, sort_of_unknown, years_of_work
from lif_core.intake.headings import NAMING, exact_field, field_in_list, field_of
from lif_core.intake.identifiers import sort_of_column
from lif_core.intake.layout import Layout, Table
from lif_core.intake.mapping import Mapping as SheetMapping
from lif_core.intake.names import Names
from lif_core.intake.printed import is_number
from lif_core.intake.review_words import other_kind

_SEVERAL = frozenset(
    {
        "progress", "comment", "evidence", "wanted", "measure", "objective", "figure", "people", "refused", "aside",
        "finding:good-practice", "finding:continued",
    }
)  # fmt: skip
"""Fields that two columns of a table may both name."""

_UNSAID = ("aside", "people", "refused")
"""What a mapping may say of a column without saying that its days are of work."""

_TITLES = (
    (
        re.compile(
            r"\b(training (programme|plan|calendar|courses?)|taught courses?|courses?|learning events)\b", re.IGNORECASE
        ),
        "course",
    ),
    (re.compile(r"\brecommendations?\b", re.IGNORECASE), "recommendation"),
    (re.compile(r"\baction (plan|tracker|log)s?\b|\bactions\b", re.IGNORECASE), "action"),
)
_ONLY_OF = {
    "reply": ("recommendation", "recommendation+action"),
    "kind": ("review",),
    "published": ("review",),
}
"""Fields that only lines of some kinds have a use for."""
_NAMING_OF = {
    "review": "review",
    "course": "course",
    "finding": "finding",
    "action": "action",
    "recommendation": "recommendation",
    "recommendation+action": "recommendation",
}


def row_kind(fields: Iterable[str], *, matrix: bool = False) -> str:
    """Tell what one line of a table becomes, from the fields of its columns."""
    found = set(fields)
    if matrix:
        return "figure"
    if "recommendation" in found and found & {"action", "due", "done", "status", "rag", "lead"}:
        return "recommendation+action"
    if "recommendation" in found:
        return "recommendation"
    if "action" in found:
        return "action"
    if "course" in found:
        return "course"
    if "published" in found and found & {"source", "review"}:
        return "review"
    return "finding" if found & {"finding", "finding:good-practice", "finding:continued"} else "nothing"


def _kind_of_titles(texts: Iterable[str]) -> str:
    """Tell what the lines of a sheet without headings may be, from its titles; empty where they do not say."""
    said = "\n".join(texts)
    return next((kind for search, kind in _TITLES if search.search(said)), "")


def columns_of(table: Table, kind: str = "", said_of: Mapping[str, str] | None = None) -> dict[str, str]:
    """Guess the fields of a table's columns, by heading, or by letter where there is none.

    Args:
        table: the table.
        kind: what its lines become, as far as anybody knows.
        said_of: what somebody said of columns: days that only look like births are then as that person says.
    """
    said_of = said_of or {}
    if not table.header:
        return _headless(table, kind, said_of)
    found: dict[str, str] = {}
    taken: set[str] = set()
    cells, said = _cells(table), said_near(table)
    births = _births(table, said_of, cells, said)
    has_status = any(
        exact_field(column.heading) == "status" and "status" in column.heading.casefold() for column in table.columns
    )
    named = field_in_list if kind == "review" else field_of
    for column in table.columns:
        field = named(column.heading) or named(f"{column.group} {column.heading}".strip())
        if has_status and field == "status" and "rag" in column.heading.casefold():
            field = "rag"
        held = cells.get(column.number, ())
        seems = column.number in births and field in ("", "aside")
        if seems or column.number in said or sort_of_column([words(cell) for cell in held]):
            field = "refused"
        if field in taken and field not in _SEVERAL:
            field = "rag" if field == "status" and "rag" not in taken else "aside"
        taken.add(field)
        found.setdefault(column.heading, field or "aside")
    return found


def _cells(table: Table) -> Mapping[int, Sequence[Cell]]:
    found: dict[int, list[Cell]] = {}
    for row in table.lines:
        for number, cell in table.grid.rows[row].items():
            found.setdefault(number, []).append(cell)
    return found


def births_of(table: Table, said_of: Mapping[str, str]) -> Mapping[int, str]:
    """Give the columns that seem to hold births only as their days lie far apart: heading, or letter, by number.

    Args:
        table: the table.
        said_of: what somebody said of columns, by heading or letter: one that is read as some field has no births.
    """
    return _births(table, said_of, _cells(table), said_near(table))


def _births(
    table: Table, said_of: Mapping[str, str], cells: Mapping[int, Sequence[Cell]], refused: Collection[int]
) -> Mapping[int, str]:
    others = years_of_work(table, cells)
    headings = {column.number: column.heading for column in table.columns} if table.header else {}
    found: dict[int, str] = {}
    for number, held in cells.items():
        heading = headings.get(number, "")
        key = heading or column_letters(number)
        is_said = said_of.get(key, "aside") not in _UNSAID
        if number not in refused and not is_said and sort_of_unknown(held, heading, others) == BIRTHS:
            found[number] = key
    return found


def _headless(table: Table, kind: str, said_of: Mapping[str, str]) -> dict[str, str]:
    """Guess the naming column of a table without headings: the one with the most text that is no number."""
    cells, said = _cells(table), said_near(table)
    births = _births(table, said_of, cells, said)
    texts = {number: [words(cell) for cell in held] for number, held in cells.items()}
    lengths = {number: sum(len(text) for text in held if not is_number(text)) for number, held in texts.items()}
    naming = max(lengths, key=lambda number: (lengths[number], -number), default=0)
    found = {}
    for number in sorted(texts):
        field = _NAMING_OF.get(kind, "aside") if number == naming and lengths[number] else "aside"
        refused = number in said or number in births or sort_of_column(texts[number])
        found[column_letters(number)] = "refused" if refused else field
    return found


def _fill_down_of(table: Table, columns: Mapping[str, str]) -> tuple[str, ...]:
    """Propose the leading column for filling down, where it groups lines and the sheet has no merged cells to say so.

    Only the first column, only where it holds objectives or findings and another column names the records, and only
    where its first line has text: a blank in any other column stays blank.
    """
    if not table.header or not table.lines or table.grid.sheet.merged or len(table.columns) < 3:
        return ()
    leading = table.columns[0]
    field = columns.get(leading.heading, "")
    naming = any(columns.get(column.heading) in NAMING for column in table.columns[1:])
    if field not in ("objective", "finding", "theme", "source") or not naming:
        return ()
    held = [bool(words(table.grid.rows[row].get(leading.number))) for row in table.lines]
    return (leading.heading,) if held[0] and not all(held) else ()


def _legend_of(layouts: Iterable[Layout]) -> dict[str, str]:
    """Find what fill colours stand for: rows that hold a colour, and beside it one short text."""
    found: dict[str, str] = {}
    for layout in layouts:
        for (row, column), cell in layout.grid.painted.items():
            beside = layout.grid.rows.get(row, {}).get(column + 1)
            if beside is None or len(layout.grid.rows[row]) != 1 or layout.sorts.get(row) == "line":
                continue
            text = words(beside)
            if 0 < len(text) <= 40 and cell.fill not in ("FFFFFF", "000000"):
                found.setdefault(cell.fill, text)
    return found


def _review_kind_of(texts: Iterable[str], names: Names) -> str:
    """Tell the kind of review that titles name: the one with the most words of its label among theirs."""
    said = _words("\n".join(texts))
    best, most = "", 0
    for id_, kind in names.kinds("review").items():
        wanted = _words(str(kind.label or id_))
        if wanted and wanted <= said and len(wanted) > most:
            best, most = id_, len(wanted)
    return best


def _words(text: str) -> set[str]:
    return {word for word in re.split(r"[^a-z0-9]+", text.casefold()) if word not in ("", "a", "of", "the", "and")}


def _merged_columns(tables: Iterable[tuple[Table, Mapping[str, str]]]) -> dict[str, str]:
    """Put the columns of all tables together, by heading: `refused` wins over any field, a field over `aside`."""
    found: dict[str, str] = {}
    for _, columns in tables:
        for heading, field in columns.items():
            if field == "refused" or found.get(heading, "aside") == "aside":
                found[heading] = field
    return found


def _fitting(table: Table, found: dict[str, str], kind: str, given: SheetMapping) -> dict[str, str]:
    """Give the fields as lines of a kind have them; what such a line has no use for is kept aside and asked about."""
    if kind == "review":
        found = {
            **columns_of(table, kind, given.columns),
            **{name: field for name, field in found.items() if name in given.columns},
        }
    return {
        heading: field if heading in given.columns or kind in _ONLY_OF.get(field, (kind,)) else "aside"
        for heading, field in found.items()
    }


def _one_mapping(kinds: Mapping[str, str]) -> SheetMapping:
    """Say what lines become: once where all tables agree, else table by table."""
    distinct = dict.fromkeys(kinds.values())
    if len(distinct) == 1:
        return SheetMapping(row=next(iter(distinct)))
    return SheetMapping(rows=dict(kinds))


def guessed(layouts: Sequence[Layout], given: SheetMapping, framework: Names) -> SheetMapping:
    """Guess how a file is read, as far as nobody said."""
    kinds: dict[str, str] = {}
    columns: list[tuple[Table, Mapping[str, str]]] = []
    fill: dict[str, None] = {}
    for layout in layouts:
        titles = [text for _, text in layout.titles]
        for table in layout.tables:
            said = given.rows.get(table.place) or given.row
            kind = said or ("" if table.header else _kind_of_titles(titles))
            found = {} if table.matrix else columns_of(table, kind, given.columns)
            found |= {name: said for name, said in given.columns.items() if found.get(name, "refused") != "refused"}
            kinds[table.place] = kind = kind or row_kind(found.values(), matrix=table.matrix)
            found = _fitting(table, found, kind, given)
            columns.append((table, found))
            fill.update(dict.fromkeys(_fill_down_of(table, found)))
    titles = [text for layout in layouts for _, text in layout.titles]
    compares = any(is_comparison(table, found) for table, found in columns)
    lists = "review" in kinds.values()
    guess = _one_mapping(kinds)
    return attrs.evolve(
        guess,
        rows={} if given.row else guess.rows,
        columns=_merged_columns(columns),
        fill_down=tuple(fill),
        fills=_legend_of(layout for layout in layouts if layout.grid.sheet.name not in given.ignore),
        review_kind=_review_kind_of(titles, framework) if compares else other_kind(framework) if lists else "",
    )
