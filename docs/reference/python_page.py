"""Gives the page of the front door in Python: what a host calls, what it is given, and what it meets with."""

import inspect
import re
import types
import typing
from collections.abc import Callable, Iterator
from typing import Any

import attrs

import lif_core
from lif_core import AsOf, Partnership, Receipt, Work, errors
from lif_core.hooks import Committed, Offer, Plugins
from lif_core.partnership.leaving.publishing import Report, Written
from lif_core.partnership.writing.verbs import Verb, parameters_of
from lif_core.reports import document
from lif_core.reports.telling import Asked, Teller
from lif_core.rules import requests

INTRODUCING = """\
Everything that a program of yours needs to import: `from lif_core import NAME`. What is not on this page, in
[requests](requests.md), [records](records.md) or [hooks](hooks.md) may change without notice.
[Put it into your own system](../how-to/put-it-into-your-own-system.md) shows it at work.

Everything is typed. Days are `datetime.date`, instants UTC. Text that stood somewhere is kept as it stood."""

_CURES: dict[str, tuple[str, str]] = {
    "LifError": ("whatever this library raises on purpose", "the family: catch it last"),
    "Problems": ("several things are wrong, all told at once", "show `problems` to whoever asked"),
    "InvalidFramework": ("the configuration cannot be used", "mend the files it names; `lif check` tells them too"),
    "InvalidData": ("data from outside is not what it should be", "correct the data; nothing was written"),
    "Refused": (
        "a request, a status move or a gate says no",
        "show `problems`; the person decides. Never repeat it as it is",
    ),
    "UnreadableFile": ("a file cannot be taken in", "hand the message on: it says how to save the file"),
    "UnknownName": (
        "nobody knows a name; it is a `LookupError` too",
        "offer `nearest`; from a program, correct the name in the code",
    ),
    "SeveralFit": ("several records are called so", "let the person choose among `ids`"),
    "StorageError": ("the store could not do it", "tell the operator; nothing of the commit was written"),
    "Conflict": (
        "somebody else wrote first what this block rests on",
        "begin a fresh block, look again, and repeat the change if it still makes sense",
    ),
    "NotAStore": ("the file or database is no store of ours", "correct the address"),
    "NewerFormat": ("a newer version wrote the store", "bring the library up to date"),
    "UnsafePlace": ("a network, synced or read-only folder", "move the store to a disk of this machine"),
    "StorageFull": ("the disk or quota is full", "make room, then repeat"),
    "StorageAway": ("the store cannot be reached just now", "wait, then repeat"),
    "BrokenChain": ("the journal was altered", "stop writing; restore the last backup whose fingerprint you hold"),
    "PluginError": ("a plug-in cannot be used, or two offer one name", "switch one off under `plug-ins-off`"),
}

_ALIASES = {
    "str | Record | Iterable[str | Record]": "To",
    "str | Party | Iterable[str | Party]": "Who",
    "date | When | str": "Day",
}
_INSIDE = {"books", "seen", "rests_on", "for_scheme", "for_suffix", "opens_no_copies", "announce", "offers"}
"""Names that a host has no business with, though our own rooms use them."""
_SAID = """\
In the verbs `Day` is a `date`, a `When` or words (`"30 Sep 2024"`); `To` is a record, its id, its `#handle`, what
people call it, or several of these; `Who` is an id of a body or role, words for it, a `Party`, or several of these.
Every verb that makes a record also takes what
[every creating request has](requests.md#what-every-creating-request-has): `ref`, `label`, `kind`, `state`,
`disclosure`, `themes`, `happened`, `planned`, `links`, `keys`, `extra`, `handle`. What each value means, and what must
be given, stands in [requests](requests.md); `help(Work.plan_action)` tells it too."""

_ROOMS: tuple[tuple[str, str, tuple[type, ...]], ...] = (
    ("What an answer is made of", "", (lif_core.Deadline, lif_core.Due, lif_core.Gap, lif_core.Gaps, lif_core.Thread)),
    ("Values", "", (lif_core.When, lif_core.Label, lif_core.Record, lif_core.View)),
    ("Framework and settings", "", (lif_core.Framework, lif_core.Settings)),
)
_PAPER = """\
A report is a `Document`: what it says, and nothing of how it looks. Exporters make a file of it. A report of your own
builds one, with a `Teller` of `lif_core.reports.telling`; its parts are in `lif_core.reports.document`."""


