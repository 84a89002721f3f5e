"""Staff: how many are in post, and in date with their training, as their agencies reported it."""

from datetime import date
from typing import NamedTuple

import attrs

from lif_core.records import Return
from lif_core.view.kinds import standing
from lif_core.view.once import once
from lif_core.view.view import View


@attrs.frozen(weakref_slot=False, kw_only=True)
class Reported:
    """What one agency reported of its staff.

    Attributes:
        record: id of the return.
        agency: id of the agency, or the words for it.
        group: id of the role group, empty for all staff.
        level: id of the training level, empty for training as a whole.
        day: the one day on which staff were counted, None where no single day was said.
        in_post: staff in post.
        in_date: those of them in date, None where it was not reported.
    """

    record: str
    agency: str
    group: str
    level: str
    day: date | None
    in_post: int
    in_date: int | None


class Of(NamedTuple):
    """Whose staff: agency, role group and level."""

    agency: str
    group: str
    level: str


@once
def reported(view: View) -> dict[Of, tuple[Reported, ...]]:
    """Give what agencies reported of their staff by the day of the view, the newest first; undated ones come last."""
    found: dict[Of, list[Reported]] = {}
    for one in standing(view, Return):
        if one.agency is None:
            continue
        day = one.as_at.exact if one.as_at else None
        if day is not None and day > view.day:
            continue
        for count in one.headcount:
            key = Of(one.agency.named, count.group, count.level)
            found.setdefault(key, []).append(
                Reported(record=one.id, **key._asdict(), day=day, in_post=count.in_post, in_date=count.in_date)
            )
    return {key: tuple(sorted(found[key], key=_newest)) for key in sorted(found)}


def _newest(one: Reported) -> tuple[bool, int, str]:
    return one.day is None, -(one.day.toordinal() if one.day else 0), one.record


def in_post(view: View, agency: str, group: str = "") -> Reported | None:
    """Give the newest dated count of the staff in post of an agency, and of one role group of it.

    Where staff were counted apart by level only, and the counts of one return differ, none is given.
    """
    counts = [
        one
        for of, several in reported(view).items()
        if of.agency == agency and of.group == group
        for one in several
        if one.day is not None
    ]
    if not counts:
        return None
    newest = min(counts, key=_newest)
    same = [one for one in counts if one.record == newest.record]
    plain = [one for one in same if not one.level]
    return plain[0] if plain else same[0] if len({one.in_post for one in same}) == 1 else None
