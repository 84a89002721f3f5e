"""Counting: the receipt of a file, which accounts for every row, line and cell of it."""

from collections import Counter
from collections.abc import Sequence

from lif_core.intake.desk import Desk
from lif_core.intake.grid import holds
from lif_core.intake.layout import Layout
from lif_core.intake.ledger import Ledger
from lif_core.intake.matching import Matched
from lif_core.intake.receipt import Receipt, RowSort, SheetCount, total


def receipt_of(desk: Desk, layouts: Sequence[Layout], matched: Matched) -> Receipt:
    """Give the receipt of what was read and what came of it."""
    counts = tuple(_count(desk, layout) for layout in layouts)
    hidden = sum(count.hidden for count in counts)
    notices = [*desk.workbook.notices, *desk.notices]
    if hidden:
        notices.append(f"{hidden} lines stand in hidden rows; they were read like any other.")
    if matched.missing:
        notices.append(f"{len(matched.missing)} lines that were read before are not in the file; their records stay.")
    return Receipt(
        file=desk.workbook.name,
        sha256=desk.workbook.sha256,
        sheets=counts,
        total=total(counts),
        created=dict(Counter(draft.request.type for draft in matched.made)),
        changed=tuple(matched.changed),
        unchanged=dict(matched.same),
        moved=tuple(matched.moved),
        missing=tuple(matched.missing),
        parties=len(desk.parties),
        links=desk.links,
        duplicates=len(desk.duplicates),
        cut=tuple(desk.cut),
        scales=dict(desk.scales),
        notices=tuple(notices),
    )


def _count(desk: Desk, layout: Layout) -> SheetCount:
    tab = layout.grid.sheet.name
    ledger: Ledger = desk.ledger(tab)
    sorts: Counter[RowSort] = Counter(layout.sorts.values())
    aside = desk.lines_aside.get(tab, set())
    held = {(cell.row, cell.column) for cell in layout.grid.sheet.cells if holds(cell)}
    lines = [row for row, sort in layout.sorts.items() if sort == "line"]
    return SheetCount(
        sheet=tab,
        rows=len(layout.grid.numbers),
        lines=sorts["line"],
        headlines=sorts["headline"],
        titles=sorts["title"],
        headings=sorts["heading"],
        keys=sorts["key"],
        used=sum(row not in aside for row in lines),
        aside=sum(row in aside for row in lines),
        blank=max(layout.grid.sheet.rows, *layout.grid.numbers[-1:], 0) - len(layout.grid.numbers),
        hidden=sum(row in layout.grid.sheet.hidden_rows for row in lines),
        cells_read=len(held | ledger.places()),
        cells_used=ledger.count("record", "structure"),
        cells_aside=ledger.count("aside", "refused"),
        cells_structure=ledger.count("structure"),
        cells_refused=ledger.count("refused"),
    )
