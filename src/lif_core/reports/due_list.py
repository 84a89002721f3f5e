"""Due list: what is overdue, coming, waiting and without a date, each day with how it was worked out."""

from collections.abc import Iterable

from lif_core.measures.due import Due, Standing, due
from lif_core.reports.calendar_dates import dates_of
from lif_core.reports.document import Block, Cell, Document, KeyFigure, KeyFigures, Section
from lif_core.reports.telling import Asked, Teller
from lif_core.values.spans import Span
from lif_core.view.view import View

STANDINGS: tuple[Standing, ...] = ("overdue", "coming", "condition", "no-date")
"""The parts of the list, in their order."""


def due_list(view: View, asked: Asked | None = None, *, within: str | Span | None = None) -> Document:
    """Build the list of what is due.

    Args:
        view: what to report on.
        asked: language, fingerprint.
        within: how far to look ahead, such as `30 days`; left out, as far as there are dates.
    """
    teller = Teller(view, asked)
    items = due(view, within)
    by_standing = {standing: [one for one in items if one.standing == standing] for standing in STANDINGS}
    figures = KeyFigures(
        tuple(KeyFigure(teller.words(f"due-{standing}"), len(of_it)) for standing, of_it in by_standing.items())
    )
    sections = [Section(name="summary", title=teller.words("summary"), blocks=(figures,))]
    for standing, of_it in by_standing.items():
        title = teller.words(f"due-{standing}")
        table = due_table(teller, f"due-{standing}", of_it)
        sections.append(Section(name=standing, title=title, blocks=(table,)))
    dates = dates_of(teller, items)
    return teller.document("due-list", teller.words("due-list"), sections, "a3-landscape", dates=dates)


def due_table(teller: Teller, name: str, items: Iterable[Due], *, nothing: str = "nothing") -> Block:
    """Give a table of things due: what, by when, days, who leads, and how the day was worked out."""
    columns = (
        teller.column("what", 44),
        teller.column("sort-of-date", 16),
        teller.column("by-when", 13, "day"),
        teller.column("days", 10, "number"),
        teller.column("lead-agency", 22),
        teller.column("worked-out", 60),
    )
    told = [_row(teller, one) for one in items]
    return teller.table(name, columns, told, nothing=nothing)


def _row(teller: Teller, one: Due) -> tuple[Cell, ...]:
    record = teller.view.register.get(one.record)
    words = one.name
    if record is not None:
        words = teller.entry(record)
    sort = teller.words(f"sort-{one.sort.replace(' ', '-')}")
    worked_out = teller.reckoning(one.reckoning) if one.reckoning is not None else teller.read(one.when)
    lead = "; ".join(map(teller.named, one.lead))
    return Cell(words), Cell(sort), Cell(one.last), Cell(one.days), Cell(lead), Cell(worked_out)
