"""Retention: what was kept for as long as the framework says, and may go. A hold outranks every rule.

Nothing is deleted here: this tells. A rule counts from the last day on which something happened to a record, once
nothing more is owed for it. What stands under a hold stays, and so does everything that hangs together with it.
The cells that imports keep aside (rules of `intake`) have an expiry of their own: `partnership.books.aside`.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from datetime import date
from itertools import chain

import attrs

from lif_core.framework.shape import Retention
from lif_core.records import Record, Review
from lif_core.records.parts import Hold
from lif_core.values.saying import say_day
from lif_core.values.spans import Span, add_at_most
from lif_core.view.kinds import is_open, name_of
from lif_core.view.register import Register, pointers, type_name
from lif_core.view.view import View

_ASIDE = "intake"


@attrs.frozen(weakref_slot=False, kw_only=True)
class Kept:
    """A record whose time of keeping is over.

    Attributes:
        record: id of the record.
        name: what people call it.
        rule: id of the retention rule.
        keep: how long the rule keeps it.
        since: the last day on which something happened to it.
        until: the last day on which the rule keeps it.
        held_by: id of the review whose hold keeps it nevertheless, empty where none does.
        sentence: all of it in one sentence.
    """

    record: str
    name: str = attrs.field(repr=False)
    rule: str
    keep: Span
    since: date
    until: date
    held_by: str = ""
    sentence: str = attrs.field(default="", repr=False)

    def __str__(self) -> str:
        return self.sentence

    @property
    def may_go(self) -> bool:
        """Whether nothing keeps it any longer."""
        return not self.held_by


def retention(
    view: View, taken_back: Iterable[tuple[Record, date]] = (), held: Mapping[str, str] | None = None
) -> tuple[Kept, ...]:
    """Tell every record whose time of keeping is over on the day of a view, the longest over first.

    Where several rules speak of a record, the longest keeps it. A record of which no day can be told stays.

    Args:
        view: what stands on the day.
        taken_back: records that no longer stand, as they stood last, and the day on which each was taken back: what
            they said is in the journal still.
        held: by the id of a record the review whose hold keeps it; left out, as `held_by` tells it of the view.
    """
    rules = dict(view.framework.all(Retention))
    held = held_by(view) if held is None else held
    standing = ((record, _last_day(view, record)) for record in view.register)
    gone = ((record, max(day, _last_event(record) or day)) for record, day in taken_back)
    several = (_kept(view, record, since, rules, held) for record, since in chain(standing, gone))
    return tuple(sorted(filter(None, several), key=lambda kept: (kept.until, kept.record)))


def _kept(
    view: View, record: Record, since: date | None, rules: dict[str, Retention], held: Mapping[str, str]
) -> Kept | None:
    named = {type_name(record), record.kind} - {_ASIDE}
    over = [
        (add_at_most(rule.keep, since), id, rule)
        for id, rule in rules.items()
        if since and not named.isdisjoint(rule.of)
    ]
    if not over or since is None:
        return None
    until, rule_id, rule = max(over, key=lambda one: (one[0], one[1]))
    if until >= view.day:
        return None
    around = (record.id, *(target for _, target in pointers(record)))
    name, by = name_of(view, record), next((held[id] for id in around if id in held), "")
    end = f"it stays while the hold on {_called(view, by)} stands" if by else "it may go"
    return Kept(
        record=record.id,
        name=name,
        rule=rule_id,
        keep=rule.keep,
        since=since,
        until=until,
        held_by=by,
        sentence=f"{name}: kept for {rule.keep} after {say_day(since)}, which ended on {say_day(until)}; {end}.",
    )


def _called(view: View, review_id: str) -> str:
    """Tell what people call a review; one that was taken back has its id alone."""
    review = view.register.get(review_id)
    return review_id if review is None else name_of(view, review)


def _last_day(view: View, record: Record) -> date | None:
    """Tell the last day on which something happened to a record for which nothing more is owed."""
    return None if is_open(view, record) else _last_event(record)


def _last_event(record: Record) -> date | None:
    return max((when.last for when in record.happened.values() if when.last is not None), default=None)


def held_by(view: View) -> dict[str, str]:
    """Tell for each record that a hold keeps the id of the review whose hold it is; of several, of the first."""
    return {record_id: reviews[0] for record_id, reviews in holds_on(view).items()}


def holds_on(
    view: View, reviews: Iterable[str] = (), ever: Mapping[str, Collection[str]] | None = None
) -> dict[str, tuple[str, ...]]:
    """Tell for each record that holds keep the ids of the reviews whose holds these are.

    A hold keeps its review, whatever hangs on that, and whatever those point at: the whole thread stays readable.

    Args:
        view: what stands on the day.
        reviews: ids of reviews whose holds count besides those that stand on the view.
        ever: what records pointed at once, by their ids: it counts like what they point at.
    """
    held: dict[str, tuple[str, ...]] = {}
    once = ever or {}
    sources = _turned(once)
    standing = (review.id for review in view.register.of_type(Review) if _stands(view, review))

    def hanging(id: str) -> Iterator[str]:
        return chain((one.source for one in view.register.pointing_at(id)), sources.get(id, ()))

    def pointed(id: str) -> Iterator[str]:
        return chain(_pointed(view.register, id), once.get(id, ()))

    for review_id in dict.fromkeys(chain(standing, reviews)):
        for record_id in _closure(_closure([review_id], hanging), pointed):
            held[record_id] = (*held.get(record_id, ()), review_id)
    return held


def keeps(hold: Hold, day: date) -> bool:
    """Tell whether a hold keeps what it is on: one whose end is not certain does, and one that is still to begin."""
    # Not `Hold.stands_on`: what goes before a hold begins is not there to be held when it does.
    return hold.until is None or not hold.until.is_past(day)


def _stands(view: View, review: Review) -> bool:
    return any(keeps(hold, view.day) for hold in review.holds)


def _turned(ever: Mapping[str, Collection[str]]) -> dict[str, list[str]]:
    """Tell by the id of a record what pointed at it."""
    found: dict[str, list[str]] = {}
    for source, targets in ever.items():
        for target in targets:
            found.setdefault(target, []).append(source)
    return found


def _pointed(register: Register, record_id: str) -> Iterator[str]:
    record = register.get(record_id)
    if record is not None:
        yield from (target for _, target in pointers(record))


def _closure(begin: Iterable[str], step: Callable[[str], Iterable[str]]) -> list[str]:
    """Give every id that can be reached, in the order in which it is met."""
    met = dict.fromkeys(begin)
    waiting = list(met)
    while waiting:
        for record_id in step(waiting.pop()):
            if record_id not in met:
                met[record_id] = None
                waiting.append(record_id)
    return list(met)
