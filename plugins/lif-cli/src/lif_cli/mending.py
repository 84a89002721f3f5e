"""Mending: what a record says corrected, its target date moved, or the record taken back; the history keeps it all."""

from collections.abc import Iterator
from typing import Annotated, Any

import attrs
from cyclopts import Parameter

from lif_cli.fields import Given, Words
from lif_cli.opening import opened, record_asked, work_of
from lif_cli.options import WRITING, Writing
from lif_cli.printing import say
from lif_cli.refusals import FINE, wrong_words
from lif_cli.requesting import offering, one_request, told_of
from lif_cli.telling import full_name, told
from lif_core.errors import Problem, Refused
from lif_core.records import Record
from lif_core.records.parts import Party
from lif_core.rules.creating import given_of
from lif_core.rules.reading import NOT_ASKED, creating_name, fields_of, read_request
from lif_core.rules.requests import SPELT, Amend, Reschedule, Withdraw
from lif_core.rules.saying import SAYS
from lif_core.view.register import type_name
from lif_core.view.view import View

Named = Annotated[str, Parameter(name="RECORD")]
"""A record, by its id, the end of its id, or what people call it."""
_ELSEWHERE = ("state", "handle")
"""Fields of a creating request that no record that is there is given in this way."""


def change(record: Named, /, *values: Annotated[str, Parameter(name="KEY=VALUE")], write: Writing = WRITING) -> int:
    """Correct what a record says. What it said before stays in its history (`lif history RECORD`).

    The words are those of `lif add`: `lif change A1 lead=police due="30 Sep 2024" happened.done=2024-06-03`. A value
    takes the place of the one that is there; of several values all are given, such as `themes=neglect,exploitation`.
    Nothing behind the sign takes a value back: `lif change A1 group=`.

    It holds from today on; with --on DAY from that day on, such as the one on which the mistake was made.

    A target date that was written down wrong is corrected so. One that was agreed and is moved is rescheduled, which
    counts it: `lif reschedule`. A status is changed by `lif status`.

    Args:
        record: its id, the end of its id, or what people call it.
        values: what it is to say, field by field, such as `text="Weekly huddle"`.
        write: who writes, why, and on which day it takes effect.
    """
    with opened(write) as lif:
        with one_request(), work_of(lif, write) as work, offering(work):
            before = record_asked(work.view, record)
            touched = work.apply([Amend(before, _set(work.view, before, record, values), why=write.why)])
        told_of(work, touched, write)
    if not write.json:
        (after,) = touched
        say(*_differences(before, after), *_not_counted(before, after))
    return FINE


def _set(view: View, record: Record, said: str, values: tuple[str, ...]) -> dict[str, Any]:
    """Give what the words of a call set, by field of the record; None takes a field back.

    Raises:
        WrongWords: with every word that is no field, or where nothing is said.
        InvalidData: with everything that a field cannot be.
        Refused: the record is made by an import or export, and says what they did.
    """
    of = type_name(record)
    if of in NOT_ASKED:
        says = f"This record says what an {'import' if of == 'intake' else 'export'} did, and is not changed by hand."
        raise Refused([Problem("change.not-by-hand", says, "Write a note about it: `lif add note`.", record.id)])
    if not values:
        mend = f"Name fields and what they are to say, such as text=...; `lif show {said}` tells what it says now."
        raise wrong_words("nothing-said", "It is not said what is to change.", mend)
    if any(one.partition("=")[0] == "state" for one in values):
        raise wrong_words("state", "A status is not corrected in this way.", f"Move it: `lif status {said} STATE`.")
    name = creating_name(of)
    given = Words(name, _ELSEWHERE, said).read(values)
    field, says = SAYS.get(of, ("", ""))
    if field in given.back and fields_of(name)[field].takes == "text":
        mend = f"Say something else in its place, or take the record back: `lif withdraw {said}`."
        raise wrong_words("nothing-left", says, mend)
    request = read_request({"request": name, **given.plain})
    named = {SPELT.get((of, one), one) for one in (fields_of(name)[field].attribute for field in given.plain)}
    every = given_of(request)  # type: ignore[arg-type]  # what creating_name names creates
    made = {field: value for field, value in every.items() if field in named}  # what is usual was not said
    led = {"leads": _leads(view, record, given, made)} if "lead" in (*given.plain, *given.back) else {}
    return {**dict(_entries(made)), **dict.fromkeys(_spelt(of, name, given.back)), **led}


