"""Verbs: methods that build one public request each, and tell as methods do what they take and what they mean.

What `help` and `inspect.signature` tell of a verb is put together when somebody asks: a program that only calls verbs
pays nothing for it.
"""

import inspect
from collections.abc import Callable
from types import MethodType
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, TypeVar, cast

import attrs

from lif_core.records import TYPES, Record
from lif_core.rules import requests as ask

if TYPE_CHECKING:
    from lif_core.partnership.writing.work import Work

P = ParamSpec("P")
R = TypeVar("R", bound=Record)

_RAISES = """\
Raises:
    Refused: with everything that stands in its way; nothing of the block is written."""


def verb(request: Callable[P, ask.Request], made: type[R]) -> Callable[Concatenate["Work", P], R]:
    """Make the verb that builds one request and gives the record as it stands after; typed like the request."""

    def asked(work: "Work", /, *args: P.args, **values: P.kwargs) -> R:
        (record,) = work.apply((request(*args, **values),))
        assert isinstance(record, made)
        return record

    return cast("Callable[Concatenate[Work, P], R]", Verb(asked, request, made))


def verbs(request: Callable[P, ask.Request], made: type[R]) -> Callable[Concatenate["Work", P], tuple[R, ...]]:
    """Make the verb of a request that touches several records, and gives all of them as they stand after."""

    def asked(work: "Work", /, *args: P.args, **values: P.kwargs) -> tuple[R, ...]:
        return tuple(record for record in work.apply((request(*args, **values),)) if isinstance(record, made))

    return cast("Callable[Concatenate[Work, P], tuple[R, ...]]", Verb(asked, request, made, several=True))


class Verb:  # noqa: D101  a class can have no words of its own beside the property `__doc__`, which tells of its verb
    def __init__(self, asked: Callable[..., Any], request: Any, made: type[Record], *, several: bool = False) -> None:
        self._asked, self.request, self._made, self._several = asked, request, made, several

    def __set_name__(self, owner: type, name: str) -> None:
        self.__name__, self.__qualname__ = name, f"{owner.__qualname__}.{name}"
        self.__module__ = owner.__module__

    def __get__(self, work: "Work | None", owner: type | None = None) -> Any:
        return self if work is None else MethodType(self, work)

    def __call__(self, work: "Work", /, *args: Any, **values: Any) -> Any:
        """Ask the block for it."""
        return self._asked(work, *args, **values)

    def __repr__(self) -> str:
        return f"<function {self.__qualname__}>"

    @property
    def __signature__(self) -> inspect.Signature:
        first = inspect.Parameter("self", inspect.Parameter.POSITIONAL_ONLY)
        gives = tuple[self._made, ...] if self._several else self._made  # type: ignore[name-defined]
        return inspect.Signature([first, *parameters_of(self.request)], return_annotation=gives)

    @property
    def __doc__(self) -> str:  # type: ignore[override]
        return "\n".join((_summary(self.request), "", _gives(self._several), "", *_told(self.request), "", _RAISES))


def parameters_of(request: Any) -> list[inspect.Parameter]:
    """Give what a request takes: what may come first without its name, its own fields, then what every request has.

    Args:
        request: class of the request.
    """
    taken = inspect.signature(request).parameters
    common = {field.name for field in attrs.fields(ask.Create)} if issubclass(request, ask.Create) else set()
    ordered = sorted(attrs.fields(request), key=lambda one: (one.kw_only, one.kw_only and one.name in common))
    return [_without_factory(taken[field.name], field) for field in ordered]


def _without_factory(taken: inspect.Parameter, field: "attrs.Attribute[Any]") -> inspect.Parameter:
    default: Any = field.default
    return taken.replace(default=default.factory()) if isinstance(default, attrs.Factory) else taken  # type: ignore[arg-type]


def fields_told(request: type) -> dict[str, str]:
    """Tell what each field of a request means, in its order: in the request's own words, else in those of its record.

    Args:
        request: class of the request.
    """
    from lif_core.serial.json_schema import documented

    record = TYPES.get(getattr(request, "type", ""))
    told = dict(documented(record)) if record else {}
    for (of, name), field in ask.SPELT.items():
        if record and of == getattr(request, "type", ""):
            told[name] = told.get(field, "")
    told["lead"] = "the one lead, or the first of several."
    told |= {**documented(ask.Create if record else ask.Move), **documented(request)}
    return {taken.name: told.get(taken.name, "") for taken in parameters_of(request)}


def _summary(request: type) -> str:
    return inspect.cleandoc(request.__doc__ or "").partition("\n\nAttributes:")[0]


def _gives(several: bool) -> str:
    return "Gives the records as they stand after." if several else "Gives the record as it stands after."


def _told(request: type) -> list[str]:
    return ["Args:", *(f"    {name}: {says}".rstrip().rstrip(":") for name, says in fields_told(request).items())]
