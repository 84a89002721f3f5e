"""Complaints: what cattrs found wrong in data from outside, as paths and plain words."""

from collections.abc import Iterator

from cattrs import BaseValidationError, ForbiddenExtraKeysError
from cattrs.errors import AttributeValidationNote, IterableValidationNote

Path = tuple[str | int, ...]
"""Where something stands in plain data: keys and places counted from 0."""


def complaints(error: BaseException, at: Path = ()) -> Iterator[tuple[Path, BaseException]]:
    """Tell every leaf of a cattrs error with the path that leads to it, in the order of the data."""
    if not isinstance(error, BaseValidationError):
        yield at, error
        return
    for inner in error.exceptions:
        yield from complaints(inner, at + _step(inner))


def _step(error: BaseException) -> Path:
    for note in getattr(error, "__notes__", ()):
        if isinstance(note, AttributeValidationNote):
            return (note.name,)
        if isinstance(note, IterableValidationNote):
            return (note.index,)
    return ()


def in_words(error: BaseException) -> str:
    """Say what one leaf complains of, without the value that it complains about."""
    if isinstance(error, ForbiddenExtraKeysError):
        return f"nobody knows the key {', '.join(sorted(error.extra_fields))}"
    if isinstance(error, KeyError):
        return f"the key {error.args[0]!r} is missing"
    if isinstance(error, ExpectedType) or type(error) is ValueError:
        return str(error).rstrip(".")  # both are raised by this library only, and never with the value
    return "the value does not fit"


class ExpectedType(TypeError):
    """A value is of another type than asked for, or none of the words asked for; tells both, never the value."""

    def __init__(self, expected: str, found: object, called: str = "") -> None:
        self.expected = expected
        self.found = called or _TYPE_WORDS.get(type(found), "something else")
        super().__init__(expected)

    def __str__(self) -> str:
        return f"{self.expected} is expected, {self.found} stands there"


_TYPE_WORDS = {
    str: "text",
    int: "a whole number",
    float: "a number",
    bool: "true or false",
    list: "a list",
    dict: "a table",
    type(None): "nothing",
}
