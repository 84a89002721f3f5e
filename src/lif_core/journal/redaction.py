"""Redaction: a value and its salt are destroyed together; the commitment stays, so the chain still holds."""

from collections.abc import Collection

import attrs

from lif_core.journal.chain import Sealed, commitments


def redact(sealed: Sealed, record_id: str, fields: Collection[str], *, reason: bool = False) -> Sealed:
    """Give a sealed commit without the values that its changes set in `fields` of one record.

    Args:
        sealed: the commit.
        record_id: the record whose values go.
        fields: names of fields; a field stands for its entries too: `happened` also removes `happened.sent`.
        reason: whether the reason given for the commit goes too, where the commit touches the record.
    """
    told = commitments(sealed)
    gone = dict(sealed.gone)
    changes = []
    for number, change in enumerate(sealed.commit.changes):
        doomed = {key for key in change.set if change.record == record_id and _meant(key, fields)}
        gone |= {f"{number}.{key}": told[f"{number}.{key}"] for key in doomed}
        changes.append(attrs.evolve(change, set={k: v for k, v in change.set.items() if k not in doomed}))
    why = sealed.commit.why
    if reason and record_id in sealed.commit.touches and "why" in told:
        gone["why"], why = told["why"], ""
    salts = {place: salt for place, salt in sealed.salts.items() if place not in gone}
    commit = attrs.evolve(sealed.commit, why=why, changes=tuple(changes))
    return attrs.evolve(sealed, commit=commit, salts=salts, gone=gone)


def _meant(key: str, fields: Collection[str]) -> bool:
    return key in fields or key.partition(".")[0] in fields
