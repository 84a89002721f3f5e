"""Meeting: a group that came together, who was there by agency, and the papers it had before it."""

from typing import Literal

import attrs

from lif_core.records.fields import named, refers, said
from lif_core.records.parts import Party
from lif_core.records.record import Record
from lif_core.values.when import When

Asks = Literal["decision", "reopen", "sign-off", "date", "product"]
"""What an item of an agenda asks for: a decision that was prepared; what a later check asks for, that an action be
reopened or called sustained; a sign-off; another target date; that a learning product go out."""


@attrs.frozen(weakref_slot=False, kw_only=True)
class AgendaItem:
    """One numbered item of an agenda that asks for something: by its number what was decided comes back.

    Attributes:
        number: as it stands in the papers, such as `3.2`.
        asks: what it asks for.
        about: id of the record it is about.
        to: the status the record would go to, empty where no status is proposed.
    """

    number: str = ""
    asks: Asks = "decision"
    about: str = refers()
    to: str = ""


@attrs.frozen(weakref_slot=False, kw_only=True, repr=False)
class Meeting(Record):
    """A meeting of a body. What was decided there are decisions that name it, by the number of the agenda.

    Attributes:
        body: id of the body that meets.
        on: the day.
        chair: id of the role in the chair.
        present: agencies and roles that were there.
        apologies: agencies and roles that sent apologies.
        follows: id of the meeting before it: its papers tell what changed since.
        items: what its agenda asked for, by number, as the papers were sent out.
        pack: fingerprint of the journal as its papers were made, 64 hexadecimal digits or empty.
        text: anything else to be kept of it.
    """

    body: str = named("body")
    on: When | None = None
    chair: str = named("role")
    present: tuple[Party, ...] = ()
    apologies: tuple[Party, ...] = ()
    follows: str = refers("meeting")
    items: tuple[AgendaItem, ...] = ()
    pack: str = ""
    text: str = said()
