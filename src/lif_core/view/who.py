"""Who: what a framework calls a body or role, the party that its id stands for, and the body that a party is of."""

from collections.abc import Mapping
from functools import lru_cache

from lif_core.errors import Problem, Refused, UnknownName
from lif_core.framework.framework import Framework
from lif_core.framework.shape import Role
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


def body_of(framework: Framework, party: Party) -> str:
    """Tell the body that a party is, or that its role belongs to; empty where neither is known."""
    return party.body or body_of_role(framework, party.role)


def body_of_role(framework: Framework, role: str) -> str:
    """Tell the body that a role belongs to; empty where it belongs to none, or the framework does not know it."""
    return _bodies_of_roles(framework).get(role, "")


@lru_cache(maxsize=8)  # asked for each closed action
def _bodies_of_roles(framework: Framework) -> Mapping[str, str]:
    return {id: role.body for id, role in framework.all(Role).items() if role.body}


def known_body(framework: Framework, said: str) -> str:
    """Give the id of a body by its id or words.

    Raises:
        Refused: the framework knows no such body.
    """
    found = framework.find_body(said) if said else None
    if found is None:
        unknown = UnknownName(said, "body", framework.items("body"))
        mend = "Name a body of the framework, such as police; a layer adds those that are missing."
        problem = unknown.as_problem("body", mend)
        if not said:
            problem = Problem(code="report.body-missing", says="Nobody said for which body this is.", mend=mend)
        raise Refused([problem])
    return found