def python() -> Iterator[str]:
    """Give the lines of the reference of Python."""
    yield from INTRODUCING.splitlines()
    yield from ("", "| name | is |", "|---|---|")
    for name in lif_core.__all__:
        yield f"| [`{name}`](#{name.lower()}) | {_first(getattr(lif_core, name))} |"
    yield from _class("Partnership", Partnership)
    yield from _class("AsOf", AsOf, "What `lif.as_of(...)` gives. It is a `View`, so every measure takes it.")
    yield from _work()
    yield from _class("Receipt", Receipt, "What `work.receipt` holds once a block is left.")
    yield from _errors()
    for heading, before, classes in _ROOMS:
        yield from ("", f"## {heading}", *([before, ""] if before else []))
        for cls in classes:
            yield from _class(cls.__name__, cls, level="###")
    yield from ("", "### compose", "", *_callable("compose", lif_core.compose))
    yield from ("", "## Papers", "", *_PAPER.splitlines())
    for cls in (Report, Written, Asked, Teller, *_of(document)):
        yield from _class(cls.__name__, cls, level="###")
    yield from ("", "## Plug-ins", "", "From `lif_core.hooks`; [hooks](hooks.md) tells every hook.")
    for cls in (Plugins, Offer, Committed):
        yield from _class(cls.__name__, cls, level="###")


def _of(module: types.ModuleType) -> list[type]:
    return [one for one in vars(module).values() if inspect.isclass(one) and one.__module__ == module.__name__]


def _class(name: str, cls: type, before: str = "", level: str = "##") -> Iterator[str]:
    yield from ("", f"{level} {name}", "", *([before, ""] if before else []), *_prose(cls.__doc__ or ""))
    for method, held in _public(cls):
        yield ""
        if isinstance(held, property):
            assert held.fget is not None
            yield f"`{method}`: {_type(held.fget)}. {_one_line(held.__doc__ or '')}"
        else:
            yield from (f"{level}# {name}.{method}", "", *_callable(method, held))


def _public(cls: type) -> Iterator[tuple[str, Any]]:
    """Give the public methods and properties of a class, with those it has from others of ours, in their order."""
    found: dict[str, Any] = {}
    for one in reversed(cls.__mro__):
        if one.__module__.startswith("lif_core"):
            ours = {name: held for name, held in vars(one).items() if not name.startswith("_")}
            found |= {name: held for name, held in ours.items() if name not in _INSIDE}
    for name, held in found.items():
        held = held.__func__ if isinstance(held, classmethod | staticmethod) else held
        if isinstance(held, property) or inspect.isfunction(held):
            yield name, held


def _callable(name: str, held: Callable[..., Any]) -> Iterator[str]:
    yield from ("```text", f"{name}{_short(inspect.signature(held))}", "```", "", *_prose(held.__doc__ or ""))


def _work() -> Iterator[str]:
    yield from _class("Work", Work)
    yield from ("", "### Verbs", "", *_SAID.splitlines(), "", "| verb | gives | what it does |", "|---|---|---|")
    for name, held in vars(Work).items():
        if isinstance(held, Verb):
            gives = inspect.signature(held).return_annotation
            yield f"| `{name}({_taken(held.request)})` | {_words(gives)} | {_first(held.request)} |"
    yield from ("", "Each verb raises `Refused`, with everything that stands in its way.")


def _taken(request: type) -> str:
    hints = typing.get_type_hints(request)
    common = {field.name for field in attrs.fields(requests.Create)} if issubclass(request, requests.Create) else set()
    found, named = [], False
    for one in parameters_of(request):
        by_name = one.kind is one.KEYWORD_ONLY
        if by_name and one.name in common:
            continue
        found += ["*"] if by_name and not named else []
        named |= by_name
        default = "" if one.default is one.empty else "=..."
        found.append(f"{one.name}: {_words(hints[one.name])}{default}")
    return ", ".join(found).replace("|", "\\|")


