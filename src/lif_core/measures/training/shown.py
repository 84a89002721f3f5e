"""Shown: which rates of a table an audience may see; the partnership itself sees all of them."""

from collections.abc import Mapping

import attrs

from lif_core.measures.suppression import suppressed, table_of, threshold_of
from lif_core.values.rates import Rate
from lif_core.view.view import View


@attrs.frozen(weakref_slot=False)
class Shown:
    """Rates by key, None for each that is not shown; `total` says whether their total may stand beside them."""

    rates: Mapping[str, Rate | None]
    total: bool = True


def shown(view: View, rates: Mapping[str, Rate]) -> Shown:
    """Hide what is small, and what would let anybody work it out, from a view that is made for an audience.

    Both parts of a rate are counts: those of whom it is so, and the rest. A rate above 1 has no rest.
    """
    if not view.audience:
        return Shown(rates)
    counts = {key: {"n": min(one.n, one.of), "rest": max(one.of - one.n, 0)} for key, one in rates.items()}
    table = suppressed(table_of(counts), threshold_of(view))
    hidden = {
        key: total.hidden or any(one.hidden for one in line)
        for key, line, total in zip(table.rows, table.cells, table.row_totals, strict=True)
    }
    sums = (*table.column_totals, table.total)
    return Shown(
        {key: None if hidden[key] else rates[key] for key in rates},
        total=not any(one.hidden for one in sums) and not any(hidden.values()),
    )
