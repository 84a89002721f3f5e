"""Thread: how one record hangs together with what it came from and what came of it."""

from collections.abc import Iterator

import attrs

from lif_core.records import Record
from lif_core.view.deadlines import name_of
from lif_core.view.register import pointers, type_name
from lif_core.view.view import View

UPWARD = frozenset({"reviews", "findings", "answers", "shows", "of", "about", "arose-from", "rests_on"})
"""Fields and links that lead to where a record came from."""

_ORDER = (
    "review",
    "finding",
    "recommendation",
    "priority",
    "action",
    "course",
    "evidence",
    "evaluation",
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
    name: str
    says: str = attrs.field(repr=False)
    state: str = ""
    again: bool = False
    below: tuple["Thread", ...] = ()

    def lines(self, depth: int = 0) -> Iterator[str]:
        """Tell the thread line by line, each step two places further in."""
        told = ": ".join(part for part in (self.name, self.says) if part)
        state = f" [{self.state.replace('-', ' ')}]" if self.state else ""
        yield f"{'  ' * depth}{'> ' if depth else ''}{told}{state}{' (see above)' if self.again else ''}"
        for one in self.below:
            yield from one.lines(depth + 1)

    def __iter__(self) -> Iterator["Thread"]:
        yield self
        for one in self.below:
            yield from one

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


def _down(view: View, record: Record, seen: set[str]) -> Thread:
    again = record.id in seen
    seen.add(record.id)
    below = () if again else tuple(_down(view, one, seen) for one in _came_of(view, record))
    return Thread(
        record=record,
        name=name_of(view, record),
        says=words_of(record),
        state=record.state,
        again=again,
        below=below,
    )


def _came_of(view: View, record: Record) -> list[Record]:
    found = dict.fromkeys(p.source for p in view.register.pointing_at(record.id) if p.field in UPWARD)
    records = [view.register[source] for source in found]
    return sorted(records, key=lambda one: _rank(type_name(one)))


def _rank(record_type: str) -> int:
    return _ORDER.index(record_type) if record_type in _ORDER else len(_ORDER)


def words_of(record: Record, longest: int = 120) -> str:
    """Tell a record's own words in short: its text, judgement, question or name, cut at a word."""
    for field in ("text", "judgement", "question", "name", "aims", "why"):
        words = " ".join(str(getattr(record, field, "") or "").split())
        if words:
            return words if len(words) <= longest else words[:longest].rsplit(" ", 1)[0] + " ..."
    return ""
