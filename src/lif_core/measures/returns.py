"""Returns: who was asked for what, who has sent it back, whom to ask again, and how many of those asked answered."""

from collections.abc import Iterable
from datetime import date
from typing import Literal

import attrs

from lif_core.framework.shape import Kind
from lif_core.records import Return
from lif_core.rules.told_twice import asked_again
from lif_core.values.rates import Rate
from lif_core.values.saying import how_read
from lif_core.values.when import When
from lif_core.view.kinds import kind_of, name_of, standing
from lif_core.view.view import View
from lif_core.view.who import called

Came = Literal["returned", "returned-late", "returned-undated", "overdue", "asked"]
"""Where a return stands: it came, it came after its day, it came on a day that nobody knows, its day has passed
without it, or it is still waited for."""


@attrs.frozen(weakref_slot=False, kw_only=True)
class Asked:
    """What one agency was asked for, and what came of it.

    Attributes:
        record: id of the return.
        name: what people call it.
        kind: id of its kind.
        what: words for its kind.
        agency: id of who was asked, or the words as they stood.
        who: what the framework calls it.
        about: ids of what it was asked about.
        asked: when it was asked for.
        due: by when.
        chased: when it was asked for again.
        returned: when it came, None while it has not, or where no day is known.
        came: where it stands on the day of the view.
        days: days it is late, 0 where it is not.
        sentence: all of it in one sentence.
    """

    record: str
    name: str = attrs.field(repr=False)
    kind: str
    what: str
    agency: str
    who: str = attrs.field(repr=False)
    about: tuple[str, ...] = ()
    asked: When | None = None
    due: When | None = None
    chased: tuple[When, ...] = ()
    returned: When | None = None
    came: Came
    days: int = 0
    sentence: str = attrs.field(repr=False)

    @property
    def is_in(self) -> bool:
        """Whether it came."""
        return self.came in ("returned", "returned-late", "returned-undated")

    def __str__(self) -> str:
        return self.sentence


@attrs.frozen(weakref_slot=False, kw_only=True)
class ReturnRate:
    """How much of what one agency was asked for came back.

    Attributes:
        agency: id of the agency, or the words as they stood; empty for all together.
        who: what the framework calls it.
        returned: returned of asked.
        on_time: returned by the day it was asked for, of those that had a day and came on one that is known.
    """

    agency: str
    who: str = attrs.field(repr=False)
    returned: Rate
    on_time: Rate


def returns(view: View, *, about: str = "", kind: str = "", agency: str = "") -> tuple[Asked, ...]:
    """Tell what agencies were asked for, and what came of it: what is late first, by its day.

    Args:
        view: what to look at.
        about: only what was asked about the record with this id.
        kind: only returns of the kind with this id.
        agency: only of the body or role with this id.
    """
    found = [
        _told(view, one)
        for one in standing(view, Return)
        if (not about or about in one.about)
        and (not kind or one.kind == kind)
        and (not agency or (one.agency is not None and one.agency.named == agency))
    ]
    return tuple(sorted(found, key=_order))


def _order(one: Asked) -> tuple[int, date, str, str]:
    last = one.due.last if one.due is not None and one.due.last else date.max
    return {"overdue": 0, "asked": 1}.get(one.came, 2), last, one.who, one.record


def _told(view: View, one: Return) -> Asked:
    kind = kind_of(view, one)
    came_on = came_back(kind, one)
    chased = asked_again(kind, one)
    came, days = _came(view, kind, one, came_on)
    who = who_is(view, one.agency.named if one.agency is not None else "")
    name = name_of(view, one)
    return Asked(
        record=one.id,
        name=name,
        kind=one.kind,
        what=kind.words,
        agency=one.agency.named if one.agency is not None else "",
        who=who,
        about=one.about,
        asked=one.happened.get(kind.initial),
        due=one.due,
        chased=chased,
        returned=came_on,
        came=came,
        days=days,
        sentence=_sentence(view, one, kind, who, came, days, came_on, len(chased)),
    )


def is_in(kind: Kind, one: Return) -> bool:
    """Tell whether a return has come: its state stands for done, or for nothing more being owed."""
    return one.state in kind.done or kind.is_finished(one.state)


