"""Moments: when feedback was asked: before a session, right after it, or later, in practice."""

from typing import Literal

from lif_core.framework.items.training import TimePoint
from lif_core.framework.shape import Instrument
from lif_core.records import Feedback
from lif_core.values.words import folded
from lif_core.view.view import View

Moment = Literal["before", "after", "later"]
"""Before a session, right after it, or weeks and months later, or of the line manager: where it shows in practice."""

_BEFORE = ("before", "pre", "cyn")
_LATER = ("later", "week", "month", "manager", "follow")


def moment_of(view: View, one: Feedback) -> Moment:
    """Tell when feedback was asked, as its instrument says of the time point, else as the words themselves say."""
    said = _plain(one.time_point)
    instrument = instrument_of(view, one)
    point = _point(instrument, said) if instrument else None
    if point is not None:
        return "before" if point.before else "later" if point.after or point.by else "after"
    if said.startswith(_BEFORE):
        return "before"
    return "later" if any(word in said for word in _LATER) else "after"


def is_known_point(instrument: Instrument, said: str) -> bool:
    """Tell whether an instrument asks at a time point, by its words."""
    return _point(instrument, _plain(said)) is not None


def _point(instrument: Instrument, said: str) -> TimePoint | None:
    if not said:
        return None
    return next((one for one in instrument.time_points if said in (_plain(one.label.en), _plain(one.label.cy))), None)


def _plain(words: str | None) -> str:
    return folded(words or "")


def instrument_of(view: View, one: Feedback) -> Instrument | None:
    """Give the instrument that asked; None where none is named, or none that the framework knows."""
    return view.framework.all(Instrument).get(one.instrument) if one.instrument else None
