"""Intake: that a file was taken in, what came of it, and what was kept aside. Never the text of a cell."""

from collections.abc import Mapping

import attrs

from lif_core.records.fields import refers_many
from lif_core.records.record import Record


@attrs.frozen(weakref_slot=False, kw_only=True, repr=False)
class Intake(Record):
    """The receipt of one import.

    Attributes:
        file: name of the file without its folder.
        sha256: hash of the file.
        mapping: the mapping that was used, as the text of a mapping file.
        counts: numbers of the receipt by name, such as `rows`, `lines`, `created`, `unchanged`.
        created: ids of the records it created.
        changed: ids of the records it changed.
        aside: places kept aside, such as `Sheet1!A6:F6`.
        refused: columns that were refused, such as `Tab 3!D`, with how many cells.
        undone: whether it was taken back.
    """

    file: str = ""
    sha256: str = ""
    mapping: str = attrs.field(default="", repr=False)
    counts: Mapping[str, int] = attrs.field(factory=dict)
    created: tuple[str, ...] = refers_many()
    changed: tuple[str, ...] = refers_many()
    aside: tuple[str, ...] = ()
    refused: tuple[str, ...] = ()
    undone: bool = False
