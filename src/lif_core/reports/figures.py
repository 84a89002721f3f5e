"""Figures: rates and counts as readers may see them: with n and N, and small ones only among those who work on them."""

from collections.abc import Iterable, Mapping, Sequence

from lif_core.measures.suppression import Count, suppressed, table_of, threshold_of
from lif_core.records import Record
from lif_core.reports.document import Block, Cell, Chart, Paragraph
from lif_core.reports.telling import Teller
from lif_core.values.rates import Rate
from lif_core.view.kinds import standing


def share(teller: Teller, rate: Rate | None, *, looked_at: bool = False) -> str:
    """Tell a rate without its name: `83% (231 of 280)`; nothing where there is none, `not known` of nothing.

    Args:
        teller: says things.
        rate: the rate.
        looked_at: whether a measure has hidden already what may not be shown, as it lets through what is published.
    """
    if rate is None:
        return ""
    below = threshold_of(teller.view)
    if not looked_at and not teller.shows_small and rate.is_small(below):
        return teller.words("small", below=below)
    percent = rate.percent()
    told = teller.words("n-of", n=rate.n, of=rate.of)
    return teller.words("rate-not-known") if percent is None else f"{percent}% ({told})"


def tally(teller: Teller, n: int | None) -> str | int:
    """Tell one count that stands alone: small ones only among those who work on the records."""
    if n is None:
        return teller.words("not-reported")
    below = threshold_of(teller.view)
    if not teller.shows_small and 0 < n < below:
        return teller.words("small", below=below)
    return n


def counts_table(
    teller: Teller, name: str, heading: str, counts: Mapping[str, Mapping[str, int | None]], *, nothing: str
) -> Block:
    """Give counts by row and column with both totals; for readers outside, without what could point at a person.

    Args:
        teller: says things.
        name: stable name of the table.
        heading: phrase above the names of the rows.
        counts: by name of the row, then by phrase of the column.
        nothing: phrase where there are no counts.
    """
    if not counts:
        return Paragraph(teller.words(nothing))
    table = table_of(counts)
    if not teller.shows_small:
        table = suppressed(table, threshold_of(teller.view))
    columns = (
        teller.column(heading, 34),
        *(teller.column(column, 14, "number") for column in table.columns),
        teller.column("total", 12, "number"),
    )
    rows: list[tuple[Cell | str, ...]] = [
        (row, *(_count(teller, one) for one in (*cells, total)))
        for row, cells, total in zip(table.rows, table.cells, table.row_totals, strict=True)
    ]
    if table.column_totals:
        last = (*table.column_totals, table.total)
        rows.append((teller.words("total"), *(_count(teller, one) for one in last)))
    return teller.table(name, columns, rows, total=bool(table.column_totals))


def _count(teller: Teller, one: Count) -> Cell:
    if one.hidden:
        return Cell(teller.words("not-shown"))
    return Cell(one.n) if one.n is not None else Cell(teller.words("not-reported"))


def chart(
    teller: Teller,
    name: str,
    caption: str,
    columns: Sequence[str],
    rows: Iterable[tuple[str, *tuple[int | None, ...]]],
) -> Block | None:
    """Give a chart of counts with its sense in words; None where there is nothing to draw.

    For readers outside small counts are left out of it, as out of everything.
    """
    few = 0 if teller.shows_small else threshold_of(teller.view)
    told = tuple((group, *(None if n is not None and 0 < n < few else n for n in numbers)) for group, *numbers in rows)
    if not any(n for _, *numbers in told for n in numbers):
        return None
    series = [teller.words(column) for column in columns[1:]]
    said = "; ".join(
        f"{group}: " + ", ".join(
            f"{heading} {teller.words('not-shown') if n is None else n}" if len(series) > 1
            else str(teller.words("not-shown") if n is None else n)
            for heading, n in zip(series, numbers, strict=True)
        )
        for group, *numbers in told
    )  # fmt: skip
    alternative = teller.words("chart-shows", what=teller.words(caption), figures=said)
    headings = tuple(teller.words(column) for column in columns)
    return Chart(name=name, caption=teller.words(caption), alternative=alternative, columns=headings, rows=told)


def counts_as_shown(teller: Teller, *record_types: str) -> None:
    """Remember that figures rest on every record of these types: counted is shown."""
    for record_type in record_types:
        teller.shows(*standing(teller.view, record_type))


def known(teller: Teller, ids: Iterable[str]) -> list[Record]:
    """Give the records of these ids that the view has."""
    return [one for id in ids if (one := teller.view.register.get(id)) is not None]
