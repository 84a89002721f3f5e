"""Review and Decision: a learning activity of any kind, and what was decided about it."""

import attrs

from lif_core.records.fields import named, refers, refers_many, said
from lif_core.records.parts import Criterion, Hold, Override, Party
from lif_core.records.record import Record
from lif_core.values.when import When


@attrs.frozen(weakref_slot=False, kw_only=True, repr=False)
class Review(Record):
    """Any learning activity: statutory review, audit, inspection, survey, complaint theme; its `kind` says which.

    Attributes:
        agencies: who takes part.
        subjects: labels such as published pseudonyms; never a name, birth date or number of a person.
        period: the time that is looked at.
        method: how it is looked at.
        lead_role: id of the role that leads it.
        holds: why it waits; several can stand at once.
        overrides: rules set aside for this review, with authority.
    """

    agencies: tuple[Party, ...] = ()
    subjects: tuple[str, ...] = ()
    period: When | None = None
    method: str = said()
    lead_role: str = named("role")
    holds: tuple[Hold, ...] = ()
    overrides: tuple[Override, ...] = ()


@attrs.frozen(weakref_slot=False, kw_only=True, repr=False)
class Decision(Record):
    """Something that was decided, with its criteria and room for dissent.

    Attributes:
        about: ids of the records it is about.
        question: what was to be decided.
        outcome: what was decided.
        criteria: each with met, not met or unclear, and why.
        by: who decided.
        on: when.
        dissent: who saw it otherwise, and why.
        meeting: id of the meeting it was decided at; `ref` is then its number on the agenda.
    """

    about: tuple[str, ...] = refers_many()
    question: str = said()
    outcome: str = said()
    criteria: tuple[Criterion, ...] = ()
    by: Party | None = None
    on: When | None = None
    dissent: str = said()
    meeting: str = refers("meeting")
