"""Indicators of reviews: sent and published in time, how late, and how many of what was discussed came how far."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

import attrs

from lif_core.measures.indicators.indicator import HIDDEN, Indicator, Shelves, Value, Values, means, shares, shown
from lif_core.measures.readings import is_published
from lif_core.records import Figure, Record
from lif_core.serial.glances import Seen
from lif_core.values.labels import Label
from lif_core.values.rates import Rate
from lif_core.values.years import Year
from lif_core.view.deadlines import deadlines_of
from lif_core.view.kinds import is_withdrawn
from lif_core.view.recurrence import first_day
from lif_core.view.view import View

RAPID, LOCAL = "rapid-review", "local-review-publication"
"""Deadlines of the framework: a rapid review sent, a local review published."""


class _Kept(NamedTuple):
    """One deadline of one review: the day it fell, by how many days it was missed; no day where none can be told."""

    day: date | None
    late: int
    begun: date | None


def _kept(view: View, deadline: str) -> Iterator[_Kept]:
    """Tell of each review to which a deadline applied whether it was kept; those still ahead are left out."""
    if not view.framework.has("deadline", deadline):
        return
    kinds = {rule.anchor.rpartition(".")[0].rpartition(".")[2] for rule in view.framework.deadline_rules(deadline)}
    for review in view.register.glances("review"):
        if review.kind not in kinds or is_withdrawn(view, review):
            continue
        for one in deadlines_of(view, review):
            if one.rule.id != deadline:
                continue
            if one.status == "no-anchor":
                yield _Kept(None, 0, first_day(review))
            elif one.last is not None and one.status in ("met", "met-late", "overdue"):
                ended = one.met.last if one.met is not None and one.met.last is not None else view.day
                yield _Kept(one.last, max((ended - one.last).days, 0), None)


def _in_time(deadline: str) -> Callable[[View, Sequence[Year]], Values]:
    def compute(view: View, years: Sequence[Year]) -> Values:
        kept = list(_kept(view, deadline))
        return _with_unknown(years, shares(years, ((one.day, not one.late) for one in kept)), kept)

    return compute


def _days_late(deadline: str) -> Callable[[View, Sequence[Year]], Values]:
    def compute(view: View, years: Sequence[Year]) -> Values:
        kept = list(_kept(view, deadline))
        return _with_unknown(years, means(years, ((one.day, one.late) for one in kept)), kept)

    return compute


def _with_unknown(years: Sequence[Year], values: Values, kept: Sequence[_Kept]) -> Values:
    """Say beside the values how many reviews begun in a year have no day from which their deadline counts."""
    unknown = shares(years, ((one.begun, True) for one in kept if one.day is None))
    return [attrs.evolve(value, unknown=one.of or 0) for value, one in zip(values, unknown, strict=True)]


# --- the funnel -------------------------------------------------------------------------------------------------------

STEPS = (
    ("discussed", Label("Incidents discussed", "Digwyddiadau a drafodwyd")),
    ("notified", Label("Notified to the Panel", "Hysbyswyd y Panel")),
    ("rapid-reviews", Label("Rapid reviews", "Adolygiadau cyflym")),
    ("local-reviews", Label("Local child safeguarding practice reviews", "Adolygiadau ymarfer lleol")),
)
"""The steps of the funnel, each with what it is called."""


@attrs.frozen(weakref_slot=False, kw_only=True)
class Step:
    """One step of the funnel.

    Attributes:
        id: which one.
        label: what it is called.
        n: how many on record came to it in the year; None where it is not shown, or where nobody records it.
        published: how many were published, as printed, where a figure says so; empty where none does.
        of_before: how many of the step before came to it; None for the first, and where one of the two is not shown,
            or where more came to it than are on record for the step before.
        recorded: whether anything of it is on record; where nobody records what was discussed, none is not 0.
    """

    id: str
    label: Label
    n: int | None
    published: str = ""
    of_before: Rate | None = None
    recorded: bool = True

    @property
    def words(self) -> str:
        """How many came to it, in words."""
        return str(self.n) if self.n is not None else "not shown" if self.recorded else "not recorded"


@attrs.frozen(weakref_slot=False, kw_only=True)
class Funnel:
    """How many of what was discussed in a year came how far. A step is counted in the year in which it was reached.

    Attributes:
        year: what the year is called.
        steps: the steps on record, the widest first.
        as_published: the same steps as published, where figures say so; never mixed with what is on record.
    """

    year: str
    steps: tuple[Step, ...]
    as_published: tuple[Step, ...] = ()

    @property
    def counts(self) -> tuple[int | None, ...]:
        """The counts on record, such as 7, 6, 4, 1."""
        return tuple(one.n for one in self.steps)

    def __str__(self) -> str:
        return f"{self.year}: {', '.join(f'{one.label} {one.words}' for one in self.steps)}"


def funnels(view: View, years: Sequence[Year]) -> tuple[Funnel, ...]:
    """Tell the funnel of each of some years.

    What was discussed stands as an event of a rapid review (`discussed`) or as a decision whether to notify; one that
    is about a rapid review is counted with it, once. A year of which nothing discussed is on record says that, not 0,
    where nobody records discussions: of what was notified and reviewed in it none was, nor anything in other years.
    """
    reached = {step: _REACHED[step](view) for step, _ in STEPS}
    shelves = Shelves(years)
    ids: list[dict[str, list[str]]] = [{step: [] for step in reached} for _ in years]
    for step, days in reached.items():
        for id, day in days.items():
            place = shelves.place(day)
            if place is not None:
                ids[place][step].append(id)
    told = []
    for year, held in zip(years, ids, strict=True):
        counted = [_Counted(step, len(held[step]), is_recorded=_is_recorded(reached, held, step)) for step, _ in STEPS]
        steps, as_published = _steps(view, counted), _as_published(view, year)
        told.append(Funnel(year=year.label, steps=steps, as_published=as_published))
    return tuple(told)


def _is_recorded(
    reached: Mapping[str, Mapping[str, date | None]], held: Mapping[str, Sequence[str]], step: str
) -> bool:
    if step != "discussed" or held[step]:
        return True
    discussed, later = reached[step], [*held["notified"], *held["rapid-reviews"]]
    return any(id in discussed for id in later) if later else bool(discussed)


class _Counted(NamedTuple):
    """How many came to a step; of a published figure also what is printed, and whether that was for everybody."""

    step: str
    n: int
    printed: str = ""
    is_public: bool = False
    is_recorded: bool = True


def _steps(view: View, counted: Sequence[_Counted]) -> tuple[Step, ...]:
    labels, steps = dict(STEPS), list[Step]()
    before: _Counted | None = None  # the step before, where it is shown
    last: int | None = None  # the last count that is shown
    for one in counted:
        if not one.is_recorded:
            steps.append(Step(id=one.step, label=labels[one.step], n=None, recorded=False))
            continue
        n, value = one.n, Value(n=one.n) if one.is_public else shown(view, "count", Value(n=one.n))
        if not one.is_public and last is not None and shown(view, "count", Value(n=abs(last - n))).hidden:
            value = HIDDEN  # beside the step before it would tell how few went no further
        last = last if value.hidden else n
        rate = Rate(one.step, n, before.n) if before is not None and not value.hidden and n <= before.n else None
        both_public = before is not None and before.is_public and one.is_public
        if rate is not None and not both_public and shown(view, "share", Value(n=rate.n, of=rate.of)).hidden:
            rate = None
        published = "" if value.hidden else one.printed
        steps.append(Step(id=one.step, label=labels[one.step], n=value.n, published=published, of_before=rate))
        before = None if value.hidden else one
    return tuple(steps)


def _discussed(view: View) -> dict[str, date | None]:
    found = {
        one.id: _on(one, "discussed") for one in _reviews(view, "rapid-review", True) if "discussed" in one.happened
    }
    for decision in _decisions(view):
        found.setdefault(_what(view, decision), decision.on.last if decision.on is not None else first_day(decision))
    return found


def _notified(view: View) -> dict[str, date | None]:
    found = {
        one.id: _on(one, "notification-sent")
        for one in _reviews(view, "rapid-review", True)
        if "notification-sent" in one.happened
    }
    for decision in _decisions(view):
        if "notified" in decision.happened or decision.state == "notified":
            day = _on(decision, "notified") or (decision.on.last if decision.on is not None else None)
            found.setdefault(_what(view, decision), day)
    return found


def _rapid(view: View) -> dict[str, date | None]:
    return {one.id: _on(one, "notification-sent") or first_day(one) for one in _reviews(view, "rapid-review", False)
            if "not-notified" not in one.happened}  # fmt: skip


def _local(view: View) -> dict[str, date | None]:
    kind = "local-child-safeguarding-practice-review"
    return {one.id: _on(one, "decided") or first_day(one) for one in _reviews(view, kind, False)}


_REACHED: Mapping[str, Callable[[View], dict[str, date | None]]] = {
    "discussed": _discussed,
    "notified": _notified,
    "rapid-reviews": _rapid,
    "local-reviews": _local,
}


def _reviews(view: View, kind: str, withdrawn_too: bool) -> Iterator[Seen]:
    for one in view.register.glances("review"):
        if one.kind == kind and (withdrawn_too or not is_withdrawn(view, one)):
            yield one


def _decisions(view: View) -> Iterator[Seen]:
    """Give the decisions whether to notify, those that were taken back left out."""
    for one in view.register.glances("decision"):
        if one.kind == "notification" and not is_withdrawn(view, one):
            yield one


def _what(view: View, decision: Seen) -> str:
    """Tell what a decision is about: the rapid review that came of it, else the decision itself."""
    about: tuple[str, ...] = decision.about
    for id in about:
        review = view.register.glance(id)
        if review is not None and review.kind == "rapid-review":
            return id
    own: str = decision.id
    return own


def _on(record: Seen, event: str) -> date | None:
    when = record.happened.get(event)
    last: date | None = when.last if when is not None else None
    return last


KEY = "indicator"
"""The key by which a figure says which indicator, or step of the funnel, it publishes: `funnel.discussed`."""


def _as_published(view: View, year: Year) -> tuple[Step, ...]:
    said = [(step, _figure(view, f"funnel.{step}", year)) for step, _ in STEPS]
    known = [
        _Counted(step, int(one.n), one.value, is_public=is_published(view, one))
        for step, one in said
        if one is not None and one.n is not None
    ]
    return _steps(view, known)


def _figure(view: View, indicator: str, year: Year) -> Figure | None:
    return next(iter(published(view, indicator, year)), None)


def published(view: View, indicator: str, year: Year) -> list[Figure]:
    """Give the figures that publish an indicator for a year, by their ids."""
    found = [
        one
        for one in view.register.keyed(KEY, indicator)
        if isinstance(one, Figure)
        and one.period is not None
        and (one.period.first, one.period.last) == (year.first, year.last)
        and not is_withdrawn(view, one)
    ]
    return sorted(found, key=_id)


def _id(record: Record) -> str:
    return record.id


REVIEWS = (
    Indicator(
        id="rapid-reviews-in-time",
        label=Label("Rapid reviews sent in time", "Adolygiadau cyflym a anfonwyd mewn pryd"),
        says="Of the rapid reviews whose deadline fell in the year, those sent by it. Working days as the "
        "framework counts them; those whose notification has no day are told beside it.",
        sort="share",
        better="more",
        compute=_in_time(RAPID),
    ),
    Indicator(
        id="rapid-reviews-days-late",
        label=Label("Mean days late of rapid reviews", "Cymedr y diwrnodau hwyr ar adolygiadau cyflym"),
        says="Days of the calendar from the deadline to the day it was sent (or to the day of the view, where it "
        "was not), 0 where it was in time, over all rapid reviews whose deadline fell in the year.",
        sort="mean",
        better="less",
        compute=_days_late(RAPID),
    ),
    Indicator(
        id="local-reviews-in-time",
        label=Label("Local reviews published in time", "Adolygiadau lleol a gyhoeddwyd mewn pryd"),
        says="Of the local child safeguarding practice reviews whose deadline for publication fell in the year, "
        "those published by it.",
        sort="share",
        better="more",
        compute=_in_time(LOCAL),
    ),
    Indicator(
        id="local-reviews-days-late",
        label=Label("Mean days late of local reviews", "Cymedr y diwrnodau hwyr ar adolygiadau lleol"),
        says="Days of the calendar from the deadline to publication, 0 where it was in time, over all local "
        "reviews whose deadline fell in the year.",
        sort="mean",
        better="less",
        compute=_days_late(LOCAL),
    ),
)
"""Indicators of reviews."""
