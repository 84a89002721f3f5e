"""Rows: which line of a sheet that came back stands for which row that was sent.

A key alone is not believed: where what stands beside it is not what was sent with it, the sheet was sorted without its
hidden column, or the key was pasted over. Then the row is looked for by what it says.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

import attrs

from lif_core.intake.returned.sheets import Line, ReturnedTable
from lif_core.values.sent import Mark, RowKey, normal, summed, whole

BELONGS = 0.5
"""A line belongs to its key where at least so many of the cells that were not blank stand as they were sent."""
FOUND = 0.6
"""And is found without a key where so many do, in one row that was sent and no other."""
TELLING = 50
"""What more rows say than this does not tell which of them a line is."""
LIKELY = 6
"""So many rows are looked at closely for each line."""


@attrs.define
class Settled:
    """The rows of one table that was sent.

    Attributes:
        table: the table.
        found: by id of the record, the key and every line that stands for the row.
        exact: ids of the records for which a line stands that says just what was sent.
        deleted: keys of rows for which no line stands.
        strangers: lines that stand for no row that was sent.
        by_content: how many rows were found by what they say, as their key was gone or another's.
        twice: how many lines more than one stand for a row.
        altered: how many hidden cells hold no key any more.
        moved: how many lines stand on another sheet than the one they were sent on.
    """

    table: ReturnedTable
    found: dict[str, tuple[RowKey, list[Line]]] = attrs.field(factory=dict)
    exact: set[str] = attrs.field(factory=set)
    deleted: list[RowKey] = attrs.field(factory=list)
    strangers: list[Line] = attrs.field(factory=list)
    by_content: int = 0
    twice: int = 0
    altered: int = 0
    moved: int = 0

    @property
    def rows(self) -> int:
        """How many rows were sent."""
        return len(self.found) + len(self.deleted)


def settle(tables: Sequence[ReturnedTable]) -> tuple[Settled, ...]:
    """Settle the rows of every table of a file."""
    several: dict[Mark, Settled] = {}
    lines: list[tuple[Settled, Line]] = []
    for table in tables:
        settled = several.setdefault(table.mark, Settled(table))
        lines += [(settled, line) for line in table.lines]
    sent = _sent(lines, several.values())
    left = [(here, line) for here, line in lines if not _untouched(here, line, sent)]
    index = _index(sent, several.values()) if left else {}
    for here, line in left:
        here.altered += line.altered
        match = _match(line, sent, index)
        if match is None:
            here.strangers += [] if line.is_blank else [line]
            continue
        home, key = match
        home.by_content += line.key != key
        _take(home, here, key, line)
    for settled in several.values():
        _tell_missing(settled)
    return tuple(several.values())


Sent = Mapping[tuple[str, str], tuple[Settled, RowKey]]
"""Every row that was sent, as far as the file tells: by record and fingerprint, its table and its key."""


def _sent(lines: Iterable[tuple[Settled, Line]], several: Iterable[Settled]) -> Sent:
    found = {(key.record, key.fingerprint): (settled, key) for settled in several for key in settled.table.sent or ()}
    for here, line in lines:
        key = line.key
        if here.table.sent is None and key is not None and _is_of(key, here.table.mark):
            found.setdefault((key.record, key.fingerprint), (here, key))
    return found


def _is_of(key: RowKey, mark: Mark) -> bool:
    return key.fingerprint == mark.fingerprint and len(key.cells) == mark.locked


def _own(line: Line, sent: Sent) -> tuple[Settled, RowKey] | None:
    """Give the row that a line's own key names, where it was sent so."""
    key = line.key
    found = sent.get((key.record, key.fingerprint)) if key is not None else None
    return found if found is not None and (found[1] is key or found[1] == key) else None


def _untouched(here: Settled, line: Line, sent: Sent) -> bool:
    """Take a line under its key, where everything stands beside it that was sent with it."""
    own = _own(line, sent)
    if own is None or whole(line.cells[: len(own[1].cells)]) != own[1].whole:
        return False
    own[0].exact.add(own[1].record)
    _take(own[0], here, own[1], line)
    return True


def _take(home: Settled, here: Settled, key: RowKey, line: Line) -> None:
    _, lines = home.found.setdefault(key.record, (key, []))
    home.twice += bool(lines)
    home.moved += home is not here
    lines.append(line)


def _index(sent: Sent, several: Iterable[Settled]) -> Mapping[tuple[int, int], list[tuple[Settled, RowKey]]]:
    """Give the rows that no untouched line stands for, by what their cells say; what many rows say tells nothing."""
    taken = {record for settled in several for record in settled.found}
    index: dict[tuple[int, int], list[tuple[Settled, RowKey]]] = defaultdict(list)
    for settled, key in sent.values():
        if key.record not in taken:
            for number, cell in enumerate(key.cells):
                if cell:
                    index[number, cell].append((settled, key))
    return {said: rows for said, rows in index.items() if len(rows) <= TELLING}


def _match(
    line: Line, sent: Sent, index: Mapping[tuple[int, int], Sequence[tuple[Settled, RowKey]]]
) -> tuple[Settled, RowKey] | None:
    """Give the row a line stands for: its key's, unless another says more of what it says; None where none fits."""
    sums = [summed(text) if (text := normal(value)) else 0 for value in line.cells]
    own = _own(line, sent)
    share = _agreement(sums, line, own[1]) if own is not None else 0.0
    ranked = [(found, score) for found, score in _alike(sums, line, index) if own is None or found[1] != own[1]]
    if own is not None and share >= max([BELONGS, *(score for _, score in ranked)]):
        return own
    best = ranked[0][1] if ranked else 0.0
    if best >= FOUND and sum(score == best for _, score in ranked) == 1:
        return ranked[0][0]
    return own if share >= BELONGS else None


def _agreement(sums: Sequence[int], line: Line, key: RowKey) -> float:
    """Tell which share of what was sent with a key stands on a line; cells under a column that is gone do not count."""
    compared = [
        here == cell
        for value, here, cell in zip(line.cells, sums, key.cells, strict=False)
        if cell and value is not None
    ]
    return sum(compared) / len(compared) if compared else 1.0


def _alike(
    sums: Sequence[int], line: Line, index: Mapping[tuple[int, int], Sequence[tuple[Settled, RowKey]]]
) -> list[tuple[tuple[Settled, RowKey], float]]:
    """Give the rows that say most of what a line says, the likest first."""
    votes: Counter[str] = Counter()
    rows: dict[str, tuple[Settled, RowKey]] = {}
    for number, here in enumerate(sums):
        for found in index.get((number, here), ()) if here else ():
            votes[found[1].record] += 1
            rows[found[1].record] = found
    likely = [rows[record] for record, _ in votes.most_common(LIKELY)]
    return sorted(((one, _agreement(sums, line, one[1])) for one in likely), key=lambda one: -one[1])


def _tell_missing(settled: Settled) -> None:
    """Tell the rows that were sent and stand nowhere any more; how many, where the file does not tell which."""
    if settled.table.sent is not None:
        settled.deleted = [key for key in settled.table.sent if key.record not in settled.found]
    else:
        mark = settled.table.mark
        missing = range(len(settled.found), mark.rows)
        settled.deleted = [RowKey(f"row {number}", mark.fingerprint, 0, 0, ()) for number in missing]
