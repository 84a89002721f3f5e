"""A small framework: for whoever tests a storage under a whole partnership, with actions and notes in it."""

from typing import TYPE_CHECKING

from lif_core.framework.documents import read_document
from lif_core.framework.layers import FrameworkHistory, compose

if TYPE_CHECKING:
    from lif_core.hooks.ports import Storage

LAYER = """
layer = "here"
[action.standard]
label = "Action"
path = "planned > done"
finished = ["done"]
[note.standard]
label = "Note"
path = "recorded"
[role.qa-officer]
label = "Quality assurance officer"
[disclosure.partnership]
label = "Partnership"
rank = 4
"""


def small_framework(more: str = "") -> FrameworkHistory:
    """Give a framework in which a `qa-officer` plans actions and writes notes.

    Args:
        more: further TOML of the same layer, for example the roles of more writers.
    """
    return compose([read_document(LAYER + more, "here.toml")])


def rows_of(storage: "Storage") -> list[tuple[object, ...]]:
    """Give the rows of a store as plain values, in their order, to be set beside those of another or of later."""
    return [(row.id, row.type, row.position, row.until, dict(row.keys), row.body) for row in storage.load()]
