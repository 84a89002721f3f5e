"""Action: who does what by when, and how anybody will know."""

import attrs

from lif_core.records.fields import named, named_many, refers_many, said
from lif_core.records.parts import Milestone, Party, Rescheduled
from lif_core.records.record import Record
from lif_core.values.when import When


@attrs.frozen(weakref_slot=False, kw_only=True, repr=False)
class Action(Record):
    """Who does what by when.

    Attributes:
        answers: ids of the findings, recommendations or priorities it answers.
        text: what is to be done.
        leads: lead agencies or roles; one of them first, or none where nobody said.
        lead_role: id of the role that leads it within the lead agency.
        group: id of the sub-group that follows it up.
        signs_off: ids of the bodies that sign it off, in order.
        strength: id of its strength in the framework, which sets when it is checked again.
        due: target date.
        rescheduled: earlier target dates, oldest first.
        milestones: steps on the way.
        wanted: the outcome wanted.
        how_measured: how anybody will know.
        confidence: judged confidence that it will be done in time, in words of the framework.
    """

    answers: tuple[str, ...] = refers_many("finding", "recommendation", "priority")
    text: str = said()
    leads: tuple[Party, ...] = ()
    lead_role: str = named("role")
    group: str = named("body")
    signs_off: tuple[str, ...] = named_many("body")
    strength: str = named("strength")
    due: When | None = None
    rescheduled: tuple[Rescheduled, ...] = ()
    milestones: tuple[Milestone, ...] = ()
    wanted: str = said()
    how_measured: str = said()
    confidence: str = ""
