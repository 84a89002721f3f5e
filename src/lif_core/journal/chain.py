"""Chain: commits sealed with salted commitments, one linked to the next.

    commitment = sha256(salt || canonical value)            for the reason and for each value that a change sets
    digest     = sha256(canonical form of the commit with commitments in the place of values)
    link(n)    = sha256(link(n-1) || digest(n))

A value and its salt can be destroyed together: the commitment stays, so the chain still holds, and a dictionary of
likely values tried against it finds nothing without the salt.
"""

import hashlib
from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from datetime import UTC, date, datetime
from typing import Any

import attrs

from lif_core.errors import BrokenChain, NewerFormat
from lif_core.journal.change import Change, Commit
from lif_core.serial import versions
from lif_core.serial.plain import at_once, canonical, glance
from lif_core.serial.unread import UNREAD, loads
from lif_core.values.identifiers import type_of

SALT_BYTES = 16

Salts = Callable[[int], bytes]
"""Given a number of bytes, gives that many random ones: `os.urandom` at the roof, a counter in tests."""


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


def seal(commit: Commit, salts: Salts) -> Sealed:
    """Give every value of a commit a salt of its own."""
    places = [place for place, _ in _values(commit)]
    noise = salts(SALT_BYTES * len(places)).hex()
    size = SALT_BYTES * 2
    return Sealed(commit, {place: noise[n * size : (n + 1) * size] for n, place in enumerate(places)})


def _values(commit: Commit, gone: Container[str] = ()) -> Iterator[tuple[str, Any]]:
    if commit.why or "why" not in gone:
        yield "why", commit.why
    for number, change in enumerate(commit.changes):
        for field, value in change.set.items():
            yield f"{number}.{field}", value


def commitment(salt: str, value: Any) -> str:
    """Commit to a value: the hash of its salt and its canonical form."""
    return hashlib.sha256(bytes.fromhex(salt) + canonical(value)).hexdigest()


def commitments(sealed: Sealed) -> dict[str, str]:
    """Tell the commitments of a commit by place, of redacted values too.

    Raises:
        ValueError: a value has no salt of its own, a salt has no value, or a place is told both as held and as gone.
            Whoever could leave one out, or cover it, could alter the value under a digest that still fits.
    """
    salts, gone = dict(sealed.salts.items()), sealed.gone
    values = dict(_values(sealed.commit, gone))
    if salts.keys() != values.keys() or not gone.keys().isdisjoint(values):
        raise ValueError(_OTHER_SALTS)
    return {**{place: commitment(salts[place], value) for place, value in values.items()}, **gone}


_OTHER_SALTS = "The salts of this commit are not those of its values."


def digest(sealed: Sealed) -> str:
    """Tell the digest of a commit: over everything in it, with commitments in the place of values."""
    commit = sealed.commit
    skeleton = {
        "format": sealed.format,
        "at": _instant(commit.at),
        "by": commit.by,
        "actor": commit.actor,
        "framework": commit.framework,
        "changes": [[change.record, change.kind, change.on.isoformat()] for change in commit.changes],
        "values": commitments(sealed),
    }
    return hashlib.sha256(canonical(skeleton)).hexdigest()


def link(previous: str, sealed: Sealed) -> str:
    """Tell the link of a commit that follows the link `previous`."""
    return hashlib.sha256(bytes.fromhex(previous) + bytes.fromhex(digest(sealed))).hexdigest()


def fingerprint(link_: str) -> str:
    """Tell the short form of a link that people write into minutes: `7f3a-91c2-...`, sixteen digits."""
    return "-".join(link_[n : n + 4] for n in range(0, 16, 4))


def encode(sealed: Sealed) -> bytes:
    """Write a sealed commit as JSON bytes."""
    commit = sealed.commit
    needs = {"needs": versions.NEEDS[sealed.format]} if sealed.format in versions.NEEDS else {}
    return canonical(
        {
            **needs,
            "format": sealed.format,
            "at": _instant(commit.at),
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


def _instant(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def verify(
    commits: Iterable[tuple[int, str, bytes]], genesis: str, take: Callable[[int, Sealed], object] | None = None
) -> str:
    """Check a journal from its first commit and tell the link it ends on.

    Finds an edited, missing, reordered or inserted commit. That the newest commits were cut off, or that all were
    rebuilt by somebody with write access, shows only against a fingerprint that was kept elsewhere.

    Args:
        commits: position, link and body of each commit, in order.
        genesis: the link an empty journal ends on.
        take: is given each commit that fits, with its position.

    Raises:
        BrokenChain: names the first commit that does not fit.
    """
    previous = genesis
    for expected, (position, stored, body) in enumerate(commits, start=1):
        if position != expected:
            raise BrokenChain(expected, f"commit {position} stands where commit {expected} should.")
        try:
            sealed = decode(body)
            told = link(previous, sealed)
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
            raise BrokenChain(position, "it cannot be read as a commit.") from None
        if told != stored or encode(sealed) != body:
            raise BrokenChain(position, "its content or its place is not what was sealed.")
        if take is not None:
            take(position, sealed)
        previous = stored
    return previous
