"""Sealed: a commit with its salts, as it is written into the journal and read again; `chain.py` links them."""

from collections.abc import Mapping
from datetime import UTC, date, datetime

import attrs

from lif_core.errors import NewerFormat
from lif_core.journal.change import Change, Commit
from lif_core.serial import versions
from lif_core.serial.plain import at_once, canonical, glance
from lif_core.serial.unread import UNREAD, loads
from lif_core.values.identifiers import type_of


@attrs.frozen(weakref_slot=False)
class Sealed:
    """A commit with what its chain link rests on.

    Attributes:
        commit: the commit; a value that was redacted is missing from its change.
        salts: salt in hexadecimal by place (`why`, or `CHANGE.FIELD` with the change counted from 0).
        gone: commitment in hexadecimal by place, for values that were redacted.
        format: the form it was written in, which its digest rests on for ever.
    """

    commit: Commit
    salts: Mapping[str, str] = attrs.field(repr=False)
    gone: Mapping[str, str] = attrs.field(factory=dict)
    format: int = attrs.field(factory=lambda: versions.FORMAT)


def encode(sealed: Sealed) -> bytes:
    """Write a sealed commit as JSON bytes."""
    commit = sealed.commit
    needs = {"needs": versions.NEEDS[sealed.format]} if sealed.format in versions.NEEDS else {}
    return canonical(
        {
            **needs,
            "format": sealed.format,
            "at": instant(commit.at),
            "by": commit.by,
            "actor": commit.actor,
            "why": commit.why,
            "framework": commit.framework,
            "changes": [
                {
                    "record": change.record,
                    "kind": change.kind,
                    "on": change.on.isoformat(),
                    "set": dict(change.set.items()),
                }
                for change in commit.changes
            ],
            "salts": dict(sealed.salts.items()),
            "gone": dict(sealed.gone),
        }
    )


def decode(body: bytes) -> Sealed:
    """Read a sealed commit.

    Raises:
        NewerFormat: a newer version of the library wrote it.
        ValueError: the bytes are no commit.
    """
    stored = at_once(_Stored, body)
    if stored is not None and 1 <= stored.format <= versions.FORMAT:
        commit = Commit(
            at=stored.at,
            by=stored.by,
            actor=stored.actor,
            why=stored.why,
            framework=stored.framework,
            changes=stored.changes,
        )
        return Sealed(commit, stored.salts, stored.gone, stored.format)
    return _told(body)


@attrs.frozen(weakref_slot=False, kw_only=True)
class _Stored:
    """A sealed commit as it is written."""

    format: int
    at: datetime
    by: str
    actor: str
    why: str
    framework: str
    changes: tuple[Change, ...]
    salts: Mapping[str, str] = attrs.field(metadata={UNREAD: True})
    gone: Mapping[str, str]


def _told(body: bytes) -> Sealed:
    """Read a sealed commit step by step, and say what is wrong with it."""
    plain = loads(body)
    if not isinstance(plain, dict) or type(plain.get("format")) is not int or plain["format"] < 1:
        raise ValueError("These bytes are no commit of this library.")
    if plain["format"] > versions.FORMAT:
        raise NewerFormat(
            f"The journal was written in form {plain['format']}, this version reads up to form {versions.FORMAT}. "
            f"{to_install(plain.get('needs'))}"
        )
    changes = tuple(
        Change(record=c["record"], kind=c["kind"], on=date.fromisoformat(c["on"]), set=c["set"])
        for c in plain["changes"]
    )
    commit = Commit(
        at=datetime.fromisoformat(plain["at"]),
        by=plain["by"],
        actor=plain["actor"],
        why=plain["why"],
        framework=plain["framework"],
        changes=changes,
    )
    return Sealed(commit, plain["salts"], plain["gone"], plain["format"])


def written_on(body: bytes) -> date:
    """Tell the day (UTC) on which a commit was written, without reading what it says.

    Raises:
        ValueError: the bytes are no commit.
    """
    return written_at(body).date()


def written_at(body: bytes) -> datetime:
    """Tell the instant (UTC) at which a commit was written, without reading what it says.

    Raises:
        ValueError: the bytes are no commit.
    """
    said = glance(body, "at")
    if not isinstance(said, str):
        raise ValueError("These bytes are no commit of this library.")
    return datetime.fromisoformat(said).astimezone(UTC)


def to_install(needs: object) -> str:
    """Say which version to install, by what something of a newer form says that it needs."""
    if isinstance(needs, str) and 0 < len(needs) <= 20 and set(needs) <= _OF_VERSIONS:
        return f"Install lif-core {needs} or newer."
    return "Install a version of lif-core that is at least as new as the one that wrote it."


_OF_VERSIONS = frozenset("0123456789.abcr")


def lifted(sealed: Sealed) -> Commit:
    """Give a commit with the values of its changes in today's form; what it rests on stays as it was written."""
    commit = sealed.commit
    if sealed.format == versions.FORMAT:
        return commit
    return attrs.evolve(
        commit,
        changes=tuple(
            attrs.evolve(change, set=versions.lift(type_of(change.record), change.set, sealed.format))
            for change in commit.changes
        ),
    )


def instant(at: datetime) -> str:
    """Spell an instant as commits do: UTC, to the microsecond."""
    return at.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")
