"""Chain: commits sealed with salted commitments, one linked to the next.

    commitment = sha256(salt || canonical value)            for the reason and for each value that a change sets
    digest     = sha256(canonical form of the commit with commitments in the place of values)
    link(n)    = sha256(link(n-1) || digest(n))

A value and its salt can be destroyed together: the commitment stays, so the chain still holds, and a dictionary of
likely values tried against it finds nothing without the salt.
"""

import hashlib
from collections.abc import Callable, Container, Iterable, Iterator
from typing import Any

from lif_core.errors import BrokenChain
from lif_core.journal.change import Commit
from lif_core.journal.sealed import Sealed, decode, encode, instant
from lif_core.serial.plain import canonical

SALT_BYTES = 16

Salts = Callable[[int], bytes]
"""Given a number of bytes, gives that many random ones: `os.urandom` at the roof, a counter in tests."""


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
        "at": instant(commit.at),
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
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError, OverflowError):
            raise BrokenChain(position, "it cannot be read as a commit.") from None
        if told != stored or encode(sealed) != body:
            raise BrokenChain(position, "its content or its place is not what was sealed.")
        if take is not None:
            take(position, sealed)
        previous = stored
    return previous
