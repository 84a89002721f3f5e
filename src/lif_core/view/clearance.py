"""Clearance: what an audience may see. What lies above it is gone before anybody is handed a register."""

from collections.abc import Iterable
from typing import Any

import attrs

from lif_core.framework.framework import Framework
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
    ranks = {level: framework.disclosure(level) for level in {record.disclosure for record in register}}
    seen = [record for record in register if ranks[record.disclosure] <= clearance]
    ids = {record.id for record in seen}
    return Register(_pointing_inside(record, ids) for record in seen)


def _pointing_inside(record: Record, ids: set[str]) -> Record:
    """Give a record whose pointers all lead to `ids`: an id of what may not be seen tells that it exists."""
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
    return attrs.evolve(record, **kept) if kept else record


def _inside(held: Iterable[str], ids: set[str]) -> Iterable[str]:
    return (record_id for record_id in held if record_id in ids)
