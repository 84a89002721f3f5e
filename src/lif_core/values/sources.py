"""Sources: where a number or a duty comes from, and how far it binds."""

from typing import Literal

import attrs

Authority = Literal["statute", "regulations", "guidance", "panel", "local"]
"""How far a source binds: an Act (must), regulations (must), statutory guidance (`guidance`, should),
a Panel expectation, a local rule."""

BINDING: tuple[Authority, ...] = ("statute", "regulations", "guidance", "panel", "local")
"""The five levels of authority, the strongest first."""


@attrs.frozen(weakref_slot=False)
class Source:
    """Where a figure or duty comes from.

    Attributes:
        title: name of the document, with paragraph where known.
        authority: how far it binds.
        verified: whether somebody compared the figure with the document itself.
        url: where it can be read, or empty.
        note: doubts a reader should know of, or empty.
    """

    title: str
    authority: Authority = "local"
    verified: bool = False
    url: str = ""
    note: str = ""

    def __str__(self) -> str:
        return self.title if self.verified else f"{self.title} (not verified)"
