"""Export: that something left: which report, for whom, showing which records. Never its text, nor where it went to."""

import attrs

from lif_core.records.fields import tells_many
from lif_core.records.parts import Party
from lif_core.records.record import Record
from lif_core.values.when import When


@attrs.frozen(weakref_slot=False, kw_only=True, repr=False)
class Export(Record):
    """A file that left: what it showed, to whom, by whom and when.

    The records it showed are told by their ids and do not count as pointed at: what went out stays told also where
    a record was taken back since. That is for the partnership, which has to ask for the copies back: an audience is
    told only those that it may see, as a record can have been made narrower after it left.

    Attributes:
        report: name of the report; `dump` or `backup` for a copy of the whole register.
        audience: id of the audience it was made for, empty for the partnership's own work.
        marking: the marking it carries.
        shown: ids of the records it showed; empty for a copy of the whole register.
        whole: whether it is a copy of the whole register as it stood, with every level in it, or counts as one: a
            report that does not say which records it shows.
        file: name of the file without its folder; empty where it went to standard output.
        sha256: hash of the file, 64 hexadecimal digits.
        by: who let it go.
        on: the day it left.
        as_at: the day as at which its content holds.
        fingerprint: fingerprint of the journal that it was made from, which a sheet that comes back tells again.
    """

    report: str = ""
    audience: str = ""
    marking: str = ""
    shown: tuple[str, ...] = tells_many()
    whole: bool = False
    file: str = ""
    sha256: str = ""
    by: Party | None = None
    on: When | None = None
    as_at: When | None = None
    fingerprint: str = ""
