"""Reading: the records themselves: listed, shown, with their history, found by a term."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any, cast

from cyclopts import Parameter

from lif_cli.opening import heading_of, of_view, opened, record_asked, type_asked, view_of
from lif_cli.options import VIEWING, Flag, Viewing
from lif_cli.printing import plural, say, table, tell
from lif_cli.refusals import FINE, wrong_words
from lif_cli.telling import around, fields_told, full_name, plain_record, told, told_plain
from lif_core import AsOf, Partnership
from lif_core.errors import nearest
from lif_core.journal.change import Change, Commit
from lif_core.measures.search import plainly, search
from lif_core.records import TYPES, Record
from lif_core.records.parts import Party
from lif_core.serial.plain import to_wire
from lif_core.values.saying import plain_day
from lif_core.view.kinds import name_of, words_of
from lif_core.view.register import type_name
from lif_core.view.shelf import pointing_fields

if TYPE_CHECKING:
    from lif_core import AsOf


def list_(
    type_: Annotated[str, Parameter(name="TYPE")],
    /,
    *,
    where: Annotated[tuple[str, ...], Parameter(negative=(), consume_multiple=False)] = (),
    lines: Flag = False,
    view: Viewing = VIEWING,
) -> int:
    """List the records of one type.

    Args:
        type_: record type, such as `action` or `review`.
        where: only records whose field has this value, as `KEY=VALUE`; may be given several times. Beside its fields
            `theme`, `owner`, `review`, `due-from` and `due-to` (two days, both counted) may be asked for. A record is
            named by its id, the end of its id, or what people call it.
        lines: print JSON Lines, a record each.
        view: whose records, of which day, for whom, and how they are told.
    """
    record_type = type_asked(type_)
    filters, conditions = _asked(record_type, where)
    with opened(view) as lif:
        now = view_of(lif, view)
        if "review" in filters:
            filters["review"] = _whole_id(now, filters["review"])
        pointing = {name for name, _ in pointing_fields(cast(Any, TYPES[record_type]))}
        conditions = [(key, _whole_id(now, said) if key in pointing else said) for key, said in conditions]
        found = now.find(record_type, **filters)
        streamed = (one for one in found if all(_has(one, *condition) for condition in conditions))
        if lines:
            _print_lines(streamed)
            return FINE
        records = list(streamed)
        if view.json:
            tell({**of_view(now), "records": [plain_record(record) for record in records]})
        else:
            say(heading_of(lif, now, plural(len(records), record_type.replace("-", " "))))
            if records:
                table(("Id", "Called", "Status", "Says"), [_row(now, one) for one in records], whole=(0,))
    return FINE


def _whole_id(now: "AsOf", said: str) -> str:
    """Give the id that somebody means by any name of a record. A whole id is one, whatever became of its record."""
    return said if said.count("/") == 2 else record_asked(now, said).id


def _print_lines(records: Iterable[Record]) -> None:
    from lif_core.serial.plain import canonical

    for record in records:
        print(canonical({"record": type_name(record)}).decode()[:-1] + "," + canonical(to_wire(record)).decode()[1:])


def _row(now: "AsOf", record: Record) -> tuple[str, ...]:
    return record.id, name_of(now, record), record.state.replace("-", " "), words_of(record, 80)


def _asked(record_type: str, where: Iterable[str]) -> tuple[dict[str, Any], list[tuple[str, str]]]:
    """Tell apart what the store itself is asked for and what each record is looked at for."""
    filters: dict[str, Any] = {}
    conditions = []
    for said in where:
        key, _, value = said.partition("=")
        name = key.replace("-", "_")
        if name in _FILTERS and value and name not in filters and name not in _names(record_type):
            filters[name] = _FILTERS[name](said, value)
            continue
        conditions.append(_condition(record_type, said))
        if key in _STORED and " " not in value:  # else it may be written as people read it
            filters.setdefault(key, value)
    return filters, conditions


_STORED = ("state", "kind", "ref", "disclosure")


def _day(said: str, value: str) -> date:
    try:
        return date.fromisoformat(value)
    except ValueError:
        mend = "Write the day as 2024-06-03."
        raise wrong_words("no-day", f"{said[:60]!r} names no day.", mend) from None


_FILTERS: Mapping[str, Callable[[str, str], Any]] = {
    **dict.fromkeys(("theme", "owner", "review"), lambda _, value: value),
    **dict.fromkeys(("due_from", "due_to"), _day),
}


def _condition(record_type: str, said: str) -> tuple[str, str]:
    key, equals, value = said.partition("=")
    fields = dict.fromkeys(name for name in _names(record_type))
    base, dot, entry = key.partition(".")
    key = f"{base.replace('-', '_')}{dot}{entry}"
    if not equals:
        raise wrong_words(
            "no-value", f"{said[:60]!r} has no value.", "Write --where KEY=VALUE, such as --where state=done."
        )
    if key.partition(".")[0] not in fields:
        says = f"{record_type} has no field called {key[:60]!r}."
        raise wrong_words("unknown-field", says, f"Its fields are: {', '.join(fields)}.", nearest=nearest(key, fields))
    return key, value


def _names(record_type: str) -> list[str]:
    import attrs

    return [field.name for field in attrs.fields(TYPES[record_type])]


def _has(record: Record, key: str, value: str) -> bool:
    name, _, entry = key.partition(".")
    held: Any = getattr(record, name)
    if entry:
        held = held.get(entry) if isinstance(held, dict) else None
    several = held if isinstance(held, tuple) else (held,)
    return any(value in _spellings(one) for one in several if one is not None)


def _spellings(held: Any) -> tuple[str, ...]:
    """Tell how a value may be written in a condition: as it is shown, as it is stored, as it was said."""
    named = held.named if isinstance(held, Party) else ""
    return told(held), str(to_wire(held)), str(getattr(held, "said", "")), named


def show(id_: Annotated[str, Parameter(name="ID")], /, *, view: Viewing = VIEWING) -> int:
    """Show one record, what points at it and its deadlines.

    Args:
        id_: its id, the end of its id, or what people call it.
        view: whose records, of which day, for whom, and how they are told.
    """
    with opened(view) as lif:
        now = view_of(lif, view)
        record = record_asked(now, id_)
        deadlines = [str(one) for one in now.deadlines(record)]
        pointing = [(p.field, now.register[p.source]) for p in now.register.pointing_at(record.id)]
        if view.json:
            beside = {"deadlines": deadlines, "pointed_at_by": [{"field": f, "id": one.id} for f, one in pointing]}
            tell({**of_view(now), "record": plain_record(record), **beside})
            return FINE
        say(heading_of(lif, now, name_of(now, record)))
        table(("Field", "Says"), fields_told(record), whole=(0,))
        for deadline in deadlines:
            say(f"Deadline: {deadline}")
        for field, one in pointing:
            say(f"{type_name(one).capitalize()} {one.id} ({field.replace('_', ' ')}): {full_name(now, one)}")
    return FINE


def history(id_: Annotated[str, Parameter(name="ID")], /, *, view: Viewing = VIEWING) -> int:
    """Tell what was changed of a record: when it was written, by whom, why, and when it took effect.

    For an audience only the names of the fields are told, because earlier values may lie above its clearance.

    Args:
        id_: its id, the end of its id, or what people call it.
        view: whose records, of which day, for whom, and how they are told.
    """
    with opened(view) as lif:
        now = view_of(lif, view)
        record_id = _known(now, id_) if view.audience else _ever_known(now, lif.history(id_), id_)
        changes = [
            (commit, change)
            for commit, change in lif.history(record_id)
            if change.on <= now.day and (view.known_by is None or commit.at.date() <= view.known_by)
        ]
        if view.json:
            tell({**of_view(now), "id": record_id, "history": [_plain_change(*one, view) for one in changes]})
            return FINE
        say(heading_of(lif, now, f"History of {record_id}"))
        headings = ("Written", "Takes effect", "By", "What", "Set", "Why")
        table(headings, [_told_change(*one, view) for one in changes], whole=(0, 1))
    return FINE


def _known(now: "AsOf", said: str) -> str:
    return record_asked(now, said).id


def _ever_known(now: "AsOf", changes: list[tuple[Commit, Change]], said: str) -> str:
    """Give the id of a record, also of one that was taken back and is in no view any more."""
    return said if changes else _known(now, said)


def _set(change: Change, view: Viewing) -> dict[str, Any]:
    return dict.fromkeys(change.set, "") if view.audience else dict(change.set)


def _plain_change(commit: Commit, change: Change, view: Viewing) -> dict[str, Any]:
    told_of = {
        "written": commit.at.isoformat().replace("+00:00", "Z"),
        "on": change.on.isoformat(),
        "by": commit.by,
        "kind": change.kind,
    }
    return (
        {**told_of, "fields": list(change.set)}
        if view.audience
        else {**told_of, "set": dict(change.set), "why": commit.why}
    )


_KINDS = {
    "create": "created",
    "amend": "changed",
    "move": "moved",
    "withdraw": "taken back",
    "redact": "removed for good",
}


def _told_change(commit: Commit, change: Change, view: Viewing) -> tuple[str, ...]:
    values = "; ".join(
        f"{key}: {told_plain(value)}" if value != "" else key for key, value in _set(change, view).items()
    )
    why = "" if view.audience else commit.why
    return plain_day(commit.at.date()), plain_day(change.on), commit.by, _KINDS[change.kind], values, why


def find(
    term: Annotated[str, Parameter(name="TERM")],
    /,
    *,
    ever: Flag = False,
    view: Viewing = VIEWING,
) -> int:
    """Find where a term stands: in any text of any record.

    Args:
        term: words that stand there, in capitals or not.
        ever: look through everything that was ever written, also what was changed or taken back since.
        view: whose records, of which day, for whom, and how they are told.
    """
    try:
        wanted = plainly(term)
    except ValueError:
        raise wrong_words("empty-term", "There is nothing to look for.", "Give a word or two.") from None
    with opened(view) as lif:
        now = view_of(lif, view)
        if ever:
            return _ever(lif, now, wanted, view)
        found = search(now, term)
        if view.json:
            places = [{"id": one.record, "field": one.field, "around": around(one.text, wanted)} for one in found]
            tell({**of_view(now), "found": places})
            return FINE
        say(heading_of(lif, now, plural(len(found), "place", "places")))
        if found:
            rows = [(one.record, one.field.replace("_", " "), around(one.text, wanted)) for one in found]
            table(("Id", "Where", "Says"), rows, whole=(0,))
    return FINE


def _ever(lif: Partnership, now: "AsOf", wanted: str, view: Viewing) -> int:
    if view.audience:
        mend = "Leave out --audience: what was said earlier may lie above its clearance."
        raise wrong_words("ever-for-an-audience", "What was ever said is told to the partnership itself only.", mend)
    found = list(lif.ever_said(wanted))
    if view.json:
        places = [
            {
                "id": one.record,
                "field": one.field,
                "commit": one.position,
                "written": one.written.isoformat(),
                "by": one.by,
                "stands": one.record in now.register,
                "around": around(one.text, wanted),
            }
            for one in found
        ]
        tell({**of_view(now), "found": places})
        return FINE
    say(f"{plural(len(found), 'place', 'places')} in everything that was ever written.")
    if found:
        rows = [
            (
                str(one.position),
                plain_day(one.written),
                one.record,
                one.field.replace("_", " "),
                around(one.text, wanted),
            )
            for one in found
        ]
        table(("Commit", "Written", "Id", "Where", "Says"), rows, whole=(2,))
    return FINE
