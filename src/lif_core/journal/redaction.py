"""Redaction: a value and its salt are destroyed together; the commitment stays, so the chain still holds."""

from collections.abc import Collection, Mapping
from typing import Any

import attrs

from lif_core.journal.chain import commitments
from lif_core.journal.fold import MAPS
from lif_core.journal.sealed import Sealed


def redact(sealed: Sealed, record_id: str, fields: Collection[str], *, reason: bool = False) -> Sealed:
    """Give a sealed commit without the values that its changes set in `fields` of one record.

    Args:
        sealed: the commit.
        record_id: the record whose values go.
        fields: names of fields; a field stands for its entries too: `happened` also removes `happened.sent`. An entry
            takes the whole map along where one change set them together: they have one commitment.
        reason: whether the reason given for the commit goes too, where the commit touches the record.
    """
    return redact_each(sealed, {record_id: fields}, reason=reason and record_id in sealed.commit.touches)


def redact_each(sealed: Sealed, fields: Mapping[str, Collection[str]], *, reason: bool = False) -> Sealed:
    """Give a sealed commit without the values of several records.

    Args:
        sealed: the commit.
        fields: the fields that go, by the id of their record; see `redact`.
        reason: whether the reason given for the commit goes too.
    """
    told = commitments(sealed)
    gone = dict(sealed.gone)
    changes = []
    for number, change in enumerate(sealed.commit.changes):
        names = fields.get(change.record, ())
        doomed = {key for key in change.set if _meant(key, change.set[key], names)} if names else set()
        gone |= {f"{number}.{key}": told[f"{number}.{key}"] for key in doomed}
        kept = {key: value for key, value in change.set.items() if key not in doomed}
        changes.append(attrs.evolve(change, set=kept) if doomed else change)
    why = sealed.commit.why
    if reason and "why" in told:
        gone["why"], why = told["why"], ""
    salts = {place: salt for place, salt in sealed.salts.items() if place not in gone}
    commit = attrs.evolve(sealed.commit, why=why, changes=tuple(changes))
    return attrs.evolve(sealed, commit=commit, salts=salts, gone=gone)


def set_whole(key: str, value: Any, fields: Collection[str]) -> bool:
    """Tell whether a change set a map as a whole, with an entry in it that goes while the map itself does not."""
    if key not in MAPS or key in fields or not isinstance(value, Mapping):
        return False
    return any(f"{key}.{entry}" in fields for entry in value)


def _meant(key: str, value: Any, fields: Collection[str]) -> bool:
    return key in fields or key.partition(".")[0] in fields or set_whole(key, value, fields)
