"""Upgrade: which records would lose their meaning under another framework, and what would keep it.

A name loses its meaning where the new framework does not have it any more, or takes it out of use without a
successor. A mapping says what stands in its place, by key: `theme.neglect` or `review.rapid-review.met`
(a status or event of a kind). Nothing is applied while a single one is unmapped, and nothing is ever dropped.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import cached_property
from typing import Any

import attrs

from lif_core.errors import Problem, Refused, nearest
from lif_core.framework.framework import Framework
from lif_core.framework.shape import Item, Kind
from lif_core.journal.change import Change
from lif_core.records.fields import NAMES
from lif_core.records.record import Record
from lif_core.rules.proposal import Proposal
from lif_core.serial.plain import to_wire
from lif_core.view.kinds import name_of
from lif_core.view.register import type_name
from lif_core.view.view import View


@attrs.frozen(weakref_slot=False, kw_only=True)
class Loss:
    """One name in one record that would lose its meaning.

    Attributes:
        record: id of the record.
        name: what people call the record.
        sort: what is lost: `kind`, `status`, `event`, or the framework table such as `theme`.
        key: key of the mapping that would keep it.
        where: the field it stands in.
        says: what would be lost, in one sentence.
        nearest: what might stand in its place, or empty.
    """

    record: str
    name: str = attrs.field(repr=False)
    sort: str
    key: str
    where: str
    says: str = attrs.field(repr=False)
    nearest: str = ""

    @property
    def mend(self) -> str:
        """What would keep the meaning."""
        hint = f', such as "{self.nearest}"' if self.nearest else ""
        return f'Say what takes its place: "{self.key}" = "..."{hint}; or bring it back into the new framework.'

    def __str__(self) -> str:
        return self.says


@attrs.define(slots=False, eq=False, kw_only=True)
class Plan:
    """What an upgrade to another framework would need.

    Attributes:
        view: the records under their present framework.
        new: the framework to be.
        mapping: by key, the id that takes the place of the one that is lost.
        losses: every name that would lose its meaning, mapped or not, record by record.
    """

    view: View = attrs.field(repr=False)
    new: Framework = attrs.field(repr=False)
    mapping: Mapping[str, str]
    losses: tuple[Loss, ...]

    @cached_property
    def problems(self) -> tuple[Problem, ...]:
        """Everything that stands in the way: losses without a mapping, and mappings that lead nowhere."""
        return (*(_unmapped(self, loss) for loss in self.unmapped), *_astray(self))

    @cached_property
    def unmapped(self) -> tuple[Loss, ...]:
        """The losses for which nobody has said what takes their place."""
        return tuple(loss for loss in self.losses if loss.key not in self.mapping)

    @cached_property
    def needed(self) -> Mapping[str, tuple[str, ...]]:
        """By key of a mapping that is needed, the ids of the records that need it."""
        found: dict[str, dict[str, None]] = {}
        for loss in self.losses:
            found.setdefault(loss.key, {})[loss.record] = None
        return {key: tuple(records) for key, records in found.items()}

    @property
    def is_ready(self) -> bool:
        """Whether everything keeps a meaning."""
        return not self.problems

    def __str__(self) -> str:
        if not self.losses:
            return "Every record keeps its meaning."
        records = len({loss.record for loss in self.losses})
        told = f"{records} record{'s' if records > 1 else ''} would lose meaning by {len(self.needed)} names"
        left = len({loss.key for loss in self.unmapped})
        return f"{told}; {left} of them are not mapped yet." if left else f"{told}; all are mapped."


def plan_upgrade(view: View, new: Framework, mapping: Mapping[str, str] | None = None) -> Plan:
    """Tell every record that would lose meaning under another framework, before anything is applied.

    Args:
        view: the records, under the framework that rules now.
        new: the framework to be.
        mapping: what takes the place of what is lost: `{"theme.neglect": "neglect-of-a-child"}`.
    """
    said = dict(mapping or {})
    losses = [loss for record in view.register for loss in _Losing(view, new, said, record).losses()]
    return Plan(view=view, new=new, mapping=said, losses=tuple(losses))


def upgrade(plan: Plan, on: date) -> Proposal:
    """Give the changes that keep every meaning: each lost name replaced by the one that takes its place.

    Raises:
        Refused: something is not mapped, or mapped to a name that the new framework does not have.
    """
    if plan.problems:
        raise Refused(plan.problems)
    losing = dict.fromkeys(loss.record for loss in plan.losses)
    changed = {id: _kept(plan, plan.view.register[id]) for id in losing}
    changes = tuple(
        Change(record=id, kind="amend", set=told, on=on)
        for id, record in changed.items()
        if (told := _told(plan.view.register[id], record))
    )
    notices = (f"{len(changes)} records take the names of the new framework.",) if changes else ()
    return Proposal(changes=changes, records=tuple(changed.values()), notices=notices)


class _Losing:
    """Looks through one record for names that the new framework has lost."""

    def __init__(self, view: View, new: Framework, mapping: Mapping[str, str], record: Record) -> None:
        self._view, self._new, self._mapping, self._record = view, new, mapping, record
        self._type = type_name(record)

    def losses(self) -> Iterator[Loss]:
        old, kind = self._view.framework, self._record.kind
        if self._gone(self._type, kind):
            yield self._loss("kind", f"{self._type}.{kind}", "kind", kind, _in_use(self._new, self._type))
        yield from self._of_states()
        for where, table, id in _names(self._record):
            if self._gone(table, id):
                yield self._loss(table, f"{table}.{id}", where, id, _in_use(self._new, table))
        for id in self._record.extra:
            if old.has("extra", id) and self._gone("extra", id):
                yield self._loss("extra", f"extra.{id}", f"extra.{id}", id, _in_use(self._new, "extra"))

    def _of_states(self) -> Iterator[Loss]:
        record = self._record
        old = self._view.framework.kinds(self._type).get(record.kind)
        new = _new_kind(self._new, self._mapping, self._type, record.kind)
        if old is None or new is None:
            return
        key = f"{self._type}.{record.kind}"
        if record.state in old.states and record.state not in new.states:
            yield self._loss("status", f"{key}.{record.state}", "state", record.state, new.states)
        for event in dict.fromkeys((*record.happened, *record.planned)):
            if event != record.state and event in old.happenings and event not in new.happenings:
                where = f"happened.{event}" if event in record.happened else f"planned.{event}"
                yield self._loss("event", f"{key}.{event}", where, event, new.happenings)

    def _gone(self, table: str, id: str) -> bool:
        """Tell whether the present framework uses a name and the new one does not, with nothing in its place."""
        now, then = _item(self._view.framework, table, id), _item(self._new, table, id)
        if now is None or now.retired:
            return False  # it has no meaning now, or is kept for old records already
        return then is None or (then.retired is not None and not then.retired.successor)

    def _loss(self, sort: str, key: str, where: str, id: str, known: Iterable[str]) -> Loss:
        name = name_of(self._view, self._record)
        words = "status" if sort == "status" else sort.replace("-", " ")
        says = f"{name}: the {words} {id!r} has no meaning in the new framework."
        table = self._type if sort == "kind" else sort
        near = self._called_the_same(table, id) or nearest(id, tuple(known)) or ""
        return Loss(record=self._record.id, name=name, sort=sort, key=key, where=where, says=says, nearest=near)

    def _called_the_same(self, table: str, id: str) -> str:
        """Tell the item of the new framework that goes by the words of the one that is lost."""
        lost = _item(self._view.framework, table, id)
        found = self._new.find(table, lost.words) if lost and table in self._new.tables else None
        return found if found in _in_use(self._new, table) else ""


def _item(framework: Framework, table: str, id: str) -> Item | None:
    return framework.items(table).get(id) if table in framework.tables else None


def _in_use(framework: Framework, table: str) -> tuple[str, ...]:
    """Tell the ids of a table that something may be mapped to."""
    items = framework.items(table) if table in framework.tables else {}
    return tuple(id for id, item in items.items() if not item.retired)


def _new_kind(new: Framework, mapping: Mapping[str, str], record_type: str, kind: str) -> Kind | None:
    """Give the kind that a record would have in the new framework."""
    return new.kinds(record_type).get(mapping.get(f"{record_type}.{kind}", kind))


def _names(value: Any, path: str = "") -> Iterator[tuple[str, str, str]]:
    """Tell every framework name within a record: the field, the table and the id."""
    for field in attrs.fields(type(value)):
        held, where = getattr(value, field.name), f"{path}{field.name}"
        if NAMES in field.metadata:
            yield from ((where, field.metadata[NAMES], id) for id in ((held,) if isinstance(held, str) else held) if id)
        else:
            for one in held if isinstance(held, tuple) else (held,):
                if attrs.has(type(one)):
                    yield from _names(one, f"{where}.")


def _unmapped(plan: Plan, loss: Loss) -> Problem:
    return Problem(
        "upgrade.unmapped", loss.says, loss.mend, f"{loss.record}, {loss.where}", nearest=loss.nearest or None
    )


def _astray(plan: Plan) -> Iterator[Problem]:
    """Tell mappings whose target the new framework does not have, and those that nothing asks for."""
    for key, target in plan.mapping.items():
        if key not in plan.needed:
            says = f"Nothing is lost under {key!r}, so nothing can take its place."
            yield Problem(
                "upgrade.not-needed", says, "Take it out of the mapping.", key, nearest=nearest(key, plan.needed)
            )
            continue
        known = _targets(plan, key)
        if target not in known:
            says = f"{key!r} is to become {target!r}, and the new framework has no such name."
            yield Problem(
                "upgrade.unknown-name", says, "Correct the mapping.", key, target, nearest=nearest(target, known)
            )


def _targets(plan: Plan, key: str) -> tuple[str, ...]:
    table, id, *state = key.split(".")
    if state:
        kind = _new_kind(plan.new, plan.mapping, table, id)
        sort = next(loss.sort for loss in plan.losses if loss.key == key)
        return () if kind is None else kind.states if sort == "status" else tuple(kind.happenings)
    return _in_use(plan.new, table)


def _kept(plan: Plan, record: Record) -> Record:
    """Give a record with every lost name replaced."""
    record_type, mapping = type_name(record), plan.mapping
    key = f"{record_type}.{record.kind}"
    kept: Record = _renamed(record, mapping)
    return attrs.evolve(
        kept,
        kind=mapping.get(key, record.kind),
        state=mapping.get(f"{key}.{record.state}", record.state),
        happened={mapping.get(f"{key}.{event}", event): when for event, when in record.happened.items()},
        planned={mapping.get(f"{key}.{event}", event): when for event, when in record.planned.items()},
        extra={mapping.get(f"extra.{id}", id): value for id, value in record.extra.items()},
    )


def _renamed(value: Any, mapping: Mapping[str, str]) -> Any:
    changes: dict[str, Any] = {}
    for field in attrs.fields(type(value)):
        held = getattr(value, field.name)
        if NAMES in field.metadata:
            table = field.metadata[NAMES]
            new: Any = (
                mapping.get(f"{table}.{held}", held)
                if isinstance(held, str)
                else tuple(dict.fromkeys(mapping.get(f"{table}.{id}", id) for id in held))
            )
        elif isinstance(held, tuple):
            new = tuple(_renamed(one, mapping) if attrs.has(type(one)) else one for one in held)
        else:
            new = _renamed(held, mapping) if attrs.has(type(held)) else held
        if new != held:
            changes[field.name] = new
    return attrs.evolve(value, **changes) if changes else value


def _told(before: Record, after: Record) -> dict[str, Any]:
    """Tell what to set so that a record becomes another: maps entry by entry, everything else whole."""
    told: dict[str, Any] = {}
    for field in attrs.fields(type(before)):
        old, new = getattr(before, field.name), getattr(after, field.name)
        if old == new:
            continue
        if isinstance(old, Mapping):
            told |= {f"{field.name}.{key}": None for key in old if key not in new}
            told |= {f"{field.name}.{key}": to_wire(held) for key, held in new.items() if old.get(key) != held}
        else:
            told[field.name] = to_wire(new)
    return told
