"""Consultations: what people are asked, until when, how many comments came and wait, and what was done about them."""

from datetime import date
from typing import Literal

import attrs

from lif_core.measures.returns import who_is
from lif_core.records import Consultation, Heard
from lif_core.values.saying import plain_day
from lif_core.view.consulting import closes_on, comments_on, is_held, is_taking, opens_on
from lif_core.view.kinds import is_finished, name_of, standing
from lif_core.view.view import View

Standing = Literal["to-come", "open", "closed", "answered"]
"""Where a consultation stands: it opens later, comments are taken, they are no longer taken, it was answered."""


@attrs.frozen(weakref_slot=False, kw_only=True)
class Consulted:
    """One consultation and what came of it.

    Attributes:
        record: id of the consultation.
        name: what people call it.
        on: what it is on, in words.
        opens: first day on which comments are taken.
        closes: last day.
        stands: where it stands on the day of the view.
        asked: who is asked, in words.
        comments: how many comments came, those set aside left out.
        held: how many of them nobody has looked at yet.
        heard: what was said and what was done.
        unanswered: accepted comments that no line of "you said, we did" names.
        sentence: all of it in one sentence.
    """

    record: str
    name: str = attrs.field(repr=False)
    on: tuple[str, ...] = attrs.field(default=(), repr=False)
    opens: date | None = None
    closes: date | None = None
    stands: Standing
    asked: tuple[str, ...] = attrs.field(default=(), repr=False)
    comments: int = 0
    held: int = 0
    heard: tuple[Heard, ...] = attrs.field(default=(), repr=False)
    unanswered: tuple[str, ...] = ()
    sentence: str = attrs.field(repr=False)

    def __str__(self) -> str:
        return self.sentence


def consultations(view: View) -> tuple[Consulted, ...]:
    """Tell every consultation: open ones first, those that close first at the top."""
    order: dict[Standing, int] = {"open": 0, "closed": 1, "to-come": 2, "answered": 3}
    found = [_told(view, one) for one in standing(view, Consultation)]
    return tuple(sorted(found, key=lambda one: (order[one.stands], one.closes or date.max, one.record)))


def standing_of(view: View, one: Consultation) -> Standing:
    """Tell where a consultation stands on the day of a view."""
    if is_finished(view, one):
        return "answered"
    if is_taking(view, one, view.day):
        return "open"
    opens, closes = opens_on(one), closes_on(one)
    if closes is not None and closes < view.day:
        return "closed"
    return "to-come" if opens is None or opens > view.day else "closed"


def on_what(view: View, one: Consultation) -> tuple[str, ...]:
    """Tell in words what a consultation is on: records, a part of the framework, or the framework."""
    named = tuple(name_of(view, record) for id in one.about if (record := view.register.get(id)) is not None)
    if one.item:
        table, _, id = one.item.partition(".")
        known = view.framework.items(table) if table in view.framework.tables else {}
        item = known.get(id.partition(".")[0])
        return (*named, f"{item.words} ({one.item})" if item is not None else one.item)
    return named or ("the framework",)


def _told(view: View, one: Consultation) -> Consulted:
    every = comments_on(view, one)
    held = [note for note in every if is_held(view, note)]
    cited = {id for line in one.heard for id in line.notes}
    unanswered = tuple(note.id for note in every if note not in held and note.id not in cited)
    stands = standing_of(view, one)
    return Consulted(
        record=one.id,
        name=name_of(view, one),
        on=on_what(view, one),
        opens=opens_on(one),
        closes=closes_on(one),
        stands=stands,
        asked=tuple(who_is(view, party.named) for party in one.asked),
        comments=len(every),
        held=len(held),
        heard=one.heard,
        unanswered=unanswered,
        sentence=_sentence(view, one, stands, len(every), len(held)),
    )


def _sentence(view: View, one: Consultation, stands: Standing, comments: int, held: int) -> str:
    opens, closes = opens_on(one), closes_on(one)
    count = f"{comments} {'comment' if comments == 1 else 'comments'}"
    waits = f", {held} of them not looked at yet" if held else ""
    done = sum(1 for line in one.heard if line.we_did.strip())
    lines = f'{done} {"line" if done == 1 else "lines"} of "you said, we did"'
    on = ", ".join(on_what(view, one))
    name = f"{name_of(view, one)} on {on}"
    match stands:
        case "to-come":
            return f"{name} opens on {plain_day(opens)}." if opens else f"{name} has not opened."
        case "open":
            until = f" until {plain_day(closes)}" if closes else ""
            return f"{name} is open{until}: {count} so far{waits}."
        case "closed":
            since = f" on {plain_day(closes)}" if closes else ""
            return f"{name} closed{since}: {count}{waits}, {lines}."
    return f"{name} was answered: {count}, {lines}."
