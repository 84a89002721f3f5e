"""Differences: what a line says of a record otherwise than the register does. A blank is no difference."""

from collections.abc import Mapping
from typing import Any

import attrs

from lif_core.records.parts import Link, Party
from lif_core.records.record import Record
from lif_core.rules.requests import SPELT, Create, PlanAction

_SILENT = frozenset(
    {"handle", "keys", "kind", "disclosure", "state", "lead", "leads", "happened", "planned", "extra", "due"}
)


def differences(request: Create, record: Record, known: Mapping[str, str]) -> dict[str, Any]:
    """Tell by field what a request says otherwise than a record, its date due and its state left out.

    Args:
        request: what a line says.
        record: what stands.
        known: id by `#handle`, of what stands already.
    """
    changes: dict[str, Any] = {}
    for field in attrs.fields(type(request)):
        given = getattr(request, field.name)
        if field.name in _SILENT or given is None or given == "" or given == () or given == {}:
            continue
        name = SPELT.get((request.type, field.name), field.name)
        said = _resolved(given, known)
        if said is not None and not _agree(said, getattr(record, name)):
            changes[name] = said
    return changes | _other_leads(request, record) | _other_entries(request, record)


def _other_leads(request: Create, record: Record) -> dict[str, Any]:
    if not isinstance(request, PlanAction):
        return {}
    others: Any = request.leads
    leads = tuple(lead for lead in (request.lead, *others) if isinstance(lead, Party))
    if not leads or _agree(leads, getattr(record, "leads", ())):
        return {}
    return {"leads": leads if len(leads) > 1 else (attrs.evolve(leads[0], first=True),)}


def _other_entries(request: Create, record: Record) -> dict[str, Any]:
    return {
        f"{table}.{key}": value
        for table in ("extra", "happened", "planned")
        for key, value in dict(getattr(request, table)).items()
        if getattr(record, table).get(key) != value
    }


def _resolved(given: Any, known: Mapping[str, str]) -> Any:
    """Give a value with ids for handles; None where it points at something that is only being made."""
    if not isinstance(given, tuple):
        return given
    resolved = [
        known.get(one, one) if isinstance(one, str)
        else attrs.evolve(one, to=known.get(one.to, one.to)) if isinstance(one, Link)
        else one
        for one in given
    ]  # fmt: skip
    pointing = (one.to if isinstance(one, Link) else one for one in resolved)
    return None if any(isinstance(one, str) and one.startswith("#") for one in pointing) else tuple(resolved)


def _agree(said: Any, standing: Any) -> bool:
    if isinstance(said, tuple) and said and isinstance(said[0], Party):
        return [_party(one) for one in said] == [_party(one) for one in standing]
    if isinstance(said, Party):
        return isinstance(standing, Party) and _party(said) == _party(standing)
    if isinstance(said, str) and not isinstance(standing, str):
        return said == str(standing or "")
    return bool(said == standing)


def _party(party: Party) -> tuple[str, str]:
    return (party.body or party.role or party.said, party.role)
