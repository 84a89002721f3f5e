"""Evidence, Evaluation, Measure and Figure: what was shown, what it means, and what others published."""

from typing import Literal

import attrs

from lif_core.records.fields import named, refers, refers_many, said
from lif_core.records.parts import Party, Reading
from lif_core.records.record import Record
from lif_core.values.when import When

Question = Literal["", "how-much", "how-well", "what-difference"]
"""What an evaluation asks: how much was done, how well, what difference it made."""

Outcome = Literal["", "improved", "no-change", "worse", "held", "did-not-hold", "too-early"]
"""What an evaluation found; empty where it gives no judgement of this kind."""


Better = Literal["", "more", "less"]
"""Which way a measure gets better; empty where nobody said."""


@attrs.frozen(weakref_slot=False, kw_only=True, repr=False)
class Evidence(Record):
    """Something that shows that an action was done, or made a difference.

    Attributes:
        shows: ids of the records it shows something about.
        sort: id of its sort in the framework, in an order of strength.
        text: what it shows.
        owner: who holds it.
        on: when it was gathered.
        of: how many things it rests on, in words.
        expires: until when it may be relied on.
        where: where it can be found: a pointer, never the file.
        sha256: hash of the file, 64 hexadecimal digits, or empty.
        revises: id of the evidence that it replaces.
    """

    shows: tuple[str, ...] = refers_many()
    sort: str = named("evidence-sort")
    text: str = said()
    owner: Party | None = None
    on: When | None = None
    of: str = said()
    expires: When | None = None
    where: str = said()
    sha256: str = ""
    revises: str = refers("evidence")


@attrs.frozen(weakref_slot=False, kw_only=True, repr=False)
class Evaluation(Record):
    """A judgement on what was done: how much, how well, what difference.

    Attributes:
        of: ids of the records that are evaluated.
        question: which of the three questions it answers.
        method: how.
        by: who; should not be the lead of the action.
        on: when.
        time_point: before, right after, weeks later, in words of the framework.
        readings: measured values with n and N.
        rests_on: ids of the evidence it rests on.
        judgement: the judgement in words.
        outcome: the judgement as one of a few words.
        limits: what it cannot show.
    """

    of: tuple[str, ...] = refers_many()
    question: Question = ""
    method: str = said()
    by: Party | None = None
    on: When | None = None
    time_point: str = ""
    readings: tuple[Reading, ...] = ()
    rests_on: tuple[str, ...] = refers_many("evidence")
    judgement: str = said()
    outcome: Outcome = ""
    limits: str = said()


@attrs.frozen(weakref_slot=False, kw_only=True, repr=False)
class Measure(Record):
    """Something that is measured again and again.

    Attributes:
        of: ids of the records it belongs to.
        definition: what exactly is counted.
        numerator: what stands above the line.
        denominator: what stands below it.
        better: whether more or less is better.
        baseline: the first reading.
    """

    of: tuple[str, ...] = refers_many()
    definition: str = said()
    numerator: str = said()
    denominator: str = said()
    better: Better = ""
    baseline: Reading | None = None


@attrs.frozen(weakref_slot=False, kw_only=True, repr=False)
class Figure(Record):
    """A published aggregate, as published.

    Attributes:
        name: what is counted.
        period: the time it covers.
        body: whose figure it is, where it is one body's.
        value: the value as printed, such as `1,547`.
        n: numerator or count, where the print tells one.
        of: denominator, or None for unknown.
        source: where it was published.
    """

    name: str = said()
    period: When | None = None
    body: Party | None = None
    value: str = said()
    n: float | None = None
    of: float | None = None
    source: str = said()
