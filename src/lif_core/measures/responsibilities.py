"""Responsibilities: who must do what by the framework, joined with what each owes now.

Duties and deadlines are the framework's; what is owed now are the actions, deadlines, returns, answers and
acknowledgements on record that name a body or role. A body answers for what its roles owe.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import chain

import attrs

from lif_core.errors import Problem, Refused, nearest
from lif_core.framework.shape import Body, DeadlineRule, Duty, Role
from lif_core.measures.due import Due, Sort, Standing, due
from lif_core.measures.returns import who_is
from lif_core.view.reckoning import event_words
from lif_core.view.view import View


@attrs.frozen(weakref_slot=False, kw_only=True, order=True)
class Must:
    """What somebody must do, from a deadline or a duty of the framework.

    Attributes:
        by: who must: ids of bodies and roles.
        what: what is to be done.
        to: to whom it is owed.
        when: by when, where a number of days is said, or how often.
        source: where it is said.
        verified: whether somebody has compared it with its source.
        key: the setting it stands in.
    """

    by: tuple[str, ...]
    what: str
    to: tuple[str, ...]
    when: str
    source: str
    verified: bool
    key: str


@attrs.frozen(weakref_slot=False, kw_only=True)
class Owes:
    """One thing that somebody owes now.

    Attributes:
        by: id of the body or role that owes it, or the words as they stood.
        record: id of the record it hangs on.
        name: what people call it.
        sort: what is owed.
        standing: where it stands on the day of the view.
        last: by when, None where no day can be told.
        days: days overdue (above zero) or left (zero or below).
        duty: key of the deadline of the framework it follows from; empty for what people set.
        sentence: all of it in one sentence.
    """

    by: str
    record: str
    name: str = attrs.field(repr=False)
    sort: Sort
    standing: Standing
    last: date | None = None
    days: int | None = None
    duty: str = ""
    sentence: str = attrs.field(repr=False)

    def __str__(self) -> str:
        return self.sentence


@attrs.frozen(weakref_slot=False, kw_only=True)
class Responsible:
    """What one body or role must do, and what it owes now.

    Attributes:
        id: id of the body or role; empty for what nobody is named for.
        who: what the framework calls it.
        sort: `body` or `role`; empty where the framework knows neither.
        answers_for: ids of the roles whose debts count as its own.
        musts: what it must do by the framework.
        owes: what it owes now, overdue first.
    """

    id: str
    who: str = attrs.field(repr=False)
    sort: str = ""
    answers_for: tuple[str, ...] = ()
    musts: tuple[Must, ...] = ()
    owes: tuple[Owes, ...] = ()

    @property
    def overdue(self) -> tuple[Owes, ...]:
        """What it owes and is past its day."""
        return tuple(one for one in self.owes if one.standing == "overdue")


def musts(view: View, *, every: bool = False) -> tuple[Must, ...]:
    """Tell the duties and deadlines of the framework that are in force on the day of a view.

    Args:
        view: what to look at.
        every: those of editions too that no longer rule, or do not rule yet.
    """
    framework = view.framework
    rules = [rule for rule in framework.all(DeadlineRule).values() if every or _in_force(view, rule, rule.subject)]
    duties = [duty for duty in framework.all(Duty).values() if every or _in_force(view, duty, "")]
    told = [_must(rule, rule.owed.by, rule.owed.to, _when(rule)) for rule in rules]
    told += [_must(duty, duty.by, duty.to, f"every {duty.every}" if duty.every else "") for duty in duties]
    return tuple(sorted(told))


def _in_force(view: View, item: DeadlineRule | Duty, subject: str) -> bool:
    """Tell whether a rule is in use, and an edition that has it can rule its subject, on the day of a view."""
    ruling = set(view.framework.ruling(subject or "review", view.day))
    return item.in_use(view.day) and (not item.under or not ruling or bool(ruling & set(item.under)))


def _when(rule: DeadlineRule) -> str:
    if not rule.anchor:
        return f"every {rule.span}"
    return f"{rule.span} {'after' if rule.after else 'before'} {event_words(rule.anchor)}"


def _must(item: DeadlineRule | Duty, by: tuple[str, ...], to: tuple[str, ...], when: str) -> Must:
    return Must(
        by=by,
        what=item.words,
        to=to,
        when=when,
        source=item.source.title if item.source else "said by nobody",
        verified=bool(item.source and item.source.verified),
        key=f"{'duty' if isinstance(item, Duty) else 'deadline'}.{item.id}",
    )


def owes(view: View) -> tuple[Owes, ...]:
    """Tell what is owed now, once for each who owes it: overdue first, the oldest of it first."""
    return tuple(told for one in due(view) for told in _owed(view, one))


def _owed(view: View, one: Due) -> Iterator[Owes]:
    if one.sort == "consultation closes":
        return  # those who are asked may have their say; nobody owes it
    named = one.lead or _role_of(view, one) or ("",)
    for by in named:
        yield Owes(
            by=by,
            record=one.record,
            name=one.name,
            sort=one.sort,
            standing=one.standing,
            last=one.last,
            days=one.days,
            duty=f"deadline.{one.reckoning.rule.id}" if one.reckoning is not None else "",
            sentence=one.sentence,
        )


def _role_of(view: View, one: Due) -> tuple[str, ...]:
    """Tell the lead role of an action or review of which no agency is named."""
    role = str(getattr(view.register.get(one.record), "lead_role", ""))
    return (role,) if role else ()


def responsibilities(view: View, body: str = "") -> tuple[Responsible, ...]:
    """Tell who must do what, and what each owes now; those who owe or must nothing are left out.

    Args:
        view: what to look at.
        body: only this body or role, by id or words; a body answers for its roles.

    Raises:
        Refused: the framework knows no such body or role.
    """
    wanted = _known(view, body) if body else ""
    every_must, owed = musts(view), _by_whom(owes(view))
    ids = [wanted] if wanted else _ids(view, every_must, owed)
    found = (_responsible(view, id, every_must, owed) for id in ids)
    return tuple(one for one in found if wanted or one.musts or one.owes)


Place = tuple[int, Owes]
"""One thing that is owed, with its place among all of them."""


def _by_whom(every: Iterable[Owes]) -> Mapping[str, list[Place]]:
    found: dict[str, list[Place]] = {}
    for place in enumerate(every):
        found.setdefault(place[1].by, []).append(place)
    return found


def _known(view: View, said: str) -> str:
    found = view.framework.find("body", said) or view.framework.find("role", said)
    if found is None:
        known = [*view.framework.items("body"), *view.framework.items("role")]
        says, mend = f"There is no body or role called {said[:60]!r}.", "Leave it out to see all of them."
        raise Refused([Problem("unknown-name", says, mend, nearest=nearest(said, known))])
    return found


def _ids(view: View, every_must: Iterable[Must], owed: Iterable[str]) -> list[str]:
    """Tell everybody named: bodies in the order of the framework, then roles, then whoever it does not know."""
    named = {id for must in every_must for id in must.by} | set(owed)
    if any(not must.by for must in every_must):
        named.add("")
    roles = view.framework.all(Role)
    bodies = [*view.framework.all(Body)]
    known = [id for id in (*bodies, *roles) if id in named]
    return [*known, *sorted(named - {*bodies, *roles})]


def _responsible(view: View, id: str, every_must: Iterable[Must], owed: Mapping[str, Sequence[Place]]) -> Responsible:
    framework = view.framework
    sort = next((table for table in ("body", "role") if framework.has(table, id)), "") if id else ""
    roles = tuple(role.id for role in framework.all(Role).values() if role.body == id) if sort == "body" else ()
    mine = {id, *roles}
    ended = bool(sort) and not framework.item(sort, id).in_use(view.day)  # it may still owe, and must nothing new
    return Responsible(
        id=id,
        who=who_is(view, id),
        sort=sort,
        answers_for=roles,
        musts=() if ended else tuple(must for must in every_must if mine & set(must.by) or (not id and not must.by)),
        owes=tuple(_once(one for _, one in sorted(chain.from_iterable(owed.get(one, ()) for one in mine), key=_place))),
    )


def _place(one: Place) -> int:
    return one[0]


def _once(found: Iterable[Owes]) -> Iterator[Owes]:
    """Give each thing once, also where a body and a role of it are both named."""
    seen: set[tuple[str, str, str]] = set()
    for one in found:
        key = (one.record, one.sort, one.sentence)
        if key not in seen:
            seen.add(key)
            yield one
