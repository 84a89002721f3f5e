"""Explaining: what a setting is, which layer set it, which changed it and why; of one that none sets, what it means."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import attrs

from lif_core.errors import UnknownName
from lif_core.framework.documents import quoted, shown_whole, written
from lif_core.framework.merging import HEAD, Entry, Key
from lif_core.framework.origins import Explanation, Origin, Spot
from lif_core.framework.places import KeyPath
from lif_core.framework.shape import Heading, Item, key_of
from lif_core.serial.json_schema import documented

_PARTS = re.compile(r'"[^"]*"|[^."]+')  # of a key: what stands in quotes may hold dots and blanks


def explain(entries: Mapping[Key, Entry], key: str, shapes: Mapping[str, type[Item]]) -> Explanation:
    """Explain an item, or a setting of an item or of the heads of layers.

    Args:
        entries: what the layers say together.
        key: such as `deadline.rapid-review.within`, `review.rapid-review`, or `area-start`.
        shapes: by its table, the class of items.

    Raises:
        UnknownName: there is no such item or setting.
    """
    heads = entries.get(HEAD)
    unset = None if heads and (key,) in heads.origins else _unset_head(key)
    if unset is not None:
        return unset
    entry, path = _named(entries, key)
    shape = shapes[entry.table] if entry.table else Heading
    found = _explained(entry, path, shape)
    if found is None:
        set_ones = (written((entry.table, entry.id, *one)) for one in entry.origins)
        known = (written((entry.table, entry.id, one)) for one in settings_of(shape))
        raise UnknownName(key, "setting", [*set_ones, *known])
    return found


def _named(entries: Mapping[Key, Entry], key: str) -> tuple[Entry, KeyPath]:
    short = key.partition(":")[2] or key
    parts = tuple(part.strip('"') for part in _PARTS.findall(short))
    if len(parts) >= 2 and (parts[0], parts[1]) in entries:
        return entries[parts[0], parts[1]], parts[2:]
    heads = entries.get(HEAD)
    if parts and heads and parts in heads.origins:
        return heads, parts
    named = [entry for (_, id), entry in entries.items() if parts and id == parts[0]]
    if len(named) == 1:
        return named[0], parts[1:]
    known = [f"{table}.{id}" for table, id in entries if table]
    whole = written(parts[:2]) if len(parts) > 2 else short
    raise UnknownName(whole, "setting", [*known, *(written(path) for path in (heads.origins if heads else ()))])


def _explained(entry: Entry, path: KeyPath, shape: type[Item]) -> Explanation | None:
    """Explain an item, or the setting at a key path within it; None where such an item has no such setting.

    Args:
        entry: the item.
        path: the setting; empty for the item as a whole, which is explained with every setting that stands in it.
        shape: the class of the item, which knows what may stand in it.
    """
    key, said = _full(entry, path), _origins_at(entry.origins, path)
    if path and not said:
        return _unset(key, path, shape)
    within = (below for below in entry.origins if len(below) > len(path) and below[: len(path)] == path)
    keys = tuple(_set(entry, below, _origins_at(entry.origins, below)) for below in within)
    if not path:
        changes = tuple(one.origin for one in entry.changed)
        return Explanation(key=key, value="", set_by=entry.added.origin, changes=changes, keys=keys)
    return attrs.evolve(_set(entry, path, said), keys=keys)


def _set(entry: Entry, path: KeyPath, said: Sequence[Origin]) -> Explanation:
    beside = tuple(
        origins[-1]
        for layer in entry.beside
        if (origins := _origins_at(entry.beside[layer].origins, path)) and origins[-1].layer == layer
    )
    value = said[-1].value or _value(entry.data, path)
    return Explanation(key=_full(entry, path), value=value, set_by=said[0], changes=tuple(said[1:]), beside=beside)


def _unset_head(key: str) -> Explanation | None:
    """Explain a setting of the heads of layers that no layer sets; None where a head has no such setting."""
    return _unset(key, (key,), Heading) if key in _OF_HEADS else None


def settings_of(shape: type[Item]) -> tuple[str, ...]:
    """Tell every setting that an item of a class may have, set or not."""
    return tuple(key_of(field.name) for field in attrs.fields(shape) if not field.metadata.get("inner"))


_OF_HEADS = tuple(key for key in settings_of(Heading) if key not in settings_of(Item))


def _full(entry: Entry, path: KeyPath) -> str:
    spelled = (quoted(part) if isinstance(part, str) else part for part in path)
    name = written((*(part for part in (entry.table, entry.id) if part), *spelled))
    return f"{entry.layer}:{name}" if entry.table else name


def _value(data: Any, path: KeyPath) -> str:
    for part in path:
        data = data.get(part) if isinstance(data, Mapping) else None
    return "" if data is None else shown_whole(data)


def _origins_at(spots: Mapping[KeyPath, Sequence[Spot]], path: KeyPath) -> list[Origin]:
    """Tell who set the value at a key path: that very key, else everything below it in the order of lines."""
    if path in spots:
        return [spot.origin for spot in spots[path]]
    below = [several for key, several in spots.items() if key[: len(path)] == path]
    told = [several[0] for several in below] + [spot for several in below for spot in several[1:]]
    return list(dict.fromkeys(attrs.evolve(spot.origin, key=written(path), value="") for spot in told))


def _unset(key: str, path: KeyPath, shape: type[Item]) -> Explanation | None:
    field = next((one for one in attrs.fields(shape) if key_of(one.name) == path[0]), None)
    if field is None or field.metadata.get("inner"):
        return None
    held = field.default.factory() if isinstance(field.default, attrs.Factory) else field.default  # type: ignore[arg-type]
    if len(path) > 1 + isinstance(held, Mapping):  # a table of settings by name, such as `gates`
        return None
    means = documented(shape).get(field.name, "").rstrip(".")
    default = "nothing" if len(path) > 1 else _default(held)
    return Explanation(key=key, value="", means=means, default=default)


def _default(held: Any) -> str:
    if held is attrs.NOTHING or held is None or held in ("", (), {}):
        return "nothing"
    plain = isinstance(held, bool | int | float | str | date | tuple)
    return shown_whole(list(held) if isinstance(held, tuple) else held) if plain else str(held) or "nothing"
