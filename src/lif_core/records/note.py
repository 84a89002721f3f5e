"""Note and AcceptedGap: what was said about a record, and what is accepted for now."""

from typing import Literal

import attrs

from lif_core.records.fields import refers_many, said
from lif_core.records.parts import Party
from lif_core.records.record import Record
from lif_core.values.when import When

NoteSort = Literal["progress", "reply", "comment", "minute"]
"""What a note is: an update, an agency's reply, a comment, or a line of minutes."""


@attrs.frozen(weakref_slot=False, kw_only=True, repr=False)
class Note(Record):
    """Something that was said about other records; a report of doing, not evidence.

    Attributes:
        about: ids of the records it is about.
        sort: progress, reply, comment or minute.
        text: the words.
        by: who said it.
        on: when it was said, as precisely as anybody knows.
    """

    about: tuple[str, ...] = refers_many()
    sort: NoteSort = "comment"
    text: str = said()
    by: Party | None = None
    on: When | None = None


@attrs.frozen(weakref_slot=False, kw_only=True, repr=False)
class AcceptedGap(Record):
    """A gap that is accepted for now, because, until.

    Attributes:
        gap: code of the gap, such as `action-without-lead`.
        about: ids of the records concerned.
        why: the reason; asked for.
        until: the last day on which it is accepted; asked for.
        by: who accepted it.
    """

    gap: str = ""
    about: tuple[str, ...] = refers_many()
    why: str = said()
    until: When | None = None
    by: Party | None = None
