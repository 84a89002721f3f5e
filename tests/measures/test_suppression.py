"""Suppression: whoever adds and subtracts what is shown never finds a hidden count."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lif_core import compose
from lif_core.framework.documents import read_document
from lif_core.measures.suppression import (
    Count,
    Counts,
    line_of,
    rates_shown,
    suppressed,
    table_of,
    threshold_of,
    total_shown,
)
from lif_core.values.rates import Rate
from lif_core.view.register import Register
from lif_core.view.view import View

Matrix = list[list[int]]
small_tables = st.sampled_from([(1, 1), (1, 2), (1, 4), (2, 1), (2, 2), (3, 1)]).flatmap(
    lambda shape: st.lists(
        st.lists(st.integers(0, 6), min_size=shape[1], max_size=shape[1]), min_size=shape[0], max_size=shape[0]
    )
)


def of(matrix: Matrix) -> Counts:
    return table_of({f"row {r}": {f"column {c}": n for c, n in enumerate(row)} for r, row in enumerate(matrix)})


def every(table: Counts) -> list[Count]:
    return [*(one for line in table.cells for one in line), *table.row_totals, *table.column_totals, table.total]


def guesses(matrix: Matrix, shown: Counts, threshold: int, least: int) -> list[set[int]]:
    """Try out which values each count could have, for somebody who knows which ones are small; two of each will do."""
    true, seen, columns = [one.n or 0 for one in every(of(matrix))], every(shown), len(matrix[0])

    def known(place: int) -> range:
        n = true[place]
        if not seen[place].hidden:
            return range(n, n + 1)
        if (1 if threshold > 2 else 0) <= n < threshold:
            return range(least, threshold)
        return range(max(n - 4, 0), n + 5)

    may = [known(place) for place in range(len(true))]
    found: list[set[int]] = [set() for _ in true]
    for tried in product(*may[: columns * len(matrix)]):
        rows = [tried[at : at + columns] for at in range(0, len(tried), columns)]
        down = [sum(column) for column in zip(*rows, strict=True)] if len(rows) > 1 else []
        counts = [*tried, *map(sum, rows), *down, sum(tried)]
        if all(n in fits for fits, n in zip(may, counts, strict=True)):
            for values, n in zip(found, counts, strict=True):
                values.add(n)
            if all(len(values) > 1 for values, one in zip(found, seen, strict=True) if one.hidden):
                break
    return found


@settings(max_examples=60)
@given(small_tables, st.sampled_from([2, 3, 5]))
def test_no_hidden_count_can_be_worked_out(matrix: Matrix, threshold: int) -> None:
    shown = suppressed(of(matrix), threshold)
    small = range(1 if threshold > 2 else 0, threshold)
    for true, one, values in zip(every(of(matrix)), every(shown), guesses(matrix, shown, threshold, 0), strict=True):
        assert one.hidden or one == true
        assert one.hidden or true.n not in small
        assert not one.hidden or len(values) > 1


@settings(max_examples=40)
@given(small_tables)
def test_nor_by_whoever_knows_that_zeros_are_shown_unless_hiding_everything_would_not_help_either(
    matrix: Matrix,
) -> None:
    shown = suppressed(of(matrix), 5)
    hidden = Count(hidden=True)
    nothing = Counts(
        rows=shown.rows,
        columns=shown.columns,
        cells=tuple((hidden,) * len(shown.columns) for _ in shown.rows),
        row_totals=(hidden,) * len(shown.rows),
        column_totals=(hidden,) * len(shown.column_totals),
        total=hidden,
    )
    best = guesses(matrix, nothing, 5, 1)
    for one, values, possible in zip(every(shown), guesses(matrix, shown, 5, 1), best, strict=True):
        assert not (one.hidden and len(possible) > 1) or len(values) > 1


@given(small_tables)
def test_a_table_without_small_counts_is_shown_whole(matrix: Matrix) -> None:
    large = of([[n * 10 for n in row] for row in matrix])
    assert suppressed(large, 5) == large
    assert suppressed(of(matrix), 1) == of(matrix)


def test_the_fewest_and_smallest_counts_are_hidden_with_a_small_one() -> None:
    table = table_of(
        {
            "police": {"died": 3, "harmed": 10, "other": 20},
            "schools": {"died": 8, "harmed": 12, "other": 30},
            "health": {"died": 9, "harmed": 7, "other": 0},
        }
    )
    shown = suppressed(table)
    hidden = {(row, column) for row in shown.rows for column in shown.columns if shown[row, column].hidden}
    assert hidden == {("police", "died"), ("police", "harmed"), ("health", "died"), ("health", "harmed")}
    assert (shown.hidden, str(shown.total), str(shown["police", "died"])) == (4, "99", "not shown")


def test_a_line_with_its_total() -> None:
    shown = suppressed(line_of({"met": 12, "partly": 6, "not met": 2}))
    assert [str(one) for one in shown.cells[0]] == ["12", "not shown", "not shown"]
    assert str(shown.total) == "20"


def test_what_was_not_reported_is_neither_zero_nor_hidden() -> None:
    shown = suppressed(table_of({"police": {"sent": 9}, "schools": {"asked": 7, "sent": None}}))
    assert [str(one) for line in shown.cells for one in line] == ["9", "not reported", "not reported", "7"]
    assert [str(one) for one in shown.column_totals] == ["9", "7"]
    assert str(line_of({"asked": None}).total) == "not reported"


def test_a_table_counts_things() -> None:
    with pytest.raises(ValueError, match="below zero"):
        line_of({"asked": -1})
    with pytest.raises(ValueError, match="suppressed already"):
        suppressed(suppressed(line_of({"asked": 1, "sent": 8})))


def rates(counts: Mapping[str, tuple[int, int]]) -> dict[str, Rate]:
    return {name: Rate(name, n, of) for name, (n, of) in counts.items()}


def shown_names(found: Mapping[str, Rate | None]) -> Iterable[str]:
    return [name for name, rate in found.items() if rate is not None]


def test_rates_beside_their_total_are_hidden_in_pairs() -> None:
    found = rates_shown(rates({"police": (3, 20), "schools": (9, 30), "health": (20, 40)}))
    assert shown_names(found) == ["health"]
    assert shown_names(rates_shown(rates({"police": (10, 20), "schools": (12, 30)}))) == ["police", "schools"]
    with pytest.raises(ValueError, match="no rest"):
        rates_shown(rates({"police": (5, 4)}))


counts_of_rates = st.dictionaries(
    st.sampled_from(("a", "b", "c", "d")),
    st.tuples(st.integers(0, 8), st.integers(0, 8)).map(lambda pair: (pair[0], pair[0] + pair[1])),
    min_size=1,
)


@given(counts_of_rates)
def test_no_rate_beside_its_total_tells_a_small_number(counts: dict[str, tuple[int, int]]) -> None:
    """Where the total is shown, one rate that is not shown never stands alone: it would be the difference."""
    found = rates_shown(rates(counts))
    hidden = [name for name, rate in found.items() if rate is None]
    for name, (n, of) in counts.items():
        assert name in hidden or not Rate(name, n, of).is_small()
    if total_shown(rates(counts)):
        assert len([name for name in hidden if counts[name][1]]) != 1


def test_the_threshold_is_the_frameworks(see: Callable[..., View]) -> None:
    day = date(2024, 6, 3)
    assert threshold_of(see(day)) == 5
    for said, below in (("", 5), ("[small-numbers.standard]\nbelow = 10\n", 10)):
        framework = compose([read_document(f'layer = "x"\n{said}', "x.toml")]).on(day)
        assert threshold_of(View(framework=framework, register=Register(), day=day)) == below
