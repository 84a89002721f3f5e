"""Identifiers: namespaced, opaque and rising, such as `liverpool/action/01j8q3xk7d2kf`.

An id is never an acronym, a pseudonym or derived from a label: those collide, and they tell.
What people call a thing is its `ref`.
"""

from collections.abc import Callable

Mint = Callable[[str], str]
"""Given a record type such as `action`, gives a fresh id. The roof makes one; tests inject theirs."""

_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
_EPOCH_MS = 1_577_836_800_000  # 1 January 2020, so that ids stay short for the next seventy years
_RANDOM_BITS = 24


def opaque(milliseconds: int, noise: int) -> str:
    """Tell the opaque part for an instant (milliseconds since 1970) and 24 bits of noise: 13 characters, rising."""
    number = (max(milliseconds - _EPOCH_MS, 0) << _RANDOM_BITS) | (noise & ((1 << _RANDOM_BITS) - 1))
    letters = []
    for _ in range(13):
        number, digit = divmod(number, 32)
        letters.append(_ALPHABET[digit])
    return "".join(reversed(letters))


class Minter:
    """Mints ids that rise, also within one millisecond.

    Args:
        namespace: id of the partnership, such as `liverpool`.
        clock: gives milliseconds since 1970.
        noise: gives a random number of at least 24 bits.
    """

    def __init__(self, namespace: str, clock: Callable[[], int], noise: Callable[[], int]) -> None:
        self._namespace = namespace
        self._clock = clock
        self._noise = noise
        self._last = (0, 0)

    def __call__(self, record_type: str) -> str:
        """Give a fresh id for a record of `record_type`."""
        now, noise = max(self._clock(), _EPOCH_MS), self._noise() & ((1 << _RANDOM_BITS) - 1)
        if (now, noise) <= self._last:
            now, noise = self._last[0], self._last[1] + 1
            if noise >> _RANDOM_BITS:
                now, noise = now + 1, 0
        self._last = (now, noise)
        return f"{self._namespace}/{record_type}/{opaque(now, noise)}"


def counting(namespace: str) -> Mint:
    """Give a mint for tests and examples: `demo/action/1`, `demo/action/2`, and so on, one row for all types."""
    issued = 0

    def mint(record_type: str) -> str:
        nonlocal issued
        issued += 1
        return f"{namespace}/{record_type}/{issued:06d}"

    return mint


def type_of(record_id: str) -> str:
    """Tell the record type that an id names: `action` of `liverpool/action/01j8q3xk7d2kf`.

    Raises:
        ValueError: the text is no id.
    """
    parts = record_id.split("/")
    if len(parts) != 3 or not all(parts):
        raise ValueError("An id has three parts: partnership/type/opaque.")
    return parts[1]
