"""Measuring: what is due, what is missing, how things hang together, and who must do what."""

from collections.abc import Iterable
from typing import Annotated, Any, Literal

import attrs
from cyclopts import Parameter

from lif_cli.opening import heading_of, of_view, opened, record_asked, stretch_asked, view_of
from lif_cli.options import VIEWING, Flag, Viewing
from lif_cli.printing import plural, say, table, tell
from lif_cli.refusals import FINE, NOT_FINE
from lif_cli.telling import full_name
from lif_core import AsOf
from lif_core.measures.due import Due, counted
from lif_core.measures.gaps import Accepted, Gap
from lif_core.measures.responsibilities import Must, Owes, musts
from lif_core.measures.responsibilities import responsibilities as responsible
from lif_core.measures.returns import who_is
from lif_core.measures.thread import Thread

_STANDINGS = {"overdue": "OVERDUE", "coming": "coming", "condition": "waits", "no-date": "NO DATE"}


def due(*, within: str = "", view: Viewing = VIEWING) -> int:
    """Tell what is due: overdue first, then what is coming, what waits on a condition, what has no date.

    Args:
        within: how far to look ahead, such as `30d`, `6 weeks` or `15 working days`; left out, to the last date.
        view: of whom, of which day, for whom, and how it is told.
    """
    ahead = stretch_asked(within)
    with opened(view) as lif:
        now = view_of(lif, view)
        found = now.due(ahead)
        if view.json:
            tell({**of_view(now), "counts": counted(found), "due": [_plain_due(now, one) for one in found]})
            return FINE
        say(heading_of(lif, now, "What is due"))
        if not found:
            say("Nothing is due." if not ahead else f"Nothing is due within {ahead}.")
            return FINE
        dates = [one for one in found if one.reckoning is None]
        if dates:
            table(("Standing", "What", "Lead", "Date"), [_row(now, one) for one in dates], whole=(0,))
        deadlines = [one for one in found if one.reckoning is not None]
        if deadlines:
            say("", "Deadlines of law, guidance and local rules, each with how it was worked out")
            table(("Standing", "Deadline"), [(_stands(one), str(one)) for one in deadlines], whole=(0,))
        counts = counted(found)
        say("", ", ".join(f"{number} {_counted_as(standing)}" for standing, number in counts.items()) + ".")
    return FINE


def _counted_as(standing: str) -> str:
    return {"condition": "waiting on a condition", "no-date": "without a date"}.get(standing, standing)


def _stands(one: Due) -> str:
    word = _STANDINGS[one.standing]
    if one.standing == "overdue":
        return f"{word} {plural(one.days or 0, 'day')}"
    if one.standing == "coming" and one.days is not None:
        return f"in {plural(-one.days, 'day')}" if one.days else "today"
    return word


def _row(now: AsOf, one: Due) -> tuple[str, ...]:
    sort = "" if one.sort == "target date" else f" ({one.sort})"
    name = full_name(now, now.register[one.record]) + sort
    return _stands(one), name, _who(now, one.lead), one.said


def _who(now: AsOf, ids: Iterable[str]) -> str:
    """Tell bodies and roles by what the framework calls them."""
    return ", ".join(who_is(now, id) for id in ids)


def _plain_due(now: AsOf, one: Due) -> dict[str, Any]:
    told = {
        "id": one.record,
        "name": full_name(now, now.register[one.record]),
        "sort": one.sort,
        "standing": one.standing,
        "last": one.last.isoformat() if one.last else None,
        "days": one.days,
        "said": one.said,
        "lead": list(one.lead),
        "sentence": one.sentence,
    }
    return told if one.reckoning is None else {**told, "reckoning": str(one.reckoning)}


def gaps(
    *,
    fail_on: Literal["high", "medium", "low"] | None = None,
    older: Flag = False,
    view: Viewing = VIEWING,
) -> int:
    """Tell what is missing, and what would mend it.

    Args:
        fail_on: end with exit status 1 where there is a gap of this weight or heavier.
        older: list the gaps that began before the baseline day too.
        view: of whom, of which day, for whom, and how it is told.
    """
    with opened(view) as lif:
        now = view_of(lif, view)
        found = now.gaps()
        status = NOT_FINE if fail_on and found.at_least(fail_on) else FINE
        if view.json:
            tell(
                {
                    **of_view(now),
                    "counts": found.counted(),
                    "gaps": [_plain_gap(one) for one in found],
                    "older": [_plain_gap(one) for one in found.older] if older else len(found.older),
                    "accepted": [_plain_accepted(one) for one in found.accepted],
                }
            )
            return status
        shown = (*found.open, *found.older) if older else found.open
        say(heading_of(lif, now, f"What is missing: {plural(len(found), 'gap')}"))
        if shown:
            table(("How serious", "Where", "What is missing", "What would mend it"), _gap_rows(now, shown), whole=(0,))
        if found.older and not older and found.baseline:
            say(
                f"{plural(len(found.older), 'older gap')} began before the baseline day: `lif gaps --older` lists them."
            )
        for accepted in found.accepted:
            say(str(accepted))
        if not shown and not found.older and not found.accepted:
            say("Nothing is missing.")
    return status


