"""Differences: what differs between two frameworks, in words a chair could read."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, Literal

import attrs

from lif_core.errors import UnknownName
from lif_core.framework.expressions import Condition
from lif_core.framework.framework import Framework
from lif_core.framework.paths import StatePath
from lif_core.framework.shape import DeadlineRule, Item, Retirement, Wording, key_of
from lif_core.values.labels import Label
from lif_core.values.saying import plain_day
from lif_core.values.sources import Source
from lif_core.values.spans import Span
from lif_core.values.years import YearBegin

Side = Literal["both", "first", "second"]
"""Where a setting stands: in both frameworks and differently, or in one of them only."""
_LONGEST = 240
_MANY = 8


@attrs.frozen(weakref_slot=False, kw_only=True)
class Difference:
    """One setting, or one whole item, that two frameworks do not share.

    Attributes:
        key: its key, such as `deadline.rapid-review.within`; of an item that only one has, without a setting.
        thing: what the item is called.
        setting: the setting in words, empty for a whole item.
        side: where it stands.
        first: what the first framework says, empty where it says nothing.
        second: what the second framework says.
        first_from: who says it in the first: layer, file and line.
        second_from: who says it in the second.
    """

    key: str
    thing: str
    setting: str = ""
    side: Side = "both"
    first: str = ""
    second: str = ""
    first_from: str = ""
    second_from: str = ""

    def __str__(self) -> str:
        name = f"{self.thing}, {self.setting}" if self.setting else self.thing
        if self.side == "both":
            return f"{name}: {self.first or 'nothing'} in the first, {self.second or 'nothing'} in the second."
        which = "first" if self.side == "first" else "second"
        said = self.first or self.second
        return f"{name} ({self.key}): only the {which} framework has it{f', {said}' if said else ''}."


def differences(first: Framework, second: Framework) -> tuple[Difference, ...]:
    """Tell everything that differs between two frameworks, table by table, in the order of the first.

    What each is called by file and line does not count; two that say the same in other layers do not differ.
    """
    found = [*_heads(first, second)]
    for table in dict.fromkeys((*first.tables, *second.tables)):
        ones = first.items(table) if table in first.tables else {}
        others = second.items(table) if table in second.tables else {}
        for id in dict.fromkeys((*ones, *others)):
            found.extend(_of_item(first, second, table, id))
    return tuple(found)


def _heads(first: Framework, second: Framework) -> Iterator[Difference]:
    ones, others = _settings(first.heading), _settings(second.heading)
    for key in ones:
        if ones[key] != others[key]:
            yield Difference(
                key=key,
                thing="The framework",
                setting=key.replace("-", " "),
                first=ones[key],
                second=others[key],
                first_from=_set_by(first, key),
                second_from=_set_by(second, key),
            )


def _of_item(first: Framework, second: Framework, table: str, id: str) -> Iterator[Difference]:
    one, other = _item(first, table, id), _item(second, table, id)
    if one is None or other is None:
        has, item = (first, one) if one is not None else (second, other)
        assert item is not None
        side: Side = "first" if has is first else "second"
        bare = Difference(key=f"{table}.{id}", thing=_called(table, item), side=side)
        said, place = _in_short(item), str(has.origin(table, id))
        if has is first:
            yield attrs.evolve(bare, first=said, first_from=place)
        else:
            yield attrs.evolve(bare, second=said, second_from=place)
        return
    ones, others = _all_settings(first, one), _all_settings(second, other)
    for key in dict.fromkeys((*ones, *others)):
        if ones.get(key, "") != others.get(key, ""):
            yield Difference(
                key=f"{table}.{id}.{key}",
                thing=_called(table, other),
                setting=key.replace("-", " "),
                first=ones.get(key, ""),
                second=others.get(key, ""),
                first_from=str(first.origin(table, id, key)),
                second_from=str(second.origin(table, id, key)),
            )


def _item(framework: Framework, table: str, id: str) -> Item | None:
    return framework.items(table).get(id) if table in framework.tables else None


def _set_by(framework: Framework, key: str) -> str:
    try:
        told = framework.explain(key)
    except UnknownName:  # no layer says it: the default holds
        return ""
    return str(told.changes[-1] if told.changes else told.set_by or "")


def _called(table: str, item: Item) -> str:
    return f"{table.replace('-', ' ').capitalize()}: {spoken(getattr(item, 'says', None)) or item.words}"


def _in_short(item: Item) -> str:
    return str(item.span) if isinstance(item, DeadlineRule) else ""


def _all_settings(framework: Framework, item: Item) -> Mapping[str, str]:
    """Tell the settings of an item; of a deadline also the figures that layers set beside it."""
    found = dict(_settings(item))
    if isinstance(item, DeadlineRule):
        beside = framework.deadline_rules(item.id)[1:]
        found["tightened"] = "; ".join(f"{rule.span} ({rule.source.title if rule.source else ''})" for rule in beside)
    return found


def _settings(item: Item) -> Mapping[str, str]:
    found = {}
    for field in attrs.fields(type(item)):
        if not field.metadata.get("inner"):
            found[key_of(field.name)] = spoken(getattr(item, field.name))
    if item.retired:
        found["out-of-use"] = spoken(item.retired)
    if isinstance(item, Wording):
        found.pop("label", None)
    return found


def spoken(value: Any) -> str:
    """Tell any value of a framework in words, cut where it is long."""
    said = _said(value)
    return said if len(said) <= _LONGEST else f"{said[: _LONGEST - 4].rstrip()} ..."


def _said(value: Any) -> str:
    if value is None or value in ("", (), {}):
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, date):
        return plain_day(value)
    if isinstance(value, Label):
        return f"{value.en} / {value.cy}" if value.en and value.cy else str(value)
    if isinstance(value, StatePath | Condition | Source):
        return str(value)
    if isinstance(value, Retirement):
        return ", ".join(_retired(value))
    if isinstance(value, Mapping):
        return ", ".join(f"{key}: {_said(held)}" for key, held in value.items())
    if isinstance(value, tuple):
        return _several(value)
    if attrs.has(type(value)) and not isinstance(value, Span | YearBegin):
        return _parts(value)
    return str(value)


def _retired(value: Retirement) -> Iterator[str]:
    yield f"out of use since {plain_day(value.since)}" if value.since else "out of use"
    if value.successor:
        yield f"followed by {value.successor}"
    if value.because:
        yield f"because: {value.because}"


def _several(values: tuple[Any, ...]) -> str:
    told = [_said(value) for value in values]
    more = f"; and {len(told) - _MANY} more" if len(told) > _MANY else ""
    return ("; " if any(attrs.has(type(value)) for value in values) else ", ").join(told[:_MANY]) + more


def _parts(value: Any) -> str:
    held = {field.name: getattr(value, field.name) for field in attrs.fields(type(value))}
    return ", ".join(f"{key_of(name).replace('-', ' ')} {_said(one)}" for name, one in held.items() if _said(one))
