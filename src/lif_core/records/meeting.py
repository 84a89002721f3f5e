"""Meeting: a group that came together, who was there by agency, and the papers it had before it."""

import attrs

from lif_core.records.fields import named, refers, said
from lif_core.records.parts import Party
from lif_core.records.record import Record
from lif_core.values.when import When


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
        pack: fingerprint of the journal as its papers were made, 64 hexadecimal digits or empty.
        text: anything else to be kept of it.
    """

    body: str = named("body")
    on: When | None = None
    chair: str = named("role")
    present: tuple[Party, ...] = ()
    apologies: tuple[Party, ...] = ()
    follows: str = refers("meeting")
    pack: str = ""
    text: str = said()
