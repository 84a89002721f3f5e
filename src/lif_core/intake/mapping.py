"""Mapping: how a sheet is read, as a file that people can keep, change and give back."""

import re
import tomllib
from collections.abc import Iterable
from collections.abc import Mapping as Map
from typing import Any, Literal, get_args

import attrs

from lif_core.errors import InvalidData, Problem, nearest
from lif_core.intake.headings import FIELDS

RowKind = Literal[
    "recommendation+action", "recommendation", "action", "finding", "review", "course", "figure", "nothing"
]
"""What one line becomes. `recommendation+action`: a recommendation, and the action that does as recommended (or the
action in its own column). `review`: a line of a list of published reviews. `nothing`: lines are kept aside whole."""

ROW_KINDS: tuple[str, ...] = get_args(RowKind)

ANSWERS = ("set", "leave", "one", "same", "new", "first", "last")
"""Answers to questions: `set` what was offered, `leave` it, `one` party and not two, the `same` line, a `new` line, the
`first` or the `last` of several dates."""

LARGEST = 1_000_000
"""A mapping file of more characters is not read."""

_HEX = re.compile(r"[0-9A-F]{6}")


@attrs.frozen(weakref_slot=False, kw_only=True)
class Allowed:
    """That a column which identifies people is taken in all the same.

    Attributes:
        into: id of the extra field of the framework that it goes into.
        by: the role that answers for it.
        because: the reason.
    """

    into: str
    by: str
    because: str = attrs.field(repr=False)


@attrs.frozen(weakref_slot=False, kw_only=True)
class Mapping:
    """How a file is read.

    Attributes:
        source: name of the tracker that the file is an edition of; empty for the file's own name, or where it shows.
        row: what one line becomes; empty where it is told table by table, or guessed.
        rows: what one line becomes, by table: sheet and heading row, such as `Sheet1!10`.
        columns: field by heading; for a column without heading, by its letter.
        title: headings whose text makes a line into a record, the first that has any.
        fill_down: headings of columns whose blanks mean "as above".
        header: heading row by sheet; 0 where the sheet has none.
        ignore: sheets that are not read into lines.
        status: state by status word.
        fills: status word by fill colour (`RRGGBB`), where a colour alone says how a line stands.
        day_first: whether `03/04/2024` is 3 April; None where nobody has said.
        struck: state of lines that are struck through; empty to import them as they stand.
        review: id of the review, audit or plan that the lines come from.
        review_kind: kind of the reviews of a comparison of years, and of those in a list that do not say theirs.
        disclosure: id of the disclosure level of what is created.
        allowed: by heading, columns that identify people and are taken in all the same.
        answers: answers to questions, by address.
    """

    source: str = ""
    row: str = ""
    rows: Map[str, str] = attrs.field(factory=dict)
    columns: Map[str, str] = attrs.field(factory=dict)
    title: tuple[str, ...] = ()
    fill_down: tuple[str, ...] = ()
    header: Map[str, int] = attrs.field(factory=dict)
    ignore: tuple[str, ...] = ()
    status: Map[str, str] = attrs.field(factory=dict)
    fills: Map[str, str] = attrs.field(factory=dict)
    day_first: bool | None = None
    struck: str = ""
    review: str = ""
    review_kind: str = ""
    disclosure: str = ""
    allowed: Map[str, Allowed] = attrs.field(factory=dict)
    answers: Map[str, str] = attrs.field(factory=dict)

    def over(self, guessed: "Mapping") -> "Mapping":
        """Give the mapping that says what this one says, and what `guessed` says where this one is silent."""
        values: dict[str, Any] = {}
        for field in attrs.fields(Mapping):
            own, other = getattr(self, field.name), getattr(guessed, field.name)
            if isinstance(own, Map):
                values[field.name] = {**other, **own}
            else:
                values[field.name] = own if own not in ("", (), None) else other
        return Mapping(**values)

    def in_one_line(self) -> "Mapping":
        """Give the mapping with its headings in one line, as headings are compared."""
        return attrs.evolve(
            self,
            columns={_one_line(heading): field for heading, field in self.columns.items()},
            allowed={_one_line(heading): allowed for heading, allowed in self.allowed.items()},
            title=tuple(_one_line(heading) for heading in self.title),
            fill_down=tuple(_one_line(heading) for heading in self.fill_down),
        )

    @classmethod
    def from_toml(cls, text: str, where: str = "") -> "Mapping":
        """Read a mapping file.

        Raises:
            InvalidData: tells everything that is wrong with it.
        """
        return _Reader(where).read(text)

    def to_toml(self) -> str:
        """Write it as a mapping file, with a remark on each part; `from_toml` gives the same mapping back."""
        return "".join(_written(self))