def _gap_rows(now: AsOf, found: tuple[Gap, ...]) -> list[tuple[str, ...]]:
    return [(one.level, full_name(now, now.register[one.record], 50), one.says, one.mend) for one in found]


def _plain_gap(one: Gap) -> dict[str, Any]:
    return {
        "code": one.code,
        "level": one.level,
        "id": one.record,
        "name": one.name,
        "says": one.says,
        "mend": one.mend,
        "since": one.since.isoformat() if one.since else None,
        "beside": list(one.beside),
    }


def _plain_accepted(one: Accepted) -> dict[str, Any]:
    return {**_plain_gap(one.gap), "accepted_by": one.by.id, "sentence": str(one)}


def thread(id_: Annotated[str, Parameter(name="ID")], /, *, view: Viewing = VIEWING) -> int:
    """Tell how a record hangs together: from its source to the difference that was made.

    Args:
        id_: its id, the end of its id, or what people call it.
        view: of whom, of which day, for whom, and how it is told.
    """
    with opened(view) as lif:
        now = view_of(lif, view)
        threads = now.thread(record_asked(now, id_))
        if view.json:
            tell({**of_view(now), "threads": [_plain_thread(one) for one in threads]})
        else:
            say(heading_of(lif, now, "One thread"), *threads)
    return FINE


def _plain_thread(one: Thread) -> dict[str, Any]:
    told = {"id": one.record.id, "name": one.name, "says": one.says, "state": one.state}
    return {**told, "again": one.again, "below": [_plain_thread(below) for below in one.below]}


def responsibilities(*, body: str = "", every: Flag = False, view: Viewing = VIEWING) -> int:
    """Tell who must do what: the duties and deadlines of the framework in force, and what each owes now.

    A body answers for its roles. What is owed now are target dates, deadlines, returns, answers and acknowledgements.

    Args:
        body: only this body or role; its id or a word for it.
        every: the duties of editions of law and guidance too that do not rule on this day.
        view: of whom, of which day, for whom, and how it is told.
    """
    with opened(view) as lif:
        now = view_of(lif, view)
        found = responsible(now, body)
        told = {must.key: must for must in musts(now, every=every)}
        mine = {must.key for one in found for must in one.musts}
        ids = {id for one in found for id in (one.id, *one.answers_for)}
        shown = sorted(must for key, must in told.items() if not body or key in mine or ids & set(must.by))
        if view.json:
            owing = [_plain_owes(one) for who in found for one in who.owes]
            tell({**of_view(now), "responsibilities": [attrs.asdict(one) for one in shown], "owes": owing})
            return FINE
        say(heading_of(lif, now, "Who must do what"))
        table(("Who", "Must", "To whom", "Source"), [_must_row(now, one) for one in shown])
        if not all(one.verified for one in shown):
            say("* nobody has compared this with its source yet.")
        say("", "What is owed now")
        owed = [(one.who, _stand(owe), str(owe)) for one in found for owe in one.owes]
        if owed:
            table(("Who", "Standing", "What"), owed, whole=(1,))
        else:
            say("Nothing is owed now.")
    return FINE


def _must_row(now: AsOf, one: Must) -> tuple[str, ...]:
    what = f"{one.what} ({one.when})" if one.when else one.what
    return _who(now, one.by) or "not said", what, _who(now, one.to), one.source + ("" if one.verified else " *")


def _stand(one: Owes) -> str:
    word = _STANDINGS[one.standing]
    return f"{word} {plural(one.days or 0, 'day')}" if one.standing == "overdue" else word


def _plain_owes(one: Owes) -> dict[str, Any]:
    return {
        "by": one.by,
        "id": one.record,
        "name": one.name,
        "sort": one.sort,
        "standing": one.standing,
        "last": one.last.isoformat() if one.last else None,
        "days": one.days,
        "duty": one.duty,
        "sentence": one.sentence,
    }
