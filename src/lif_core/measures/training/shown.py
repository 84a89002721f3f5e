"""Shown: which rates of a table an audience may see; who works on the records sees all of them."""

from collections.abc import Mapping, Sequence

import attrs

from lif_core.measures.suppression import line_of, shows_small, suppressed, table_of, threshold_of
from lif_core.measures.training.attendance import CANCELLED, CANCELLED_LATE, WITH_WALK_INS, WITHOUT_WALK_INS, Attended
from lif_core.values.rates import Rate
from lif_core.view.view import View


@attrs.frozen(weakref_slot=False)
class Shown:
    """Rates by key, None for each that is not shown; `total` says whether their total may stand beside them."""

    rates: Mapping[str, Rate | None]
    total: bool = True


def shown(view: View, rates: Mapping[str, Rate]) -> Shown:
    """Hide what is small, and what would let anybody work it out, from an audience that does not work on the records.

    Both parts of a rate are counts: those of whom it is so, and the rest. A rate above 1 has no rest.
    """
    if shows_small(view):
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


def shown_attendance(view: View, told: Sequence[Attended]) -> Mapping[str, Shown]:
    """Hide, by the name of a share, what `shown` hides; and all shares of whom one is hidden.

    Those who came, did not come and cancelled are together those registered and those who came without a booking: from
    all shares but one the last could be worked out, and from two of them who walked in or cancelled in time.
    """
    names = [one.rate.name for one in told[0].shares] if told else []
    by_name = {name: shown(view, {one.key: one.share(name).rate for one in told}) for name in names}
    told_by_two = [
        shown(view, {one.key: _between(one, whole, part) for one in told})
        for whole, part in ((WITH_WALK_INS, WITHOUT_WALK_INS), (CANCELLED, CANCELLED_LATE))
        if told
    ]
    every = [*by_name.values(), *told_by_two]
    hidden = {one.key for one in told if any(may.rates[one.key] is None for may in every)}
    total = all(may.total for may in every)
    return {
        name: Shown({key: None if key in hidden else rate for key, rate in may.rates.items()}, total)
        for name, may in by_name.items()
    }


def _between(one: Attended, whole: str, part: str) -> Rate:
    """Give what two shares of one number tell by their difference."""
    larger, smaller = one.share(whole).rate, one.share(part).rate
    return Rate(whole, max(larger.n - smaller.n, 0) if larger.of == smaller.of else 0, larger.n)


def shown_counts(view: View, counts: Mapping[str, int]) -> Mapping[str, int | None]:
    """Hide counts that are small, and those that would tell them where all of them together are known."""
    if shows_small(view) or not counts:
        return counts
    table = suppressed(line_of(counts), threshold_of(view))
    return {key: one.n for key, one in zip(table.columns, table.cells[0], strict=True)}


def has_small(view: View, *counts: int) -> bool:
    """Tell whether any of some counts is too small for the audience of a view."""
    return not shows_small(view) and any(0 < n < threshold_of(view) for n in counts)
