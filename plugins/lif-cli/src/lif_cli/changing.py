"""Changing: what is new since a day: what became of each record between two views."""

from collections.abc import Sequence
from typing import Annotated, Any

from cyclopts import Parameter

from lif_cli.opening import heading_of, of_view, opened, record_asked, view_of
from lif_cli.options import VIEWING, Day, Viewing
from lif_cli.printing import plural, say, table, tell
from lif_cli.telling import full_name, plain_record, told
from lif_core import AsOf, Partnership
from lif_core.serial.plain import to_wire
from lif_core.values.saying import plain_day
from lif_core.view.changes import FieldChange, RecordChange


def changes(
    since: Annotated[Day, Parameter(name="SINCE")],
    /,
    *,
    known_then: Day | None = None,
    record: str = "",
    view: Viewing = VIEWING,
) -> int:
    """Tell what changed since a day: each record that is new, says something else, or is no longer there.

    Compared is what was known on that day with what is known now, of today or of the day that --as-of names. What was
    entered late for one day is seen where that day is named twice: `lif changes 2024-03-03 --as-of 2024-03-03`; with
    --known-by, what was entered late until then.

    Args:
        since: the day that is compared with, such as 2024-03-03.
        known_then: only what was written by the end of this day counts for that day; left out, the day itself.
        record: only this record, by its id, the end of its id, or what people call it.
        view: of which day (left out, today), by what was known, for whom, and how it is told.
    """
    with opened(view) as lif:
        day = view.as_of or lif.today
        known = (known_then or since, view.known_by)
        record_id = _asked(lif, view, record)
        found = lif.changed_between(since, day, known_by=known, record=record_id, audience=view.audience)
        now = view_of(lif, view)
        if view.json:
            earlier = {"since": since.isoformat(), "known_then": known[0].isoformat()}
            tell({**of_view(now), **earlier, "changes": [_plain(one) for one in found]})
            return 0
        say(heading_of(lif, now, f"{plural(len(found), 'record')} changed since {plain_day(since)}"))
        if found:
            table(("Record", "What became of it", "Was", "Now"), [row for one in found for row in _rows(now, one)])
    return 0


def _asked(lif: Partnership, view: Viewing, said: str) -> str:
    """Give the id of a record, also of one that is no longer there; one that nobody ever wrote is refused."""
    if not said or (not view.audience and any(True for _ in lif.storage.history(said))):
        return said
    return record_asked(view_of(lif, view), said).id


def _plain(one: RecordChange) -> dict[str, Any]:
    fields = [{"field": each.field, "was": to_wire(each.was), "now": to_wire(each.now)} for each in one.fields]
    whole = one.now or one.was
    return {
        "id": one.record,
        "turn": one.turn,
        **({"fields": fields} if one.turn == "changed" else {}),
        **({"record": plain_record(whole)} if whole is not None and one.turn != "changed" else {}),
    }


def _rows(now: AsOf, one: RecordChange) -> Sequence[tuple[str, ...]]:
    whole = one.now or one.was
    name = f"{full_name(now, whole)} ({one.record})" if whole is not None else one.record
    if one.turn != "changed":
        return [(name, {"new": "new", "gone": "no longer there"}[one.turn], "", "")]
    return [(name if not number else "", *_field(each)) for number, each in enumerate(one.fields)]


def _field(each: FieldChange) -> tuple[str, str, str]:
    was, now = ("-" if held in (None, "", ()) else told(held) for held in (each.was, each.now))
    return each.field.replace("_", " "), was, now