def _one_line(heading: str) -> str:
    return " ".join(heading.split())


# ---- writing ----


def quoted(text: str) -> str:
    """Write a text as it stands in a mapping file, quotes and all."""
    signs = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t", "\b": "\\b", "\f": "\\f"}
    written = (
        signs.get(sign) or (f"\\u{ord(sign):04x}" if ord(sign) < 32 or ord(sign) == 127 else sign) for sign in text
    )
    return f'"{"".join(written)}"'


def _listed(many: Iterable[str]) -> str:
    return f"[{', '.join(quoted(one) for one in many)}]"


def _written(mapping: Mapping) -> Iterable[str]:
    yield "# How this file was read. Keep it, change it, and give it back with --mapping.\n\n"
    if mapping.source:
        yield "# The tracker that this file is an edition of. Leave it out where the mapping is used for another one.\n"
        yield f"source = {quoted(mapping.source)}\n"
    if mapping.row:
        yield f"# What one line becomes: {', '.join(ROW_KINDS)}.\nrow = {quoted(mapping.row)}\n"
    if mapping.title:
        yield "# Whose text makes a line into a record: the first of these headings that has any.\n"
        yield f"title = {_listed(mapping.title)}\n"
    if mapping.fill_down:
        yield '# Columns whose blanks mean "as above".\n'
        yield f"fill_down = {_listed(mapping.fill_down)}\n"
    if mapping.ignore:
        yield f"# Sheets that are not read into lines.\nignore = {_listed(mapping.ignore)}\n"
    if mapping.day_first is not None:
        yield "# Whether 03/04/2024 is 3 April.\n"
        yield f"day_first = {'true' if mapping.day_first else 'false'}\n"
    for key, remark in (
        ("struck", "State of lines that are struck through"),
        ("review", "The review, audit or plan that the lines come from"),
        ("review_kind", "Kind of reviews that do not say it themselves"),
        ("disclosure", "Disclosure level of what is created"),
    ):
        if getattr(mapping, key):
            yield f"# {remark}.\n{key} = {quoted(getattr(mapping, key))}\n"
    for key, remark in (
        ("columns", "What stands in which column, by heading (or by letter where it has none)"),
        ("rows", "What one line becomes, by table: sheet and heading row"),
        ("header", "Heading row by sheet; 0 where it has none"),
        ("status", "What a status word means: a state of the framework"),
        ("fills", "What a fill colour stands for, as a status word"),
        ("answers", f"Answers to questions, by address: {', '.join(ANSWERS)}"),
    ):
        entries = getattr(mapping, key)
        if entries:
            yield f"\n# {remark}.\n[{key}]\n"
            for name, value in entries.items():
                yield f"{quoted(name)} = {value if isinstance(value, int) else quoted(value)}\n"
    for heading, allowed in mapping.allowed.items():
        yield "\n# A column that identifies people and is taken in all the same: into which field, by whom, why.\n"
        yield f"[allowed.{quoted(heading)}]\n"
        yield "".join(f"{key} = {quoted(value)}\n" for key, value in attrs.asdict(allowed).items())
    if mapping.columns:
        yield "\n# Fields that a column may be read as:\n"
        for field, what in FIELDS.items():
            yield f"#   {field}: {what}\n"


# ---- reading ----

_TEXT_KEYS = ("source", "row", "struck", "review", "review_kind", "disclosure")
_LIST_KEYS = ("title", "fill_down", "ignore")
_KEYS = tuple(field.name for field in attrs.fields(Mapping))


