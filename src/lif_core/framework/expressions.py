"""Expressions: the closed language of conditions, `state = done and not late`.

    condition  = either { "or" either }          either = one { "and" one }
    one        = "not" one | "(" condition ")" | test | "otherwise"
    test       = NAME | "has" NAME | NAME sign VALUE | NAME [ "not" ] "in" "(" VALUE { "," VALUE } ")"
    sign       = "=" | "!=" | "<" | "<=" | ">" | ">="

Names are the fields of a record and the declared facts; each has a type, and a condition is checked against them
when a framework is loaded. The tree form `{ all = [...] }`, `{ any = [...] }`, `{ not = ... }` says the same.
"""

import operator
import re
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date
from typing import Any, Literal

import attrs

from lif_core.errors import nearest
from lif_core.framework.misfits import Misfit
from lif_core.values.when import When

LONGEST = 2_000
"""Most characters of one condition."""
DEEPEST = 24
"""Most brackets and `not`s inside one another."""

Sign = Literal["=", "!=", "<", "<=", ">", ">=", "in", "not in", "has", "is"]
"""How a test compares; `is` stands for a bare name (it is so), `has` for "is not empty"."""
Type = Literal["yes-no", "number", "days", "text", "words", "day", "grade", "things"]
"""What a name stands for: yes or no; a number; a number of days; one word or text; several words; a day;
a grade with an order; things that can only be there or not."""
Lookup = Callable[[str], object]
"""Gives the value of a name for one record: bool, number, text, a tuple of texts, a date, a `When`, or None."""
Check = Callable[[Lookup], bool]
"""A condition made ready to be asked of many records."""

