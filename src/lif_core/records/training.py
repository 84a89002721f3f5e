"""Course: what is offered to learn. Sessions and attendance follow in the rooms that need them."""

import attrs

from lif_core.records.fields import refers_many, said
from lif_core.records.parts import Party
from lif_core.records.record import Record
from lif_core.values.when import When


@attrs.frozen(weakref_slot=False, kw_only=True, repr=False)
class Course(Record):
    """Something that is taught, planned or given.

    Attributes:
        answers: ids of the findings, recommendations or actions that ask for it.
        aims: what it is for.
        period: the programme year it belongs to.
        duration: how long it takes, as published ("1 day", "0.5").
        trainers: whose trainers give it.
        scheduling: what was said of its dates where none are set ("Dates to be confirmed").
    """

    answers: tuple[str, ...] = refers_many()
    aims: str = said()
    period: When | None = None
    duration: str = ""
    trainers: tuple[Party, ...] = ()
    scheduling: str = said()
