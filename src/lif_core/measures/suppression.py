"""Suppression: counts that could point at a person are not shown, nor is what would let anybody work them out.

A count from 1 up to the threshold is small: it is hidden. Where a row or column total would tell a hidden count,
further counts are hidden with it, the fewest and smallest that will do. Nobody is told which of them is the small one.
"""

import heapq
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import count
from typing import NamedTuple

import attrs

from lif_core.framework.shape import SmallNumbers
from lif_core.values.rates import SMALL, Rate
from lif_core.view.view import View


@attrs.frozen(weakref_slot=False)
class Count:
    """One count of a table: `n`, or nothing where it was not reported or is `hidden`."""

    n: int | None = None
    hidden: bool = False

    def __str__(self) -> str:
        return "not shown" if self.hidden else "not reported" if self.n is None else str(self.n)


NOT_SHOWN = Count(hidden=True)


@attrs.frozen(weakref_slot=False, kw_only=True)
class Counts:
    """Counts by row and column, with the totals of both; what was not reported counts nothing in a total.

    Attributes:
        rows: what the rows are called; one row has no column totals, as they would say it again.
        columns: what the columns are called.
        cells: the counts, row by row.
        row_totals: by row.
        column_totals: by column; empty where there is one row.
        total: of everything.
    """

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    cells: tuple[tuple[Count, ...], ...]
    row_totals: tuple[Count, ...]
    column_totals: tuple[Count, ...]
    total: Count

    def __getitem__(self, place: tuple[str, str]) -> Count:
        row, column = place
        return self.cells[self.rows.index(row)][self.columns.index(column)]

    @property
    def hidden(self) -> int:
        """How many counts are hidden, those of totals too."""
        return sum(one.hidden for one in _flat(self))


def line_of(counts: Mapping[str, int | None], name: str = "") -> Counts:
    """Give counts with their total as a table of one row."""
    return table_of({name: counts})


def table_of(counts: Mapping[str, Mapping[str, int | None]]) -> Counts:
    """Give counts by row and column, with their totals; what a row does not say was not reported.

    Raises:
        ValueError: a count below zero.
    """
    rows, columns = tuple(counts), tuple(dict.fromkeys(column for row in counts.values() for column in row))
    held = [[counts[row].get(column) for column in columns] for row in rows]
    if any(n is not None and n < 0 for line in held for n in line):
        raise ValueError("A table counts things: no number in it can be below zero.")
    return Counts(
        rows=rows,
        columns=columns,
        cells=tuple(tuple(map(Count, line)) for line in held),
        row_totals=tuple(_sum(line) for line in held),
        column_totals=tuple(_sum(line) for line in zip(*held, strict=True)) if len(rows) > 1 else (),
        total=_sum([n for line in held for n in line]),
    )


def _sum(line: Sequence[int | None]) -> Count:
    known = [n for n in line if n is not None]
    return Count(sum(known)) if known else Count()


def threshold_of(view: View) -> int:
    """Tell the first number that is not small, as the framework says it; 5 where it says nothing.

    Source:
        A usual rule of published statistics of small areas (counts of 1 to 4 are not shown). Local; not verified.
    """
    said = view.framework.all(SmallNumbers).get("standard")
    return said.below if said is not None else SMALL


_INSIDE = "partnership"


def shows_small(view: View) -> bool:
    """Tell whether the audience of a view works on the records itself: it may see numbers that are small."""
    framework, audience = view.framework, view.audience
    if not audience or not framework.has("disclosure", _INSIDE):
        return not audience
    return framework.clearance(audience) >= framework.disclosure(_INSIDE)


