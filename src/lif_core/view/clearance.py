"""Clearance: what an audience may see. What lies above it is gone before anybody is handed a register.

What nobody can place (a level or an extra field that the framework does not know) counts as above every clearance.
"""

from collections.abc import Iterable, Mapping
from typing import Any

import attrs

from lif_core.errors import UnknownName
from lif_core.framework.framework import Framework
from lif_core.framework.shape import ExtraField
from lif_core.records.fields import TO, metadata
from lif_core.records.record import Record
from lif_core.view.register import Register


def cleared(register: Register, framework: Framework, audience: str) -> Register:
    """Give the register without what lies above an audience's clearance, and without any pointer to it.

    Raises:
        UnknownName: the framework knows no such audience.
    """
    if not audience:
        return register
    clearance = framework.clearance(audience)
    levels = {level for level in {record.disclosure for record in register} if _within(framework, level, clearance)}
    extras = {id: _within(framework, field.disclosure, clearance) for id, field in framework.all(ExtraField).items()}
    seen = [record for record in register if record.disclosure in levels]
    ids = {record.id for record in seen}
    return Register(_only(record, ids, extras) for record in seen)


def _within(framework: Framework, level: str, clearance: int) -> bool:
    try:
        return not level or framework.disclosure(level) <= clearance
    except UnknownName:
        return False


def _only(record: Record, ids: set[str], extras: Mapping[str, bool]) -> Record:
    """Give a record whose pointers all lead to `ids`, since an id of what may not be seen tells that it exists."""
    kept: dict[str, Any] = {}
    for name in metadata(type(record), TO):
        held = getattr(record, name)
        if isinstance(held, tuple):
            if not ids.issuperset(held):
                kept[name] = tuple(_inside(held, ids))
        elif held and held not in ids:
            kept[name] = ""
    if any(link.to not in ids for link in record.links):
        kept["links"] = tuple(link for link in record.links if link.to in ids)
    if not all(extras.get(key) for key in record.extra):
        kept["extra"] = {key: value for key, value in record.extra.items() if extras.get(key)}
    return attrs.evolve(record, **kept) if kept else record


def _inside(held: Iterable[str], ids: set[str]) -> Iterable[str]:
    return (record_id for record_id in held if record_id in ids)