def _words(hint: Any) -> str:
    """Tell a type as a reader of the source would write it."""
    args, origin = typing.get_args(hint), typing.get_origin(hint)
    if origin in (typing.Union, types.UnionType):
        words = " | ".join(_words(one) for one in args)
        for whole, name in _ALIASES.items():
            words = words.replace(whole, name)
        return words
    if origin is typing.Literal:
        return " | ".join(repr(one) for one in args)
    if origin is not None and args:
        inner = ", ".join("..." if one is Ellipsis else _words(one) for one in args)
        return f"{getattr(origin, '__name__', origin)}[{inner}]"
    if isinstance(hint, typing.ForwardRef):
        return hint.__forward_arg__
    return "None" if hint is types.NoneType else getattr(hint, "__name__", str(hint))


def _errors() -> Iterator[str]:
    yield from ("", "## Errors", "", "All of them are in `lif_core.errors`; the commonest in `lif_core` too.", "")
    yield from ("| error | what happened | what to do |", "|---|---|---|")
    for cls, depth in _family(errors.LifError):
        told, cure = _CURES[cls.__name__]
        yield f"| {'&nbsp;&nbsp;' * depth}`{cls.__name__}` | {told} | {cure} |"
    for cls, _ in _family(errors.LifError):
        if "Attributes:" in (cls.__doc__ or "") or cls.__name__ in lif_core.__all__:
            yield from _class(cls.__name__, cls, level="###")
    yield from _class("Problem", errors.Problem, level="###")


def _family(cls: type[Exception], depth: int = 0) -> Iterator[tuple[type[Exception], int]]:
    yield cls, depth
    for one in cls.__subclasses__():
        if one.__module__ == errors.__name__:
            yield from _family(one, depth + 1)


# -- what code says of itself --------------------------------------------------------------------------------------


def _first(held: Any) -> str:
    return _one_line(held.__doc__ or "").replace("|", "\\|")


def _one_line(doc: str) -> str:
    return " ".join(inspect.cleandoc(doc).partition("\n\n")[0].split())


def _type(method: Callable[..., Any]) -> str:
    return f"`{_plain(str(inspect.signature(method).return_annotation))}`"


def _short(signature: inspect.Signature) -> str:
    """Give a signature without `self` and without the rooms its types live in; a long one in several lines."""
    taken = [one for one in signature.parameters.values() if one.name not in ("self", "cls")]
    text = _plain(str(signature.replace(parameters=taken)))
    if len(text) < 90:
        return text
    parts, gives = [_plain(str(one)) for one in taken], text.rpartition(") -> ")[2] if ") -> " in text else ""
    star = next((at for at, one in enumerate(taken) if one.kind is one.KEYWORD_ONLY), None)
    if star is not None and not any(one.kind is one.VAR_POSITIONAL for one in taken):
        parts.insert(star, "*")
    lines = "".join(f"    {part},\n" for part in parts)
    return f"(\n{lines})" + (f" -> {gives}" if gives else "")


def _plain(text: str) -> str:
    text = re.sub(r"<class '([^']*)'>", r"\1", text)
    text = re.sub(r"<(?:built-in )?function (\w+)[^>]*>", r"\1", text)
    text = re.sub(r"\b(?:[a-z_]+\.)+(?=[A-Za-z])", "", text).replace("NOTHING", "...")
    return '""'.join(part.replace("'", "") for part in text.split("''"))  # an empty default stays one


def _prose(doc: str) -> Iterator[str]:
    """Give a docstring as Markdown: what is taken, held and raised as lists."""
    parts = re.split(r"^(Args|Attributes|Raises|Yields|Example):\n", inspect.cleandoc(doc), flags=re.MULTILINE)
    yield from parts[0].strip().splitlines()
    for name, section in zip(parts[1::2], parts[2::2], strict=True):
        if name == "Example":
            yield from ("", "```text", *inspect.cleandoc(section).replace("`", "").splitlines(), "```")
            continue
        yield ""
        for entry, told in _entries(section).items():
            yield f"- raises `{entry}`: {told}" if name == "Raises" else f"- `{entry}`: {told}"


def _entries(section: str) -> dict[str, str]:
    found: dict[str, str] = {}
    name = ""
    for line in section.splitlines():
        entry = re.match(r"    (\*{0,2}[\w`., ]+): (.*)", line)
        if entry and not line.startswith("     "):
            name, found[entry[1]] = entry[1], entry[2]
        elif name and line.strip():
            found[name] += f" {line.strip()}"
    return found