def suppressed(table: Counts, threshold: int = SMALL) -> Counts:
    """Give a table without its small counts, and without what would tell them: no hidden count can be worked out.

    Whoever knows every count that is shown, that totals are sums, that no count is below zero, and even which of the
    hidden ones lie below the threshold, still finds at least two values for each hidden one. That holds too for whoever
    knows that zeros are not hidden as small ones, wherever hiding every count of the table would do as much. Where the
    threshold is 2, zeros are hidden with the ones, as the mere hiding would tell a one.

    Args:
        table: the counts as they are.
        threshold: the first number that is not small; 1 or less hides nothing.

    Raises:
        ValueError: the table is suppressed already.

    Source:
        Cell suppression in two-way tables as a question of cycles in a network: L. Cox, Network models for
        complementary cell suppression, Journal of the American Statistical Association 90 (1995), recalled. A cell can
        take another value just where a cycle of hidden cells leads through it on which all can move one up or down.
    """
    if threshold <= 1:
        return table
    net = _Net(table, threshold)
    for edge in net.edges:
        if edge.small:
            net.protect(edge)
    return _hidden(table, net.hidden)


class _Edge(NamedTuple):
    """One count as an edge between its row and its column; `sign` is -1 for totals, which the others balance."""

    number: int
    tail: int
    head: int
    n: int
    sign: int
    small: bool
    price: int


_Step = tuple[int, int]
"""A step from one node: to which node, along which edge."""
_FAR = 1 << 60


class _Net:
    """The counts of one table, and which of them are hidden."""

    def __init__(self, table: Counts, threshold: int) -> None:
        self.least, self.most = (1 if threshold > 2 else 0), threshold - 1
        self.edges = [
            _Edge(number, tail, head, n, sign, self.least <= n <= self.most, _price(n, kind))
            for number, (tail, head, n, sign, kind) in enumerate(_edges(table))
            if n is not None
        ]
        self.hidden: set[int] = set()
        self._prices = {edge.number: edge.price for edge in self.edges}  # of what is hidden already: nothing
        self._hide(edge.number for edge in self.edges if edge.small)
        self._steps = {least: self._steps_of(least) for least in {self.least, 0}}

    def protect(self, edge: _Edge) -> None:
        """Hide what has to be hidden, so that this count can have another value: the cheapest cycle through it."""
        for least in (self.least, 0):
            found = []
            for up in (True, False):
                way = self._way(edge, up, least) if self._moves(edge, up, least) else None
                if way is not None and not way[0]:
                    return  # what is hidden already does it
                found += [way] if way is not None else []
            if found:
                self._hide(min(found)[1])
                return

    def _hide(self, numbers: Iterable[int]) -> None:
        for number in numbers:
            self.hidden.add(number)
            self._prices[number] = 0

    def _way(self, edge: _Edge, up: bool, least: int) -> tuple[int, tuple[int, ...]] | None:
        """Find the cheapest way back from one end of an edge to the other: what it costs, and what is on it."""
        rising = up == (edge.sign > 0)
        start, end = (edge.head, edge.tail) if rising else (edge.tail, edge.head)
        steps, prices, order = self._steps[least], self._prices, count()
        waiting: list[tuple[int, int, int]] = [(0, next(order), start)]
        cheapest, before = {start: 0, end: _FAR}, dict[int, _Step]()
        while waiting:
            cost, _, node = heapq.heappop(waiting)
            if node == end:
                return cost, _walked(before, start, end)
            if cost > cheapest[node]:
                continue  # a cheaper way to it was found since
            for after, number in steps.get(node, ()):
                further = cost + prices[number]
                if further < cheapest[end] and further < cheapest.get(after, _FAR) and number != edge.number:
                    cheapest[after], before[after] = further, (node, number)
                    heapq.heappush(waiting, (further, next(order), after))
        return None

    def _steps_of(self, least: int) -> Mapping[int, Sequence[_Step]]:
        """Tell, from each node, where the counts at it lead that could move that way."""
        found: dict[int, list[_Step]] = {}
        for edge in self.edges:
            for node, after, forward in ((edge.tail, edge.head, True), (edge.head, edge.tail, False)):
                if self._moves(edge, forward == (edge.sign > 0), least):
                    found.setdefault(node, []).append((after, edge.number))
        return found

    def _moves(self, edge: _Edge, up: bool, least: int) -> bool:
        """Tell whether a count, once hidden, could as well be one more (or one less); small ones stay so."""
        if up:
            return not edge.small or edge.n < self.most
        return edge.n > (least if edge.small else 0)