@attrs.define
class _Reader:
    where: str
    problems: list[Problem] = attrs.field(factory=list, init=False)

    def read(self, text: str) -> Mapping:
        if len(text) > LARGEST:
            self._add("mapping.too-large", "The mapping file is too large.", "Give a mapping file, not a data file.")
            raise InvalidData(self.problems)
        try:
            said = tomllib.loads(text)
        except (tomllib.TOMLDecodeError, RecursionError) as error:
            self._add("mapping.not-toml", f"The mapping file is not TOML: {error}.", "Mend the line it names.")
            raise InvalidData(self.problems) from None
        values = {key: self._value(key, value) for key, value in said.items()}
        if self.problems:
            raise InvalidData(self.problems)
        return Mapping(**values)

    def _add(self, code: str, says: str, mend: str, key: str = "", **more: Any) -> None:
        where = " ".join(part for part in (self.where, key) if part)
        self.problems.append(Problem(code=code, says=says, mend=mend, where=where, **more))

    def _value(self, key: str, value: Any) -> Any:
        if key not in _KEYS:
            self._add(
                "mapping.unknown-key",
                f"A mapping file has no key {key!r}.",
                f"It may have: {', '.join(_KEYS)}.",
                key,
                found=key,
                nearest=nearest(key, _KEYS),
            )
            return None
        if key == "day_first":
            return self._checked(key, value, isinstance(value, bool), "true or false")
        if key in _TEXT_KEYS:
            if self._checked(key, value, isinstance(value, str), "a text") is not None and key == "row":
                self._one_of(key, value, ROW_KINDS)
            if key == "source":
                self._checked(key, value, isinstance(value, str) and "/" not in value, "a name without a slash")
            return value
        if key in _LIST_KEYS:
            fits = isinstance(value, list) and all(isinstance(one, str) for one in value)
            return tuple(value) if self._checked(key, value, fits, "a list of texts") is not None else ()
        fits = isinstance(value, dict)
        if key == "allowed":
            return self._allowed(value) if self._checked(key, value, fits, "a table") is not None else {}
        return self._table(key, value) if self._checked(key, value, fits, "a table") is not None else {}

    def _checked(self, key: str, value: Any, fits: bool, expected: str) -> Any:
        if fits:
            return value
        self._add("mapping.wrong-value", f"{key!r} should be {expected}.", "Write it so.", key, expected=expected)
        return None

    def _table(self, key: str, table: dict[str, Any]) -> dict[str, Any]:
        wanted = "a whole number" if key == "header" else "a text"
        for name, value in table.items():
            place = f"{key}.{name}"
            if isinstance(value, bool) or not isinstance(value, int if key == "header" else str):
                self._checked(place, value, False, wanted)
            elif isinstance(value, int):
                if value < 0:
                    self._checked(place, value, False, "0 or the number of a row")
            elif key in _ALLOWED:
                self._one_of(place, value, _ALLOWED[key])
            elif key == "fills" and not _HEX.fullmatch(name.upper()):
                self._checked(place, name, False, "a colour as six hexadecimal digits, such as 92D050")
        return {name.upper(): value for name, value in table.items()} if key == "fills" else dict(table)

    def _allowed(self, table: dict[str, Any]) -> dict[str, Allowed]:
        found = {}
        wanted = tuple(field.name for field in attrs.fields(Allowed))
        for heading, said in table.items():
            fits = isinstance(said, dict) and set(said) == set(wanted)
            if fits and all(isinstance(one, str) and one.strip() for one in said.values()):
                found[heading] = Allowed(**said)
            else:
                self._checked(f"allowed.{heading}", said, False, f"a table of texts with {', '.join(wanted)}")
        return found

    def _one_of(self, key: str, value: str, allowed: Iterable[str]) -> None:
        known = tuple(allowed)
        if value not in known:
            self._add(
                "mapping.unknown-value",
                f"{key!r} cannot be {value!r}.",
                f"It may be: {', '.join(known)}.",
                key,
                found=value,
                expected=", ".join(known),
                nearest=nearest(value, known),
            )


_ALLOWED: Map[str, Iterable[str]] = {"columns": tuple(FIELDS), "rows": ROW_KINDS, "answers": ANSWERS}
