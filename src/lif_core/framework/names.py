"""Names: what a condition about a record type may name, with the type of each and the words it can have."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from lif_core.framework.expressions import Name
from lif_core.framework.facts import FACTS, Fact, fields_of, literals_of
from lif_core.framework.shape import EvidenceSort, ExtraField
from lif_core.records import TYPES

if TYPE_CHECKING:  # a framework asks here
    from lif_core.framework.framework import Framework


def names_of(framework: "Framework", record_type: str) -> Mapping[str, Name]:
    """Tell what a condition about a record type may name: its fields, facts, states, kinds, events, extra fields."""
    facts = dict(fields_of(record_type)) if record_type in TYPES else {}
    for fact in (*FACTS, *framework.extensions.facts):
        if not fact.on or record_type in fact.on:
            facts[fact.name] = fact
    found = {name: _name(framework, record_type, fact) for name, fact in facts.items()}
    return {**found, **_kinds(framework, record_type), **_extra(framework, record_type)}


def _name(framework: "Framework", record_type: str, fact: Fact) -> Name:
    if fact.type == "grade":
        ranked = sorted(framework.all(EvidenceSort).values(), key=lambda sort: sort.rank)
        return Name("grade", order=tuple(sort.id for sort in ranked))
    known = tuple(framework.items(fact.names)) if fact.names in framework.tables else ()
    if fact.names == "body":
        known = (*known, *framework.items("role"))
    literal = literals_of(record_type, fact.name) if record_type in TYPES else None
    return Name(fact.type, known or literal or None)


def _kinds(framework: "Framework", record_type: str) -> Mapping[str, Name]:
    kinds = framework.kinds(record_type)
    if not kinds:
        return {}
    states = tuple(dict.fromkeys(state for kind in kinds.values() for state in kind.states))
    found = {"state": Name("text", states or None), "kind": Name("text", tuple(kinds))}
    for event in dict.fromkeys(event for kind in kinds.values() for event in (*kind.states, *kind.events)):
        found[f"happened.{event}"] = found[f"planned.{event}"] = Name("day")
    return found


def _extra(framework: "Framework", record_type: str) -> Mapping[str, Name]:
    fields = (field for field in framework.all(ExtraField).values() if record_type in field.on)
    return {f"extra.{field.id}": Name(field.type) for field in fields}
