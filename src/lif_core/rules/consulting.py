"""Consulting: a consultation is open between two days, and its comments are held until somebody has looked at them."""

from collections.abc import Iterator

from lif_core.errors import Problem, UnknownName
from lif_core.framework.framework import Framework
from lif_core.records import Consultation, Note, Record
from lif_core.rules.case import Case
from lif_core.serial.plain import Wire
from lif_core.values.personal import CAUTION, hints_in, identifiers_in, listed
from lif_core.values.saying import plain_day
from lif_core.view.consulting import closes_on, consultation_of, is_held, is_taking, opens_on
from lif_core.view.kinds import kind_of
from lif_core.view.view import View

HELD = "partnership"
"""The level no comment is wider than while it is held."""
COMMENT = "comment"
"""The kind of note that comments are where the framework knows it."""


def kind_of_note(case: Case, values: dict[str, Wire]) -> str:
    """Tell the kind of a note that names none: a comment on a consultation is held, where the framework says how."""
    note = Note(id="", about=tuple(values.get("about") or ()), sort=values.get("sort", "comment"))
    is_comment = consultation_of(case.view, note) is not None
    return COMMENT if is_comment and COMMENT in case.view.framework.kinds("note") else ""


def complete_comment(case: Case, values: dict[str, Wire]) -> None:
    """Keep a comment on a consultation within the partnership, however wide the consultation is."""
    note = Note(id="", about=tuple(values.get("about") or ()), sort=values.get("sort", "comment"))
    consultation, framework = consultation_of(case.view, note), case.view.framework
    if consultation is None or values.get("disclosure") or not framework.has("disclosure", HELD):
        return
    known = [level for level in (HELD, consultation.disclosure) if framework.has("disclosure", level)]
    values["disclosure"] = max(known, key=framework.disclosure)


def comment(view: View, before: Record | None, note: Note) -> Iterator[Problem]:
    """Tell why a comment cannot be taken: too early, too late, published straight, or telling who somebody is."""
    consultation = consultation_of(view, note)
    if consultation is None:
        return
    if before is None:
        yield from _in_time(view, consultation, note)
        yield from _held_first(view, note)
    yield from _kept_inside(view, note)
    found = identifiers_in(note.text) if not isinstance(before, Note) or before.text != note.text else ()
    if found:
        yield Problem(
            code="comment.identifies",
            says=f"The comment has {listed(found)} in it; comments are kept without what tells who somebody is.",
            mend="Take that out and write the comment again.",
            where=note.id,
        )


def _in_time(view: View, consultation: Consultation, note: Note) -> Iterator[Problem]:
    first = note.on.first if note.on is not None and note.on.first else view.day
    last = note.on.last if note.on is not None and note.on.last else view.day
    if is_taking(view, consultation, first) and is_taking(view, consultation, last):
        return
    opens, closes = opens_on(consultation), closes_on(consultation)
    if opens is not None and first < opens:
        code, says = "comment.too-early", f"Comments are taken from {plain_day(opens)} on"
    elif closes is not None and last > closes:
        code, says = "comment.too-late", f"Comments were taken until {plain_day(closes)}"
    else:
        code, says = "comment.not-open", f"No comments are taken while it is {consultation.state.replace('-', ' ')}"
    mend = "Record what is said as a question or a finding, or give the day on which it came."
    yield Problem(code, f"{says}; this one is of {plain_day(last)}.", mend, consultation.id)


def _held_first(view: View, note: Note) -> Iterator[Problem]:
    kind = kind_of(view, note)
    if kind.waiting and note.state not in kind.waiting:
        says = "A comment is held first, until somebody has looked at it."
        yield Problem("comment.held-first", says, "Leave its status out; move it once it was looked at.", note.id)


def _kept_inside(view: View, note: Note) -> Iterator[Problem]:
    framework = view.framework
    if not is_held(view, note) or not framework.has("disclosure", HELD):
        return
    if framework.disclosure(note.disclosure) < framework.disclosure(HELD):
        says = "A comment that is held is for the partnership only."
        mend = "Move it to the status that says it was looked at, then widen it."
        yield Problem("comment.held-first", says, mend, note.id)


def is_comment(view: View, note: Note) -> bool:
    """Tell whether a note is a comment on a consultation."""
    return consultation_of(view, note) is not None


def look_at_comment(before: Record | None, note: Note) -> Iterator[str]:
    """Tell what in a comment might say who somebody is."""
    if isinstance(before, Note) and before.text == note.text:
        return
    found = hints_in(note.text)
    if found:
        yield f"The comment may say who somebody is: it looks as if {listed(found)} stood in it. {CAUTION}"


def consultation(view: View, before: Record | None, one: Consultation) -> Iterator[Problem]:
    """Tell what a consultation cannot say: a part of the framework nobody knows, an end before its beginning."""
    was = before if isinstance(before, Consultation) else None
    if one.item and (was is None or was.item != one.item):
        yield from _item(view.framework, one)
    opens, closes = opens_on(one), closes_on(one)
    if opens and closes and closes < opens:
        says = "It closes before it opens."
        yield Problem("consultation.days", says, "Correct one of the two days.", one.id)
    known = set(was.heard) if was is not None else set()
    for number, line in enumerate(one.heard, start=1):
        for id in line.notes if line not in known else ():
            yield from _cited(view, one, number, id)


def _item(framework: Framework, one: Consultation) -> Iterator[Problem]:
    try:
        framework.explain(one.item)
    except UnknownName:
        mend = "Name a part as `lif explain` does, such as `review.rapid-review`; leave it out for the whole framework."
        yield UnknownName(one.item[:120], "part of the framework", _parts(framework)).as_problem(one.id, mend)


def _parts(framework: Framework) -> list[str]:
    return [f"{table}.{id}" for table in framework.tables for id in framework.items(table)]


def _cited(view: View, one: Consultation, number: int, id: str) -> Iterator[Problem]:
    note = view.register.get(id)
    if not isinstance(note, Note) or one.id not in note.about:
        says = f'Line {number} of "you said, we did" names something that is no comment on this consultation.'
        yield Problem("heard.other-note", says, "Name comments on it.", one.id, id[:120])
    elif is_held(view, note):
        says = f'Line {number} of "you said, we did" rests on a comment that nobody has looked at yet.'
        yield Problem("heard.held-note", says, "Look at the comment and move it on first.", one.id, id)