def came_back(kind: Kind, one: Return) -> When | None:
    """Tell when a return came: the first day of a state that stands for done; None while it has not."""
    if not is_in(kind, one):
        return None
    days = [one.happened[state] for state in kind.done if state in one.happened]
    return min(days, key=lambda when: when.first or date.max, default=None)


def _came(view: View, kind: Kind, one: Return, came_on: When | None) -> tuple[Came, int]:
    due = one.due.last if one.due is not None and one.due.is_certain else None
    if is_in(kind, one):
        if came_on is None or came_on.first is None:
            return "returned-undated", 0
        late = (came_on.first - due).days if due else 0
        return ("returned-late", late) if late > 0 else ("returned", 0)
    if due is not None and due < view.day:
        return "overdue", (view.day - due).days
    return "asked", 0


def who_is(view: View, named: str) -> str:
    """Tell what the framework calls a body or role; the words as they stand where it knows neither."""
    return called(view.framework, named) or named or "nobody named"


def _sentence(
    view: View, one: Return, kind: Kind, who: str, came: Came, days: int, came_on: When | None, again: int
) -> str:
    what = kind.words[:1].lower() + kind.words[1:]
    about = ", ".join(name_of(view, above) for id in one.about if (above := view.register.get(id)) is not None)
    for_ = f" for {about}" if about else ""
    by = f", asked for by {how_read(one.due)}" if one.due is not None else ", without a day by which it is asked for"
    late = f"{days} {'day' if days == 1 else 'days'}"
    chased = f", asked again {_times(again)}" if again else ""
    match came:
        case "returned-undated":
            return f"{who}: {what}{for_} came, on a day that is not known."
        case "returned" | "returned-late":
            on = f" on {how_read(came_on)}" if came_on is not None else ""
            return f"{who}: {what}{for_} came{on}{f', {late} late' if came == 'returned-late' else ''}."
        case "overdue":
            return f"{who}: {what}{for_} has not come{by}, now {late} late{chased}."
    return f"{who}: {what}{for_} has not come yet{by}{chased}."


def _times(count: int) -> str:
    return {1: "once", 2: "twice"}.get(count, f"{count} times")


def outstanding(view: View, *, about: str = "", kind: str = "", agency: str = "") -> tuple[Asked, ...]:
    """Tell who has not returned what was asked: what is late first."""
    return tuple(one for one in returns(view, about=about, kind=kind, agency=agency) if not one.is_in)


def chase_list(view: View, *, quiet_for: int = 0) -> tuple[Asked, ...]:
    """Tell whom to ask again: what is past its day, and nobody asked for it again within these days.

    Args:
        view: what to look at.
        quiet_for: days within which a return that was asked for again is left alone.
    """
    return tuple(one for one in outstanding(view) if one.came == "overdue" and not _asked_lately(view, one, quiet_for))


def _asked_lately(view: View, one: Asked, quiet_for: int) -> bool:
    last = max((when.last for when in one.chased if when.last is not None), default=None)
    return last is not None and (view.day - last).days < quiet_for


def return_rates(view: View, *, about: str = "", kind: str = "") -> tuple[ReturnRate, ...]:
    """Tell for each agency how much of what it was asked for came back; all together last."""
    found = returns(view, about=about, kind=kind)
    by_agency: dict[str, list[Asked]] = {}
    for one in found:
        by_agency.setdefault(one.agency, []).append(one)
    rates = [_rate(agency, several[0].who, several) for agency, several in sorted(by_agency.items())]
    return (*rates, _rate("", "All together", found)) if found else ()


def _rate(agency: str, who: str, found: Iterable[Asked]) -> ReturnRate:
    every = list(found)
    came = [one for one in every if one.is_in]
    dated = [one for one in came if one.due is not None and one.due.is_certain and one.came != "returned-undated"]
    on_time = sum(1 for one in dated if one.came == "returned")
    return ReturnRate(
        agency=agency,
        who=who,
        returned=Rate("Returned of asked", len(came), len(every)),
        on_time=Rate("On time of those that came and had a day", on_time, len(dated)),
    )
