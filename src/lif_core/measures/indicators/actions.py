"""Indicators of actions: how many are overdue, how old they are, closed on what, and how many did not last."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from statistics import median

from lif_core.measures.gap import begun
from lif_core.measures.indicators.indicator import Indicator, Value, Values, shares
from lif_core.serial.glances import Seen
from lif_core.values.labels import Label
from lif_core.values.rates import Rate
from lif_core.values.years import Year
from lif_core.view.facts import evaluations_of, evidence_for, has_expired, sort_ranks
from lif_core.view.independence import by_another
from lif_core.view.kinds import is_open, is_withdrawn, kind_of, meanings
from lif_core.view.once import once
from lif_core.view.recurrence import done_on
from lif_core.view.view import View

SEVERAL, NOBODY = "several", "nobody"
"""For whom an action counts of which several bodies lead and none of them first, or nobody at all."""


@once  # several indicators look at it
def _spans(view: View) -> Sequence[tuple[Seen, date | None, date | None]]:
    """Tell of each action when it began, and when it ended (was done or taken back); None for one that is open."""
    found = []
    for action in view.register.glances("action"):
        ended = None if is_open(view, action) else _ended(view, action)
        found.append((action, begun(view, action), ended))
    return found


def _ended(view: View, action: Seen) -> date:
    """Tell the day on which an action that is no longer open ended; long ago where nobody said when."""
    kind = kind_of(view, action)
    ends = (action.happened.get(state) for state in (*kind.done, *kind.withdrawn, *kind.finished))
    return min((when.last for when in ends if when is not None and when.last is not None), default=date.min)


def _open_on(view: View, day: date) -> Iterator[tuple[Seen, date | None]]:
    """Give the actions that can have been open on a day; of some nobody knows when they began."""
    for action, since, ended in _spans(view):
        if (ended is None or ended > day) and (since is None or since <= day):
            yield action, since


def _due_on(action: Seen, day: date) -> date | None:
    """Tell the target date that stood on a day: it may have been moved since."""
    stood = next((one.was for one in action.rescheduled if one.on.last is not None and one.on.last > day), action.due)
    last: date | None = stood.last if stood is not None and stood.is_certain else None
    return last


def _last_day(view: View, year: Year) -> date:
    return min(year.last, view.day)


def _overdue(view: View, years: Sequence[Year]) -> Values:
    return [_overdue_on(view, _last_day(view, year)) for year in years]


def _overdue_on(view: View, day: date) -> Value:
    found = list(_open_on(view, day))
    every = [_due_on(action, day) for action, since in found if since is not None or day == view.day]
    late = sum(1 for due in every if due is not None and due < day)
    unknown = len(found) - len(every) + sum(due is None for due in every)
    return Value(n=late, of=len(every), unknown=unknown)


def _overdue_by_lead(view: View) -> Mapping[str, Rate]:
    counts: dict[str, list[int]] = {}
    for action, _ in _open_on(view, view.day):
        held, due = counts.setdefault(lead_of(action), [0, 0]), _due_on(action, view.day)
        held[0] += due is not None and due < view.day
        held[1] += 1
    return {lead: Rate(lead, *counts[lead]) for lead in sorted(counts)}


def lead_of(action: Seen) -> str:
    """Tell who counts as leading an action: the one lead, the first of several, `several`, or `nobody`."""
    first = [party.named for party in action.leads if party.first]
    if first or len(action.leads) == 1:
        named: str = first[0] if first else action.leads[0].named
        return named
    return SEVERAL if action.leads else action.lead_role or NOBODY


def _age(view: View, years: Sequence[Year]) -> Values:
    values = []
    for year in years:
        day = _last_day(view, year)
        every = [since for _, since in _open_on(view, day)]
        ages = [(day - since).days for since in every if since is not None]
        number = float(median(ages)) if ages else None
        unknown = len(every) - len(ages)
        values.append(Value(n=sum(age > 0 for age in ages), of=len(ages), number=number, unknown=unknown))
    return values


def _closed(view: View) -> Iterator[tuple[date, Seen]]:
    for action in view.register.glances("action"):
        done = done_on(view, action)
        if done is not None and done.last is not None and not is_withdrawn(view, action):
            yield done.last, action


def _with_impact(view: View, years: Sequence[Year]) -> Values:
    first, last = years[0].first, years[-1].last
    found = ((day, shows_impact(view, action)) for day, action in _closed(view) if first <= day <= last)
    return shares(years, found)


def shows_impact(view: View, action: Seen) -> bool:
    """Tell whether somebody else said what difference an action made, and it rests on more than its lead's word."""
    asked = [one for one in evaluations_of(view, action) if one.question == "what-difference"]
    if not any(by_another(view.framework, action, one) for one in asked):
        return False
    weakest = next(iter(sort_ranks(view.framework)), None)
    return any(
        one.sort and one.sort != weakest and not has_expired(one, view.day) for one in evidence_for(view, action)
    )


def _reopened(view: View, years: Sequence[Year]) -> Values:
    return shares(years, ((day, fell_back_after(view, action, day)) for day, action in _closed(view)))


def fell_back_after(view: View, action: Seen, done: date) -> bool:
    """Tell whether an action was open again after the day on which it was done, or had not held and was done again."""
    kind = kind_of(view, action)
    closed = {*kind.done, *kind.withdrawn, *kind.finished}
    if action.state not in closed:
        return True
    means = meanings(view.framework, "action")
    return any(
        (when.last is not None and when.last > done) or means[action.kind, state].after_done
        for state, when in action.happened.items()
        if state in kind.moves and state not in closed
    )


ACTIONS = (
    Indicator(
        id="actions-overdue",
        label=Label("Open actions past their target date", "Camau agored heibio i'w dyddiad targed"),
        says="Of the actions open on the last day of the year (or on the day of the view), those whose target date"
        " of that day had passed; those without a date that can be relied on are told beside it, and so are for earlier"
        " years those of which nobody knows when they began. By lead: the one lead, or the first.",
        sort="share",
        better="less",
        compute=_overdue,
        parts=_overdue_by_lead,
    ),
    Indicator(
        id="actions-median-age",
        label=Label("Median age of open actions", "Oedran canolrifol camau agored"),
        says="Days from the day an action began (or from the first day of what it answers) to the last day of the "
        "year, of the actions open on it.",
        sort="median",
        better="less",
        compute=_age,
    ),
    Indicator(
        id="closed-with-impact-evidence",
        label=Label("Closed with evidence of impact", "Wedi cau gyda thystiolaeth o effaith"),
        says="Of the actions done in the year, those of which somebody other than the lead said what difference "
        "they made, and which rest on more than the word of the lead.",
        sort="share",
        better="more",
        compute=_with_impact,
    ),
    Indicator(
        id="actions-reopened",
        label=Label("Done and opened again", "Wedi'u cwblhau a'u hailagor"),
        says="Of the actions done in the year, those that were open again on a later day, or that had not held "
        "before and were done again.",
        sort="share",
        better="less",
        compute=_reopened,
    ),
)
"""Indicators of actions."""
