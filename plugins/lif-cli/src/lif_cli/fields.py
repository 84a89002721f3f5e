"""Fields: the `KEY=VALUE` words of a call as the plain values of a request."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

import attrs

from lif_cli.refusals import WrongWords
from lif_core.errors import Problem, nearest
from lif_core.rules.reading import RequestField, fields_of


@attrs.frozen
class Given:
    """What the words of a call say.

    Attributes:
        plain: the plain table of the request, as a line of JSON would say it.
        back: what is taken back: names of fields, and entries of tables as `happened.referred`.
    """

    plain: dict[str, Any]
    back: tuple[str, ...] = ()


@attrs.frozen
class Words:
    """How a command reads its words.

    Attributes:
        request: name of the request whose fields they are, such as `plan-action`.
        leave_out: fields that this command does not take.
        record: the record that is changed, as it was named; empty where a new one is written.
    """

    request: str
    leave_out: tuple[str, ...] = ()
    record: str = ""

    def read(self, values: Iterable[str]) -> Given:
        """Give what `KEY=VALUE` words say. Of a record that is there, a field without a value is taken back.

        Raises:
            WrongWords: with every word that is no field, or no value of one.
        """
        fields = {name: one for name, one in fields_of(self.request).items() if name not in self.leave_out}
        given, back = dict[str, Any](), list[str]()
        problems: list[Problem] = []
        for said in values:
            key, equals, value = said.partition("=")
            name, _, entry = key.partition(".")
            field = fields.get(name.replace("-", "_"))
            if not equals:
                mend = "Write KEY=VALUE; put quotes around it where it has blanks."
                problems.append(Problem("call.no-value", f"{said[:60]!r} has no value.", mend))
            elif not value.strip() and not self.record:
                problems.append(Problem("call.empty-value", f"Nothing stands behind {f'{key}='[:60]!r}.", _EMPTY))
            elif field is None or (entry and field.takes != "map"):
                problems.append(self._unknown(key, list(fields)))
            elif field.takes == "map" and not entry:
                mend = f"Say which entry, such as {field.name}.NAME=VALUE."
                problems.append(Problem("call.no-entry", f"{key[:60]!r} is a table of several entries.", mend))
            elif not value.strip():
                back.append(f"{field.name}.{entry}" if entry else field.name)
            elif field.takes == "part":
                problems.append(self._has_parts(key, field))
            else:
                _put(given, field, entry, value, problems)
        problems += [_twice(one) for one in dict.fromkeys(back) if back.count(one) > 1 or _is_given(given, one)]
        if problems:
            raise WrongWords(problems)
        return Given(given, tuple(back))

    def _unknown(self, key: str, known: list[str]) -> Problem:
        says = f"{self.request} has nothing called {key[:60]!r}."
        if self.record:
            says = f"There is nothing called {key[:60]!r} to change on it."
        mend = f"Fields are: {', '.join(known)}. `lif schema {self.request}` tells what each means."
        return Problem("call.unknown-field", says, mend, nearest=nearest(key.replace("-", "_"), known))

    def _has_parts(self, key: str, field: RequestField) -> Problem:
        """Tell of sections, scores and such how they are said: as a line of JSON, which `lif apply` takes."""
        says = f"{key[:60]!r} has parts of its own, which do not fit on a command line."
        line = f'{{"request": "{self.request}", "{field.name}": [{_example(field)}]}}'
        every = ""
        if self.record:
            line = f'{{"request": "amend", "record": "{self.record}", "set": {{"{field.name}": [{_example(field)}]}}}}'
            every = ", with all of them, as they take the place of those that are there"
        mend = f"Write a line in a file{every}, and give it to `lif apply FILE`: {line}"
        return Problem("call.has-parts", says, mend)


_EMPTY = "Leave it out; to take a value away from a record that is there, call `lif change RECORD KEY=`."


def _example(field: RequestField) -> str:
    names = [one.name for one in attrs.fields(field.part)] if field.part is not None else []
    return "{" + ", ".join(f'"{name}": "..."' for name in names) + "}"


def _is_given(given: Mapping[str, Any], name: str) -> bool:
    field, _, entry = name.partition(".")
    return entry in given.get(field, ()) if entry else field in given


def _twice(name: str) -> Problem:
    return Problem("call.twice", f"{name[:60]!r} is given twice.", "It takes one value: keep one of them.")


def _put(given: dict[str, Any], field: RequestField, entry: str, value: str, problems: list[Problem]) -> None:
    if field.takes == "map":
        given.setdefault(field.name, {})[entry] = value
    elif field.many:
        given.setdefault(field.name, []).extend(part.strip() for part in value.split(",") if part.strip())
    elif field.name in given:
        problems.append(_twice(field.name))
    elif field.takes in _READ:
        given[field.name] = _read(value, field, problems)
    else:
        given[field.name] = value


def _read(value: str, field: RequestField, problems: list[Problem]) -> Any:
    read, says, mend = _READ[field.takes]
    try:
        return read(value)
    except (ValueError, KeyError):
        problems.append(Problem("call.no-number", f"{field.name!r} takes {says}.", mend))
        return None


_READ: Mapping[str, tuple[Callable[[str], Any], str, str]] = {
    "number": (float, "a number", "Write digits, such as 12 or 0.5."),
    "count": (int, "a whole number", "Write digits, such as 12."),
    "yes-no": ({"yes": True, "true": True, "no": False, "false": False}.__getitem__, "yes or no", "Write yes or no."),
}