_ORDER: Mapping[str, Callable[[Any, Any], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}
_SIGNS: Mapping[Type, tuple[Sign, ...]] = {
    "yes-no": ("is", "=", "!=", "has"),
    "number": ("=", "!=", "<", "<=", ">", ">=", "in", "not in", "has"),
    "days": ("=", "!=", "<", "<=", ">", ">=", "has"),
    "text": ("=", "!=", "in", "not in", "has"),
    "words": ("=", "!=", "in", "not in", "has"),
    "day": ("=", "!=", "<", "<=", ">", ">=", "has"),
    "grade": ("=", "!=", "<", "<=", ">", ">=", "in", "not in", "has"),
    "things": ("has",),
}
_SAID: Mapping[Type, str] = {
    "yes-no": "yes or no",
    "number": "a number",
    "days": "a number of days, such as 30 days or 2 weeks",
    "text": "a word",
    "words": "one of several words",
    "day": "a day, such as 2024-03-31",
    "grade": "a grade",
    "things": "nothing to compare with, only `has`",
}
_YES_NO = {"yes": True, "true": True, "no": False, "false": False}
_DAYS = {"day": 1, "days": 1, "week": 7, "weeks": 7}
_KEYWORDS = frozenset({"and", "or", "not", "in", "has", "otherwise"})
_TOKEN = re.compile(r'\s*(?:(<=|>=|!=|[=<>(),])|"([^"]*)"|([^\s=<>!(),"]+))')
_MEND = 'Write it as in "state = done and not late", with and, or, not, has, in (a, b) and brackets.'


@attrs.frozen(weakref_slot=False)
class Test:
    """One comparison: `name`, how, and with what, in the words that stood there."""

    name: str
    sign: Sign
    values: tuple[str, ...] = ()

    def __str__(self) -> str:
        if self.sign == "is":
            return self.name
        if self.sign == "has":
            return f"has {self.name}"
        if self.sign in ("in", "not in"):
            return f"{self.name} {self.sign} ({', '.join(map(_quoted, self.values))})"
        return f"{self.name} {self.sign} {_quoted(self.values[0])}"


@attrs.frozen(weakref_slot=False)
class Not:
    """It holds where `of` does not."""

    of: "Tree"

    def __str__(self) -> str:
        return f"not {_bracketed(self.of)}"


@attrs.frozen(weakref_slot=False)
class All:
    """It holds where each of `of` does."""

    of: "tuple[Tree, ...]"

    def __str__(self) -> str:
        return " and ".join(map(_bracketed, self.of))


@attrs.frozen(weakref_slot=False)
class Either:
    """It holds where at least one of `of` does."""

    of: "tuple[Tree, ...]"

    def __str__(self) -> str:
        return " or ".join(map(_bracketed, self.of))


@attrs.frozen(weakref_slot=False)
class Otherwise:
    """It always holds: the end of a chain."""

    def __str__(self) -> str:
        return "otherwise"


Tree = Test | Not | All | Either | Otherwise
"""A condition as read."""


@attrs.frozen(weakref_slot=False)
class Condition:
    """A condition as written and as read."""

    text: str
    tree: Tree

    @property
    def is_otherwise(self) -> bool:
        """Whether it always holds."""
        return isinstance(self.tree, Otherwise)

    def __str__(self) -> str:
        return self.text


@attrs.frozen(weakref_slot=False)
class Name:
    """What a name in a condition stands for.

    Attributes:
        type: its type.
        known: the words it can have, or None where any is possible.
        order: for a grade its words, the lowest first.
    """

    type: Type
    known: tuple[str, ...] | None = None
    order: tuple[str, ...] = ()


def _quoted(value: str) -> str:
    plain = re.fullmatch(r'[^\s=<>!(),"]+', value) and value not in _KEYWORDS
    return value if plain or re.fullmatch(r"\d+ (?:days?|weeks?)", value) else f'"{value}"'


def _bracketed(tree: Tree) -> str:
    return f"({tree})" if isinstance(tree, All | Either) else str(tree)


def parse(said: object) -> Condition:
    """Read a condition, in words or as a tree.

    Raises:
        Misfit: it is no condition.
    """
    tree = _from_tree(said, 0)
    return Condition(said if isinstance(said, str) else str(tree), tree)


def _from_tree(said: object, depth: int) -> Tree:
    if depth > DEEPEST:
        raise Misfit("bad-condition", "This condition stands too deep inside itself.", _MEND)
    if isinstance(said, str):
        return _Words(said).tree()
    if not isinstance(said, dict) or len(said) != 1 or not set(said) <= {"all", "any", "not"}:
        raise Misfit("bad-condition", "A condition is words, or one of all, any and not.", _MEND)
    ((sign, below),) = said.items()
    if sign == "not":
        return Not(_from_tree(below, depth + 1))
    if not isinstance(below, list) or not below:
        raise Misfit("bad-condition", f"Behind {sign!r} stands a list of conditions.", _MEND)
    several = tuple(_from_tree(one, depth + 1) for one in below)
    return All(several) if sign == "all" else Either(several)


class _Words:
    """Reads one condition in words, from left to right."""

    def __init__(self, text: str) -> None:
        if len(text) > LONGEST:
            raise Misfit("bad-condition", "This condition is too long; give it several lines of a gate.", _MEND)
        self._tokens = list(_tokens(text))
        self._at = 0

    def tree(self) -> Tree:
        tree = self._either(0)
        if self._at < len(self._tokens):
            raise self._misfit("nothing more")
        return tree

    def _either(self, depth: int) -> Tree:
        found = [self._all(depth)]
        while self._took("or"):
            found.append(self._all(depth))
        return found[0] if len(found) == 1 else Either(tuple(found))

    def _all(self, depth: int) -> Tree:
        found = [self._one(depth)]
        while self._took("and"):
            found.append(self._one(depth))
        return found[0] if len(found) == 1 else All(tuple(found))

    def _one(self, depth: int) -> Tree:
        if depth > DEEPEST:
            raise Misfit("bad-condition", "This condition has too many brackets inside one another.", _MEND)
        if self._took("not"):
            return Not(self._one(depth + 1))
        if self._took("("):
            inner = self._either(depth + 1)
            self._expect(")")
            return inner
        if self._took("otherwise"):
            return Otherwise()
        if self._took("has"):
            return Test(self._name(), "has")
        return self._test(self._name())

    def _test(self, name: str) -> Tree:
        for sign in ("<=", ">=", "!=", "=", "<", ">"):
            if self._took(sign):
                return Test(name, sign, (self._value(),))
        if self._took("in"):
            return Test(name, "in", self._values())
        if self._took("not"):
            self._expect("in")
            return Test(name, "not in", self._values())
        return Test(name, "is")

    def _values(self) -> tuple[str, ...]:
        self._expect("(")
        values = [self._value()]
        while self._took(","):
            values.append(self._value())
        self._expect(")")
        return tuple(values)

    def _value(self) -> str:
        kind, said = self._next("a value")
        if kind == "sign" or (kind == "word" and said in _KEYWORDS):
            self._at -= 1
            raise self._misfit("a value")
        if kind == "word" and said.isdigit() and self._peek() in {("word", unit) for unit in _DAYS}:
            return f"{said} {self._next('a unit')[1]}"
        return said

    def _name(self) -> str:
        kind, said = self._next("a name")
        if kind != "word" or said in _KEYWORDS:
            self._at -= 1
            raise self._misfit("a name")
        return said

    def _peek(self) -> tuple[str, str]:
        return self._tokens[self._at] if self._at < len(self._tokens) else ("end", "")

    def _next(self, wanted: str) -> tuple[str, str]:
        if self._at >= len(self._tokens):
            raise self._misfit(wanted)
        self._at += 1
        return self._tokens[self._at - 1]

    def _took(self, sign: str) -> bool:
        kind, said = self._peek()
        if said == sign and kind != "text":
            self._at += 1
            return True
        return False

    def _expect(self, sign: str) -> None:
        if not self._took(sign):
            raise self._misfit(repr(sign))

    def _misfit(self, wanted: str) -> Misfit:
        kind, said = self._peek()
        where = "at its end" if kind == "end" else f"where {said[:40]!r} stands"
        return Misfit("bad-condition", f"This condition needs {wanted} {where}.", _MEND)


def _tokens(text: str) -> Sequence[tuple[str, str]]:
    found, at = [], 0
    end = len(text.rstrip())
    while at < end:
        token = _TOKEN.match(text, at)
        if not token:
            raise Misfit("bad-condition", "This condition has a sign in it that means nothing.", _MEND)
        at = token.end()
        sign, quoted, word = token.groups()
        found.append(("sign", sign) if sign else ("text", quoted) if quoted is not None else ("word", word))
    return found


def check(tree: Tree, names: Mapping[str, Name], about: str) -> Sequence[Misfit]:
    """Tell everything in a condition that names nothing or compares what cannot be compared.

    Args:
        tree: the condition.
        names: the names it may use, with their types.
        about: whose condition it is, in words: `an action`.
    """
    if isinstance(tree, Test):
        return _check_test(tree, names, about)
    if isinstance(tree, Not):
        return check(tree.of, names, about)
    if isinstance(tree, All | Either):
        return [misfit for below in tree.of for misfit in check(below, names, about)]
    return []


def _check_test(test: Test, names: Mapping[str, Name], about: str) -> Sequence[Misfit]:
    name = names.get(test.name)
    if name is None:
        says = f"Of {about} nobody can tell {test.name[:60]!r}."
        near = nearest(test.name, names)
        return [Misfit("unknown-fact", says, "Use a field or a declared fact.", nearest=near)]
    if test.sign not in _SIGNS[name.type]:
        sign = "alone" if test.sign == "is" else f"with {test.sign}"
        says = f"{test.name!r} cannot stand {sign}: it is {_SAID[name.type]}."
        return [Misfit("wrong-comparison", says, _MEND, expected=", ".join(_SIGNS[name.type]))]
    return [misfit for value in test.values if (misfit := _check_value(test.name, value, name))]


def _check_value(said_name: str, value: str, name: Name) -> Misfit | None:
    known = name.order or name.known
    if name.type in ("text", "words", "grade"):
        if known is None or value in known:
            return None
        says = f"{said_name!r} can never be {value[:60]!r}."
        near = nearest(value, known)
        return Misfit("unknown-word", says, "Use a word that the framework knows.", expected=_few(known), nearest=near)
    if _value(value, name) is not None:
        return None
    says = f"{value[:60]!r} is not {_SAID[name.type]}."
    return Misfit("wrong-type", says, f"{said_name!r} wants {_SAID[name.type]}.", expected=_SAID[name.type])


def _few(known: Sequence[str]) -> str:
    return ", ".join(known[:12]) + (", ..." if len(known) > 12 else "")


def _value(said: str, name: Name) -> object:
    """Tell the value that words stand for, None where they stand for none."""
    try:
        if name.type == "yes-no":
            return _YES_NO.get(said)
        if name.type == "number":
            return float(said)
        if name.type == "days":
            number, _, unit = said.partition(" ")
            return float(number) * _DAYS[unit or "days"]
        return date.fromisoformat(said) if name.type == "day" else said
    except (ValueError, KeyError):
        return None


def compiled(tree: Tree, names: Mapping[str, Name]) -> Check:
    """Make a checked condition ready to be asked of many records.

    A value that is missing (None, empty) equals nothing, differs from everything, and is neither more nor less
    than anything. A date told only in part is before a day only where all of it is.
    """
    if isinstance(tree, Test):
        return _compiled_test(tree, names[tree.name])
    if isinstance(tree, Not):
        inner = compiled(tree.of, names)
        return lambda look: not inner(look)
    if isinstance(tree, All):
        every = tuple(compiled(below, names) for below in tree.of)
        return lambda look: all(one(look) for one in every)
    if isinstance(tree, Either):
        some = tuple(compiled(below, names) for below in tree.of)
        return lambda look: any(one(look) for one in some)
    return lambda look: True


def _compiled_test(test: Test, name: Name) -> Check:
    word = test.name
    if test.sign == "is":
        return lambda look: bool(look(word))
    if test.sign == "has":
        return lambda look: _is_there(look(word))
    values = tuple(_value(value, name) for value in test.values)
    if test.sign in ("!=", "not in"):
        same = _same(word, values, name)
        return lambda look: not same(look)
    if test.sign in ("=", "in"):
        return _same(word, values, name)
    compare, limit = _ORDER[test.sign], values[0]
    if name.type == "grade":
        return _graded(word, compare, name.order, test.values[0])
    if name.type == "day":
        return _dated(word, test.sign, limit)
    return lambda look: (found := look(word)) is not None and compare(found, limit)


def _is_there(value: object) -> bool:
    return value is not None and value is not False and value != "" and value != ()


def _same(word: str, values: tuple[object, ...], name: Name) -> Check:
    wanted = frozenset(values)
    if name.type == "words":
        return lambda look: isinstance(found := look(word), Collection) and not wanted.isdisjoint(found)
    if name.type == "yes-no":
        return lambda look: bool(look(word)) in wanted
    if name.type == "day":
        (day,) = values
        return lambda look: _days(look(word)) == (day, day)
    return lambda look: look(word) in wanted


def _graded(word: str, compare: Callable[[Any, Any], bool], order: Sequence[str], limit: str) -> Check:
    ranks = {grade: rank for rank, grade in enumerate(order)}
    bound = ranks[limit]
    return lambda look: (rank := ranks.get(look(word))) is not None and compare(rank, bound)  # type: ignore[call-overload]


def _dated(word: str, sign: str, limit: object) -> Check:
    compare = _ORDER[sign]
    end = 1 if sign.startswith("<") else 0
    return lambda look: (days := _days(look(word))) is not None and compare(days[end], limit)


def _days(value: object) -> tuple[date, date] | None:
    """Tell first and last day of a date as people give it, None where no day is certain."""
    if isinstance(value, date):
        return value, value
    if isinstance(value, When) and value.is_certain and value.first and value.last:
        return value.first, value.last
    return None
