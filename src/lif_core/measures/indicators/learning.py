"""Indicators of learning: themes that come back, and how long it takes from a finding to a product and to training."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from lif_core.measures.indicators.indicator import Indicator, Shelves, Value, Values, medians
from lif_core.serial.glances import Seen
from lif_core.values.labels import Label
from lif_core.values.years import Year
from lif_core.view.kinds import is_done, is_withdrawn
from lif_core.view.recurrence import day_of, done_on, returns
from lif_core.view.register import type_name
from lif_core.view.view import View


def _repeated(view: View, years: Sequence[Year]) -> Values:
    shelves = Shelves(years)
    found, back = [set[str]() for _ in years], [set[str]() for _ in years]
    for finding in view.register.glances("finding"):
        if finding.sort == "gap" and finding.themes and not is_withdrawn(view, finding):
            day = day_of(view, finding)
            place = shelves.place(day) if day is not None and day <= view.day else None
            if place is not None:
                found[place].update(finding.themes)
    for one in returns(view):
        place = shelves.place(one.found)
        if place is not None:
            back[place].add(one.theme)
    return [Value(n=len(again & seen), of=len(seen)) for again, seen in zip(back, found, strict=True)]


def _to_product(view: View, years: Sequence[Year]) -> Values:
    return medians(years, ((last, (last - first).days) for first, last in _handed_on(view)))


def _handed_on(view: View) -> Iterator[tuple[date, date]]:
    """Tell of each finding that a product draws on when it was made, and when the first such product went out."""
    for finding, first in _findings(view):
        out = _from(_products_of(view, finding), first)
        if out is not None:
            yield first, out


def _findings(view: View) -> Iterator[tuple[Seen, date]]:
    for finding in view.register.glances("finding"):
        if not is_withdrawn(view, finding):
            day = day_of(view, finding)
            if day is not None:
                yield finding, day


def _products_of(view: View, finding: Seen) -> Iterator[date]:
    for product in view.register.glances_of_sources(finding.id, "product"):
        if finding.id in product.draws_on and is_done(view, product):
            out = done_on(view, product)
            if out is not None and out.last is not None:
                yield out.last


def _to_training(view: View, years: Sequence[Year]) -> Values:
    about = _taught_about(view)
    taught = ((first, _from(about.get(finding.id, ()), first)) for finding, first in _findings(view))
    return medians(years, ((last, (last - first).days) for first, last in taught if last is not None))


def _from(days: Iterable[date], first: date) -> date | None:
    return min((day for day in days if day >= first), default=None)


def _from_product(view: View, years: Sequence[Year]) -> Values:
    return medians(years, ((last, (last - first).days) for first, last in _product_then_taught(view)))


def _product_then_taught(view: View) -> Iterator[tuple[date, date]]:
    about = _taught_about(view)
    for finding, first in _findings(view) if about else ():
        days = about.get(finding.id)
        out = _from(_products_of(view, finding), first) if days else None
        taught = _from(days or (), out) if out is not None else None
        if out is not None and taught is not None:
            yield out, taught


_ON_THE_WAY = {"recommendation": "findings", "action": "answers", "need": "sources", "course": "answers"}
"""By record type, the field by which it hangs on what it answers."""


def _taught_about(view: View) -> Mapping[str, list[date]]:
    """Tell by finding the days of sessions given of courses that it led to, over recommendations, actions and needs."""
    sessions: dict[str, list[date]] = {}
    for session in view.register.glances("session"):
        certain = session.on is not None and session.on.is_certain and session.on.last is not None
        if certain and session.on.last <= view.day and not is_withdrawn(view, session):
            sessions.setdefault(session.course, []).append(session.on.last)
    found: dict[str, list[date]] = {}
    for id, days in sessions.items():
        course = view.register.glance(id)
        for finding in _led_from(view, course) if course is not None else ():
            found.setdefault(finding, []).extend(days)
    return found


def _led_from(view: View, course: Seen) -> set[str]:
    """Give the findings that led to a course."""
    waiting, seen, findings = [course], {course.id}, set[str]()
    while waiting:
        one = waiting.pop()
        record_type = type_name(one)
        if record_type == "finding":
            findings.add(one.id)
        elif record_type in _ON_THE_WAY and not is_withdrawn(view, one):
            above = (view.register.glance(id) for id in getattr(one, _ON_THE_WAY[record_type]) if id not in seen)
            fresh = [found for found in above if found is not None]
            seen.update(found.id for found in fresh)
            waiting += fresh
    return findings


LEARNING = (
    Indicator(
        id="themes-repeated",
        label=Label("Themes that came back", "Themâu a ddaeth yn ôl"),
        says="Of the themes of findings of the year, those that came back within the framework's window after an "
        "action on them was closed.",
        sort="share",
        better="less",
        compute=_repeated,
    ),
    Indicator(
        id="finding-to-product",
        label=Label("From finding to product", "O ganfyddiad i gynnyrch"),
        says="Median of the days from a finding to the first learning product that draws on it, in the year the "
        "product went out.",
        sort="median",
        better="less",
        compute=_to_product,
    ),
    Indicator(
        id="product-to-training",
        label=Label("From product to training", "O gynnyrch i hyfforddiant"),
        says="Median of the days from the first product on a finding to the first session after it of a course "
        "that the finding led to (over recommendations, actions and training needs), in the year of the "
        "session.",
        sort="median",
        better="less",
        compute=_from_product,
    ),
    Indicator(
        id="finding-to-training",
        label=Label("From finding to training", "O ganfyddiad i hyfforddiant"),
        says="Median of the days from a finding to the first session of a course that it led to (over "
        "recommendations, actions and training needs), in the year of the session.",
        sort="median",
        better="less",
        compute=_to_training,
    ),
)
"""Indicators of learning."""