def _entries(made: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    """Give each value by its field, and each entry of a table by a name of its own, which leaves the others as are."""
    for name, value in made.items():
        if isinstance(value, dict):
            yield from ((f"{name}.{entry}", one) for entry, one in value.items())
        else:
            yield name, value


def _spelt(of: str, request: str, back: tuple[str, ...]) -> Iterator[str]:
    for name in back:
        field, dot, entry = name.partition(".")
        if field != "lead":
            attribute = fields_of(request)[field].attribute
            yield f"{SPELT.get((of, attribute), attribute)}{dot}{entry}"


def _leads(view: View, record: Record, given: Given, made: dict[str, Any]) -> tuple[str | Party, ...]:
    """Give the leads where one of them is to lead: it stands first, and the one that led before leads no more."""
    said = given.plain.get("lead")
    others = made.get("leads") or tuple(one for one in getattr(record, "leads", ()) if not one.first)
    if said is None:
        return tuple(others)
    found = {table: view.framework.find(table, said) for table in ("body", "role")}
    first: str | Party = said  # which nobody knows, and is told with everything else
    if found["body"] is not None or found["role"] is not None:
        body = found["body"] or ""
        role = "" if body else found["role"] or ""
        first = Party(said="" if said in (body, role) else said, body=body, role=role, first=True)
        others = tuple(one for one in others if not _same(view, one, first))
    return (first, *others)


def _same(view: View, one: str | Party, first: Party) -> bool:
    if isinstance(one, Party):
        return (one.body, one.role) == (first.body, first.role)
    return (view.framework.find("body", one) or view.framework.find("role", one)) in (first.body, first.role)


def _differences(before: Record, after: Record) -> Iterator[str]:
    for field in attrs.fields(type(after)):
        was, now = getattr(before, field.name), getattr(after, field.name)
        if was != now:
            yield f"  {field.name.rstrip('_').replace('_', ' ')}: {_words(was)} -> {_words(now)}"


def _words(held: Any) -> str:
    return "nothing" if held is None else told(held) or "nothing"


def _not_counted(before: Record, after: Record) -> Iterator[str]:
    was, now = (getattr(one, "due", None) for one in (before, after))
    if hasattr(before, "rescheduled") and was is not None and was != now:
        yield "The earlier date counts as a mistake, not as moved: a date that was agreed is moved with lif reschedule."


def withdraw(record: Named, /, *, write: Writing = WRITING) -> int:
    """Take a record back that should not be there, such as one entered twice. Asks for the reason.

    It is in no list any more, and stays in the history. `lif redact` removes values for good; `lif undo` takes a whole
    import back.

    Args:
        record: its id, the end of its id, or what people call it.
        write: who writes, why, and on which day it takes effect.
    """
    with opened(write) as lif:
        with one_request(), work_of(lif, write) as work, offering(work):
            gone = record_asked(work.view, record)
            name = full_name(work.view, gone)
            work.apply([Withdraw(gone, why=write.why)])
        if not write.json:
            say(f"{'Would be taken back' if write.dry_run else 'Taken back'}: {gone.id}  {name}")
        told_of(work, (), write)
    return FINE


def reschedule(record: Named, due: Annotated[str, Parameter(name="DATE")], /, *, write: Writing = WRITING) -> int:
    """Move the target date of an action. Asks for the reason; the earlier date is kept and counted.

    Args:
        record: its id, the end of its id, or what people call it.
        due: the new date, as a day or in words: `2024-09-30`, `"end of September 2024"`, `due=2024-09-30`.
        write: who writes, why, and on which day it takes effect.
    """
    day = due.removeprefix("due=").strip()
    if not day:
        mend = "Name the new date; a date that should not be there is taken back with `lif change RECORD due=`."
        raise wrong_words("no-date", "It is not said to when.", mend)
    with opened(write) as lif:
        with one_request(), work_of(lif, write) as work, offering(work):
            before = record_asked(work.view, record)
            plain = read_request({"request": "reschedule", "record": before.id, "due": day})
            assert isinstance(plain, Reschedule)
            touched = work.apply([attrs.evolve(plain, why=write.why)])
        told_of(work, touched, write)
    if not write.json:
        say(*(one for one in _differences(before, touched[0]) if one.startswith("  due:")))
    return FINE
