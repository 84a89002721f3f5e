"""Thread: how one record hangs together with what it came from and what came of it."""

from collections.abc import Iterator

import attrs

from lif_core.records import Record
from lif_core.view.kinds import title_of, words_of
from lif_core.view.register import pointers, type_name
from lif_core.view.view import View

UPWARD = frozenset(
    {
        "reviews", "findings", "answers", "shows", "of", "about", "arose-from", "rests_on",
        "sources", "course", "session", "draws_on", "product",
    }
)  # fmt: skip
"""Fields and links that lead to where a record came from."""

_ORDER = (
    "review",
    "finding",
    "recommendation",
    "priority",
    "action",
    "need",
    "course",
    "session",
    "attendance",
    "feedback",
    "evidence",
    "evaluation",
    "product",
    "acknowledgement",
    "return",
    "challenge",
    "consultation",
    "decision",
    "note",
)


@attrs.frozen(weakref_slot=False, kw_only=True)
class Thread:
    """One record with everything that came of it.

    Attributes:
        record: the record.
        name: what people call it.
        says: its own words, in short.
        state: its status.
        again: whether it stood higher up already, and what came of it is told there.
        below: what came of it.
    """

    record: Record
    name: str = attrs.field(repr=False)
    says: str = attrs.field(repr=False)
    state: str = ""
    again: bool = False
    below: tuple["Thread", ...] = attrs.field(default=(), repr=False)

    def lines(self, depth: int = 0) -> Iterator[str]:
        """Tell the thread line by line, each step two places further in."""
        return (one._line(depth + below) for one, below in self._walked())

    def _line(self, depth: int) -> str:
        told = ": ".join(part for part in (self.name, self.says) if part)
        state = f" [{self.state.replace('-', ' ')}]" if self.state else ""
        return f"{'  ' * depth}{'> ' if depth else ''}{told}{state}{' (see above)' if self.again else ''}"

    def __iter__(self) -> Iterator["Thread"]:
        return (one for one, _ in self._walked())

    def _walked(self) -> Iterator[tuple["Thread", int]]:
        """Tell every part with its depth, from above to below: chains may be longer than calls may be deep."""
        waiting = [(self, 0)]
        while waiting:
            one, depth = waiting.pop()
            yield one, depth
            waiting += [(below, depth + 1) for below in reversed(one.below)]

    def __str__(self) -> str:
        return "\n".join(self.lines())


def thread(view: View, record_id: str) -> tuple[Thread, ...]:
    """Tell the threads that a record is part of: one for each source it goes back to, with everything below it.

    Raises:
        UnknownName: no record in the view has this id.
    """
    record = view.register[record_id]
    seen: set[str] = set()
    return tuple(_down(view, root, seen) for root in sources(view, record))


def sources(view: View, record: Record) -> list[Record]:
    """Tell the records that a record goes back to in the end; itself where it goes back to none."""
    roots: dict[str, Record] = {}
    waiting, met = [record], {record.id}
    while waiting:
        one = waiting.pop()
        above = [found for target in _up(one) if (found := view.register.get(target)) is not None]
        if not above:
            roots[one.id] = one
        fresh = [found for found in above if found.id not in met]
        met.update(found.id for found in fresh)
        waiting.extend(fresh)
    return list(roots.values()) or [record]


def _up(record: Record) -> Iterator[str]:
    return (target for field, target in pointers(record) if field in UPWARD)


@attrs.define
class _Open:
    """A part of a thread whose lower parts are still being gathered."""

    record: Record
    again: bool
    waiting: list[Record]
    below: list[Thread] = attrs.field(factory=list)


def _down(view: View, root: Record, seen: set[str]) -> Thread:
    """Gather everything below a record, the deepest first; what was met before is named and not told again."""
    path = [_opened(view, root, seen)]
    while True:
        part = path[-1]
        if part.waiting:
            path.append(_opened(view, part.waiting.pop(), seen))
            continue
        path.pop()
        told = Thread(
            record=part.record,
            name=title_of(view, part.record),
            says=words_of(part.record),
            state=part.record.state,
            again=part.again,
            below=tuple(part.below),
        )
        if not path:
            return told
        path[-1].below.append(told)


def _opened(view: View, record: Record, seen: set[str]) -> _Open:
    again = record.id in seen
    seen.add(record.id)
    return _Open(record, again, [] if again else _came_of(view, record)[::-1])


def _came_of(view: View, record: Record) -> list[Record]:
    found = dict.fromkeys(p.source for p in view.register.pointing_at(record.id) if p.field in UPWARD)
    records = [view.register[source] for source in found]
    return sorted(records, key=lambda one: (_rank(type_name(one)), one.id))


def _rank(record_type: str) -> int:
    return _ORDER.index(record_type) if record_type in _ORDER else len(_ORDER)
