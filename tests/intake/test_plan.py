"""Laws of every sheet there is: whatever stands in it is used or kept aside, and nothing raises."""

import attrs
from hypothesis import given, settings
from hypothesis import strategies as st

from lif_core.intake.cells import Area, Cell, Sheet, Workbook
from lif_core.intake.grid import holds
from lif_core.intake.mapping import Mapping
from lif_core.intake.plan import plan
from lif_core.view.register import Register

HEADINGS = {
    "ref": ["No.", "Ref", "#", "Action ref", "Item"],
    "recommendation": ["Recommendation", "Recommendations", "What should change"],
    "action": ["Action", "Specific Actions", "What will we do?", "Agreed action", "What will it do?"],
    "finding": ["Finding", "Learning point", "Areas of development"],
    "objective": ["Objective", "How will the partnership do this?", "Strategic priority"],
    "lead": ["Lead", "Responsible lead/ group", "By whom", "Owner"],
    "due": ["By when", "Target date", "Timescale/\nTarget", "Date"],
    "status": ["Status", "RAG\nrating", "Assessment of progress Categories\n1 - 4"],
    "progress": ["Progress", "Update", "Progress presented to Committee\nDec 2017"],
    "wanted": ["Desired outcome", "What is desired\noutcome"],
    "measure": ["How measured", "What will impact be and how\nmeasured"],
    "refused": ["Child name", "DOB", "NHS no.", "Postcode"],
    "unknown": ["Zebra", "Column of nobody", "Colour of the folder"],
}
TEXTS = st.one_of(
    st.sampled_from(
        [
            "",
            "",
            "Share what each agency knows",
            "1. Ensure that staff know",
            "Police",
            "Chair / DCS",
            "[Officer E]",
            "Training Group and Audit Sub Group",
            "April 2017",
            "03/04/2024",
            "As per strategy",
            "Ongoing",
            "TBC",
            "1",
            "2",
            "Complete",
            "On track",
            "12/3 - Begun. 4/5 - Ended.",
            "practi… [cut]",
            "Who?",
            "Jane Roe",
            "943 476 5919",
            "L1 1AA",
            "Done on 11th April 2012",
            "62.5\n(10)",
            "1,547",
            "2014-15",
            "Total",
            "PRIORITY 1a Early Help",
            "1 Fully Achieved",
            "NB as published",
            "90 learning events",
            "YEAR",
            "MAIN PROGRAMME",
            "\u2028",
            "=1+1",
        ]
    ),
    st.text(max_size=12),
)
VALUES = st.one_of(
    TEXTS,
    TEXTS,
    st.integers(-5, 60000),
    st.floats(allow_nan=True, allow_infinity=True),
    st.booleans(),
    st.dates(),
    st.datetimes(),
)


@st.composite
def tables(draw: st.DrawFn) -> list[list[object]]:
    """A table as people lay it out: banners, one or two heading rows, lines, totals, a key."""
    fields = draw(st.lists(st.sampled_from(sorted(HEADINGS)), min_size=1, max_size=8, unique=True))
    headings = [draw(st.sampled_from(HEADINGS[field])) for field in fields]
    rows: list[list[object]] = [[draw(TEXTS)] for _ in range(draw(st.integers(0, 3)))]
    if draw(st.booleans()):
        rows.append(["2015/2016", *[""] * (len(fields) - 2), "2016/2017"] if len(fields) > 1 else ["2015/2016"])
    if draw(st.integers(0, 9)):
        rows.append(headings)
    rows += [[draw(VALUES) for _ in fields] for _ in range(draw(st.integers(0, 6)))]
    if draw(st.booleans()):
        rows.append(["Total", *[draw(st.integers(0, 99)) for _ in fields[1:]]])
    rows += [[draw(TEXTS)] for _ in range(draw(st.integers(0, 3)))]
    return rows


