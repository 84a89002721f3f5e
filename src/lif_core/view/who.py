"""Who: what a framework calls a body or role, and the party that its id stands for."""

from lif_core.framework.framework import Framework
from lif_core.records.parts import Party


def called(framework: Framework, id: str) -> str:
    """Tell what a body or role is called; empty where the framework knows neither by this id."""
    table = next((table for table in ("body", "role") if id and framework.has(table, id)), "")
    return framework.item(table, id).words if table else ""


def party_of(framework: Framework, id: str) -> Party:
    """Give the party of a role or body; where the framework knows neither, of the words as they stand."""
    if framework.has("role", id):
        return Party(role=id)
    return Party(body=id) if framework.has("body", id) else Party(said=id)