def _walked(before: Mapping[int, _Step], start: int, end: int) -> tuple[int, ...]:
    """Tell the edges of a way, the first one first."""
    numbers = []
    while end != start:
        end, number = before[end]
        numbers.append(number)
    return tuple(reversed(numbers))


_INNER, _TOTAL, _GRAND = range(3)


def _edges(table: Counts) -> Iterator[tuple[int, int, int | None, int, int]]:
    """Give every count, totals last: from which node to which, how many, its sign, and what sort it is.

    A table of one row has one sum only: all its counts lie between the row and one node for everything else.
    """
    alone, below, beside = len(table.rows) == 1, len(table.rows), len(table.rows) + 1 + len(table.columns)
    for row, line in enumerate(table.cells):
        for column, one in enumerate(line):
            yield row, beside if alone else below + 1 + column, _known(one), 1, _INNER
    for row, one in enumerate(table.row_totals):
        yield row, beside, _known(one), -1, _GRAND if alone else _TOTAL
    for column, one in enumerate(table.column_totals):
        yield below, below + 1 + column, _known(one), -1, _TOTAL
    if not alone:
        yield below, beside, _known(table.total), 1, _GRAND


def _known(one: Count) -> int | None:
    if one.hidden:
        raise ValueError("This table is suppressed already: suppress the counts as they are.")
    return one.n


def _price(n: int, sort: int) -> int:
    """Tell what hiding a count costs: rather one count than two, a small one, no total, and no zero."""
    return 1_000_000 * (1, 4, 16)[sort] + (2_000_000 if n == 0 else min(n, 900_000))


def _flat(table: Counts) -> list[Count]:
    every = [one for line in table.cells for one in line] + [*table.row_totals, *table.column_totals]
    return every if len(table.rows) == 1 else [*every, table.total]


def _hidden(table: Counts, hidden: set[int]) -> Counts:
    every = iter([NOT_SHOWN if number in hidden else one for number, one in enumerate(_flat(table))])
    cells = tuple(tuple(next(every) for _ in line) for line in table.cells)
    row_totals = tuple(next(every) for _ in table.row_totals)
    column_totals = tuple(next(every) for _ in table.column_totals)
    total = row_totals[0] if len(table.rows) == 1 else next(every)
    return attrs.evolve(table, cells=cells, row_totals=row_totals, column_totals=column_totals, total=total)


def rates_shown(rates: Mapping[str, Rate], threshold: int = SMALL) -> Mapping[str, Rate | None]:
    """Give rates that stand beside their total: None for each that may not be shown, small or telling of a small one.

    Both parts of a rate are counts of a table, those of which something is so and the rest; its number is their total.
    Ask `total_shown` whether the rate of all together may stand beside them.

    Raises:
        ValueError: a rate whose numerator is larger than its denominator, which has no rest.
    """
    table, shown = _rates_table(rates, threshold), {}
    for name, line, total in zip(table.rows, table.cells, table.row_totals, strict=True):
        shown[name] = None if total.hidden or any(one.hidden for one in line) else rates[name]
    return shown


def total_shown(rates: Mapping[str, Rate], threshold: int = SMALL) -> bool:
    """Tell whether the rate of all together may be shown beside what `rates_shown` gives.

    Raises:
        ValueError: a rate whose numerator is larger than its denominator, which has no rest.
    """
    table = _rates_table(rates, threshold)
    sums = table.column_totals if len(table.rows) > 1 else tuple(one for line in table.cells for one in line)
    return not any(one.hidden for one in (*sums, table.total))


def _rates_table(rates: Mapping[str, Rate], threshold: int) -> Counts:
    if any(rate.n > rate.of for rate in rates.values()):
        raise ValueError("A rate above 1 has no rest: suppress its counts on their own.")
    counts = {name: {"n": one.n, "rest": one.of - one.n} for name, one in rates.items()}
    return suppressed(table_of(counts), threshold)