@st.composite
def sheets(draw: st.DrawFn, name: str = "Sheet1") -> Sheet:
    """A sheet of one or more tables, with merged cells, colours, remarks and hidden rows anywhere."""
    rows: list[list[object]] = []
    for _ in range(draw(st.integers(1, 3))):
        rows += draw(tables())
        rows += [[] for _ in range(draw(st.integers(0, 2)))]
    cells = []
    for number, row in enumerate(rows, start=1):
        for column, value in enumerate(row, start=1):
            odd = draw(st.integers(0, 19))
            comment = "Somebody's remark" if odd == 0 else ""
            fill = draw(st.sampled_from(["92D050", "FF0000", "FFFFFF"])) if odd in (1, 2) else ""
            if value not in ("", None) or comment or fill or odd == 3:
                cells.append(Cell(number, column, value if value != "" else None, comment, fill, struck=odd == 3))
    merged = []
    for _ in range(draw(st.integers(0, 4))):
        top, left = draw(st.integers(1, max(len(rows), 1))), draw(st.integers(1, 6))
        merged.append(Area(top, left, top + draw(st.integers(0, 3)), left + draw(st.integers(0, 7))))
    hidden = frozenset(draw(st.lists(st.integers(1, max(len(rows), 1)), max_size=3)))
    return Sheet(name, tuple(cells), tuple(merged), draw(st.integers(0, 9)) == 0, hidden, len(rows))


@st.composite
def workbooks(draw: st.DrawFn) -> Workbook:
    made = [draw(sheets(f"Tab {number}")) for number in range(draw(st.integers(1, 3)))]
    return Workbook("any file.xlsx", "0" * 64, tuple(made), epoch_1904=draw(st.booleans()))


@given(
    workbook=workbooks(),
    kind=st.sampled_from([None, None, "action", "recommendation", "finding", "course", "figure", "nothing"]),
)
def test_every_cell_is_used_or_kept_aside(small_framework, workbook: Workbook, kind: str | None) -> None:
    planned = plan(workbook, framework=small_framework.newest, register=Register(), as_kind=kind)
    for sheet, count in zip(workbook.sheets, planned.receipt.sheets, strict=True):
        assert count.holds, count.check_sum
        told = {cell.address for cell in sheet.cells if holds(cell)}
        assert count.cells_read >= len(told)
        assert count.cells_read - len(told) <= sum(bool(cell.fill) for cell in sheet.cells)
        assert count.rows == len({cell.row for cell in sheet.cells if holds(cell)})
    aside = [(kept.place.rpartition("!")[0], address) for kept in planned.aside for address, _ in kept.cells]
    assert len(aside) == len(set(aside))
    assert len(aside) == planned.receipt.total.cells_aside - planned.receipt.total.cells_refused
    assert planned.receipt.total.cells_refused == sum(column.cells for column in planned.refused)


NAMING_HEADINGS = ("line-unnamed", "column-unknown")


@settings(max_examples=50)
@given(workbook=workbooks())
def test_no_text_of_a_cell_stands_in_receipt_questions_or_reprs(small_framework, workbook: Workbook) -> None:
    canary = "Qanaryx"

    def marked(cell: Cell) -> Cell:
        written = f"{cell.value} {canary}" if isinstance(cell.value, str) and cell.row > 4 else cell.value
        return attrs.evolve(cell, value=written, comment=canary if cell.comment else "")

    sheets = (attrs.evolve(sheet, cells=tuple(map(marked, sheet.cells))) for sheet in workbook.sheets)
    made = attrs.evolve(workbook, sheets=tuple(sheets))
    planned = plan(made, framework=small_framework.newest, register=Register())
    # Headings may be named in what mends a question; a line's own number is what people call it.
    shown = [str(question) for question in planned.questions if question.code not in NAMING_HEADINGS]
    shown += [repr(planned.receipt), repr(planned.aside), *planned.receipt.notices]
    shown += [repr(attrs.evolve(request, ref="")) for request in planned.requests if request.type != "course"]
    shown += [repr(request.keys) for request in planned.requests]
    assert not [text for text in shown if canary in text]


@settings(max_examples=50)
@given(workbook=workbooks())
def test_the_mapping_used_reads_the_file_in_the_same_way(small_framework, workbook: Workbook) -> None:
    first = plan(workbook, framework=small_framework.newest, register=Register())
    kept = Mapping.from_toml(first.mapping.to_toml())
    second = plan(workbook, framework=small_framework.newest, register=Register(), mapping=kept)
    assert second.mapping == first.mapping
    assert second.requests == first.requests
    assert second.receipt.total == first.receipt.total


@settings(max_examples=25)
@given(workbook=workbooks())
def test_planning_twice_gives_the_same_plan(small_framework, workbook: Workbook) -> None:
    def made():
        return plan(workbook, framework=small_framework.newest, register=Register())

    assert made() == made()
