"""Proposal: what a rule would write. A dry run is a proposal that nobody commits."""

from collections.abc import Iterable

import attrs

from lif_core.journal.change import Change
from lif_core.records.record import Record


@attrs.frozen(kw_only=True)
class Proposal:
    """What would be written.

    Attributes:
        changes: the changes, in order.
        warnings: sentences about what is allowed but should be looked at.
        notices: sentences about what this will bring about.
        records: the records as they would stand, in the order in which they were first touched.
        gone: ids of records that would be taken back.
        reasons: reasons that the requests themselves gave.
    """

    changes: tuple[Change, ...] = ()
    warnings: tuple[str, ...] = ()
    notices: tuple[str, ...] = ()
    records: tuple[Record, ...] = ()
    gone: tuple[str, ...] = ()
    reasons: tuple[str, ...] = attrs.field(default=(), repr=False)

    def then(self, following: Iterable["Proposal"]) -> "Proposal":
        """Give this proposal and those that follow as one."""
        every = (self, *following)
        records = {record.id: record for one in every for record in one.records}
        gone = tuple(dict.fromkeys(record_id for one in every for record_id in one.gone))
        return Proposal(
            changes=tuple(change for one in every for change in one.changes),
            warnings=tuple(dict.fromkeys(warning for one in every for warning in one.warnings)),
            notices=tuple(dict.fromkeys(notice for one in every for notice in one.notices)),
            records=tuple(record for record in records.values() if record.id not in gone),
            gone=gone,
            reasons=tuple(dict.fromkeys(reason for one in every for reason in one.reasons)),
        )
