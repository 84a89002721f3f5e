"""Change: one thing that happened to one record, as plain data."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, Literal

import attrs

from lif_core.serial.unread import UNREAD

ChangeKind = Literal["create", "amend", "move", "withdraw", "redact"]
"""What a change does: makes a record, sets values, moves its status, takes it back, removes values for good."""


@attrs.frozen(weakref_slot=False, kw_only=True)
class Change:
    """One change of one record.

    Attributes:
        record: id of the record.
        kind: what the change does.
        set: plain values by field name, or by `happened.EVENT`, `planned.EVENT`, `keys.KEY`, `extra.KEY`.
            A value of None takes the field back to its default, or the entry out of its map. Lists are set whole.
        on: the day on which it takes effect.
    """

    record: str
    kind: ChangeKind
    set: Mapping[str, Any] = attrs.field(factory=dict, repr=False, metadata={UNREAD: True})
    on: date


@attrs.frozen(weakref_slot=False, kw_only=True)
class Commit:
    """What one work block writes, all or nothing.

    Attributes:
        at: the instant it was written, UTC.
        by: id of the role that says it.
        actor: opaque key of whoever sat at the keyboard, or empty; never a name.
        why: the reason, in words.
        framework: fingerprint of the framework it was decided under.
        changes: the changes, in order.
    """

    at: datetime
    by: str
    actor: str = ""
    why: str = attrs.field(default="", repr=False)
    framework: str = ""
    changes: tuple[Change, ...] = ()

    @property
    def touches(self) -> tuple[str, ...]:
        """Ids of the records it changes, each once, in order."""
        return tuple(dict.fromkeys(change.record for change in self.changes))
