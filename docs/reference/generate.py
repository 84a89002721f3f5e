"""Writes the pages of this folder from the code: `python docs/reference/generate.py`.

A test holds the pages equal to what this gives, so that a page never says what the code does not.
"""

import functools
import importlib.util
import inspect
import re
import types
import typing
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, Literal, get_args, get_origin

import attrs

from lif_cli import reference
from lif_core import Work
from lif_core.hooks import API, GROUP, offers, ports, specs
from lif_core.partnership.settings import Settings
from lif_core.records import TYPES, Record, parts
from lif_core.records.fields import NAMES, SAID, TO
from lif_core.rules import requests
from lif_core.rules.saying import MUST
from lif_core.values.labels import Label
from lif_core.values.when import When

HERE = Path(__file__).parent
WRITTEN = "<!-- Written by docs/reference/generate.py from the code. Change the code, then run it. -->"

INTRODUCING_REQUESTS = """\
What may be asked of a register. `work.apply([...])` takes any of them; most have a verb of a `work` block too.
A refused request raises `Refused` with everything that stands in its way. An error in a block commits nothing of it.

A day may be a `date`, a `When`, or words as a person writes them. What a request points at may be a record, its id,
the `#handle` of an earlier request of the block, what people call it, or several of these. What people call a record is
its `ref`; else its label, or that as lists show it (`Rapid review 2024-A`); else the end of its id, six characters of
it or more. Where several records are called so, the request is refused and tells them; a nearly right name is none.
Whatever programs write should give ids and handles: a ref may be given to a second record tomorrow."""

GIVEN = """\
What has to be given is told for each value. Beside it a request that makes a record says at least one thing: a value
other than its kind, status, level of disclosure and handle. One that says nothing is refused with the words that are
wanted, such as "An action says what is to be done." Rows of a tracker that have a number and a lead, and no words, are
taken as they are; what is missing then stands among the gaps."""

INTRODUCING_HOOKS = f"""\
A plug-in is a module named by an entry point of the group `{GROUP}`. It says `lif_api = {API}` and marks its functions
with `lif_core.hooks.hookimpl`. A hook either offers, then it returns a list of `Offer`, or announces, then what it
returns or raises changes nothing. One that fails is left out and named, with its distribution and version; the rest
goes on. Two offers of one hook with one name are an error that names both."""


def main() -> None:
    """Write every page."""
    for name, text in pages().items():
        (HERE / name).write_text(text, encoding="utf-8")


@functools.cache
def pages() -> dict[str, str]:
    """Give every generated page by its file name."""
    made = {"records.md": records(), "fields.md": disclosed(), "requests.md": asked(), "hooks.md": hooks()}
    made["settings.md"] = set_()
    made["python.md"] = ("# Python", "", WRITTEN, "", *beside("python_page").python())
    made["frameworks.md"] = ("# Frameworks", "", WRITTEN, "", *beside("framework_page").frameworks())
    made["phrases.md"] = ("# Phrases", "", WRITTEN, "", *beside("phrases_page").phrases())
    made["reports.md"] = ("# Reports and files", "", WRITTEN, "", *beside("reports_page").reports())
    written = {name: "\n".join(lines).rstrip() + "\n" for name, lines in made.items()}
    return {**written, "commands.md": reference.page()}


def beside(name: str) -> Any:
    """Give the module of this name beside this one, which writes a page of its own."""
    spec = importlib.util.spec_from_file_location(name, HERE / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


# -- settings ------------------------------------------------------------------------------------------------------


INTRODUCING_SETTINGS = """\
`partnership.toml` makes a folder a partnership's. It says who we are and where things are; how we work stands in
`framework/`. `lif init` writes one, and `lif check` tells everything that is wrong with it. A setting that is left out
is as the last column says.

A secret never stands in it: `[secrets]` names the environment variable that holds it, by the name that a plug-in knows
the secret by."""


def set_() -> Iterator[str]:
    """Give the lines of the reference of `partnership.toml`."""
    yield from ("# Settings", "", WRITTEN, "", INTRODUCING_SETTINGS, "")
    yield from ("| setting | holds | meaning | left out |", "|---|---|---|---|")
    told, hints = _attributes(Settings), typing.get_type_hints(Settings)
    for field in attrs.fields(Settings):
        name, usual = field.name.replace("_", "-"), field.default
        left_out = f"`{usual}`" if isinstance(usual, str | int) and usual else "nothing"
        left_out = "it has to be there" if usual is attrs.NOTHING else left_out
        yield f"| `{name}` | {_words(hints[field.name])} | {told[field.name]} | {left_out} |"
    yield from ("", "```toml", *EXAMPLE, "```")


EXAMPLE = (
    'id = "liverpool"',
    'name = "Liverpool Safeguarding Children Partnership"',
    'layers = ["liverpool"]',
    'storage = "postgresql://lif@db.example/liverpool"',
    'by = "qa-officer"',
    "baseline = 2026-04-01",
    "aside-days = 90",
    'plug-ins-off = ["calendar"]',
    "[secrets]",
    'password = "LIF_DATABASE_PASSWORD"',
)


# -- records -------------------------------------------------------------------------------------------------------


def records() -> Iterator[str]:
    """Give the lines of the reference of records."""
    yield from ("# Records", "", WRITTEN, "")
    yield "A record is frozen: a change gives a new one. The framework says which kinds, states and themes there are."
    yield "Conditions and layers write a field with hyphens (`how-measured`); on the command line both ways are one."
    yield from ("", "## What every record has", "")
    yield from _table(Record)
    for name, record in TYPES.items():
        yield from ("", f"## {name}", "", f"`{record.__name__}`. {_summary(record)}", "")
        spelt = {field: said.rstrip("_") for (of, said), field in requests.SPELT.items() if of == name}
        yield from _table(record, {field.name for field in attrs.fields(Record)}, spelt)
    yield from ("", "## Parts of records", "")
    for part in (When, parts.Party, parts.Link, parts.Hold, parts.Milestone, parts.Rescheduled):
        yield from _part(part)
    for part in (parts.Reply, parts.Criterion, parts.Reading, parts.Override):
        yield from _part(part)


def _part(part: type) -> Iterator[str]:
    yield from (f"### {part.__name__}", "", _summary(part), "", *_table(part), "")


def _table(
    cls: type, without: Iterable[str] = (), spelt: Mapping[str, str] = types.MappingProxyType({})
) -> Iterator[str]:
    told, hints = _attributes(cls), typing.get_type_hints(cls)
    yield from ("| field | holds | meaning |", "|---|---|---|") if told else ("| field | holds |", "|---|---|")
    for field in attrs.fields(cls):  # type: ignore[arg-type]
        if field.name not in without:
            beside = f" A line of a request and `lif add` call it `{spelt[field.name]}`." if field.name in spelt else ""
            meaning = f" {told.get(field.name, '')}{beside} |" if told else ""
            yield f"| `{field.name}` | {_holds(field, hints[field.name])} |{meaning}"


def _holds(field: "attrs.Attribute[Any]", hint: Any) -> str:
    """Tell what a field holds, in words."""
    if TO in field.metadata:
        types_ = field.metadata[TO]
        many = isinstance(field.default, tuple)
        whom = ", ".join(types_) if types_ else "any record"
        return f"{'ids' if many else 'id'} of {whom}"
    if NAMES in field.metadata:
        many = isinstance(field.default, tuple)
        return f"{'ids' if many else 'id'} of framework `{field.metadata[NAMES]}`"
    if SAID in field.metadata:
        return "free text"
    return _words(hint)


_PLAIN = {
    str: "text",
    int: "whole number",
    float: "number",
    bool: "yes or no",
    Any: "anything",
}


def _words(hint: Any) -> str:
    if hint in _PLAIN:
        return _PLAIN[hint]
    origin, inner = get_origin(hint), get_args(hint)
    if origin is Literal:
        return ", ".join(f"`{one}`" for one in inner if one)
    if origin in (typing.Union, types.UnionType):
        return " or ".join(dict.fromkeys(_words(one) for one in inner if one is not types.NoneType))
    if origin is tuple or origin in (Iterable, list):
        return f"any number of: {_words(inner[0])}"
    if origin is Mapping:
        return f"{_words(inner[1])}, by name"
    return f"`{getattr(hint, '__name__', str(hint))}`"


# -- fields ---

INTRODUCING_FIELDS = """\
For whoever answers for the records. Every field of a record stands under the level of disclosure of that record;
there is no field above or below it, but for `extra` fields, whose level the framework can set narrower (`[extra.ID]
disclosure`). A record that is made without a level gets that of the narrowest record it hangs on, and `{level}` where
it hangs on none. An import or export that is recorded says places and hashes, never text.

Free text is where something can leak: it is bounded, it is in no log, error or repr, and it is what a search for a
request of access looks through. There is no field for the name, birth date, address or number of a person."""


_CODES = frozenset({"id", "kind", "state", "sha256", "pack", "sort", "scores.code", "gap", "links.to"})
"""Fields that hold ids, hashes and codes: words of nobody."""


def disclosed() -> Iterator[str]:
    """Give the lines of the list of fields by what can stand in them."""
    yield from ("# Fields and their disclosure", "", WRITTEN, "")
    level = attrs.fields_dict(Record)["disclosure"].default
    yield from INTRODUCING_FIELDS.format(level=level).splitlines()
    yield from ("", "| record | free text | dates | points at or names | counts, codes and words of the library |")
    yield "|---|---|---|---|---|"
    for name, record in [("every record", Record), *TYPES.items()]:
        without = set() if record is Record else {field.name for field in attrs.fields(Record)}
        sorts: dict[str, list[str]] = {"text": [], "day": [], "points": [], "other": []}
        for field, holds in _deep(record, without):
            sorts[holds].append(f"`{field}`")
        yield f"| {name} | {' | '.join(', '.join(sorts[sort]) for sort in sorts)} |"


def _deep(cls: Any, without: Iterable[str] = (), before: str = "") -> Iterator[tuple[str, str]]:
    """Tell every field of a class, however deep, and what sort of thing can stand in it."""
    hints = typing.get_type_hints(cls)
    for field in attrs.fields(cls):
        if field.name in without:
            continue
        name = f"{before}{field.name}"
        parts = [one for hint in (hints[field.name], *get_args(hints[field.name])) for one in (hint, *get_args(hint))]
        inner = next((one for one in parts if attrs.has(one) and one is not When), None)
        if TO in field.metadata or NAMES in field.metadata:
            yield name, "points"
        elif When in parts:
            yield name, "day"
        elif SAID in field.metadata or Label in parts or (str in parts and name not in _CODES):
            yield name, "text"
        elif inner is not None:
            yield from _deep(inner, (), f"{name}.")
        else:
            yield name, "other"


# -- requests ------------------------------------------------------------------------------------------------------

_CHANGING = tuple(one for one in typing.get_args(requests.Request) if one is not requests.Create)


def asked() -> Iterator[str]:
    """Give the lines of the reference of requests."""
    yield from ("# Requests", "", WRITTEN, "")
    yield from INTRODUCING_REQUESTS.splitlines()
    yield from ("", *GIVEN.splitlines(), "", "## What every creating request has", "")
    yield from _request_table(requests.Create, _attributes(requests.Create))
    common = {field.name for field in attrs.fields(requests.Create)}
    for request in requests.CREATING.values():
        of_record = _attributes(TYPES[request.type])
        spelt = {name: of_record[field] for (its, name), field in requests.SPELT.items() if its == request.type}
        told = {"lead": of_record.get("leads", ""), **of_record, **spelt, **_attributes(request)}
        yield from _request(request, told, common)
    usual = _attributes(requests.Move)
    for changing in _CHANGING:
        yield from _request(changing, usual | _attributes(changing), set())


def _request(request: type, told: Mapping[str, str], without: set[str]) -> Iterator[str]:
    verb = re.sub(r"(?<!^)(?=[A-Z])", "_", request.__name__).lower()
    yield from ("", f"## {request.__name__}", "", _summary(request), "")
    if hasattr(Work, verb):
        yield from (f"Verb: `work.{verb}({', '.join(_given(request))})`", "")
    yield from _request_table(request, told, without)


def _given(request: type) -> Iterator[str]:
    """Tell how a verb is called: what stands first, then what is given by name, with what must be given."""
    named = False
    for name, one in inspect.signature(request).parameters.items():
        by_name = one.kind is one.KEYWORD_ONLY
        if not by_name or one.default is one.empty:
            yield f"{name}=..." if by_name else name
        named |= by_name and one.default is not one.empty
    if named:
        yield "..."


def _request_table(request: type, told: Mapping[str, str], without: Iterable[str] = ()) -> Iterator[str]:
    yield from ("| value | must be given | meaning |", "|---|---|---|")
    for field in attrs.fields(request):  # type: ignore[arg-type]
        if field.name not in without:
            must = "yes" if field.default is attrs.NOTHING else _must(request, field.name)
            outside = field.name.rstrip("_")
            value = f"`{field.name}`" if outside == field.name else f"`{field.name}`, in a line `{outside}`"
            yield f"| {value} | {must} | {told.get(field.name, '')} |"


def _must(request: type, name: str) -> str:
    if (request, name) == (requests.Create, "kind"):
        return f"of a review, {MUST['StartReview', 'kind']}"
    return MUST.get((request.__name__, name), "")


# -- hooks ---------------------------------------------------------------------------------------------------------


def hooks() -> Iterator[str]:
    """Give the lines of the reference of hooks."""
    yield from ("# Hooks", "", WRITTEN, "")
    yield from INTRODUCING_HOOKS.splitlines()
    for name, spec in hook_specs().items():
        yield from ("", f"## {name}", "", "```text", f"{name}{_short(str(inspect.signature(spec)))}", "```", "")
        yield from inspect.cleandoc(spec.__doc__ or "").splitlines()
    yield from ("", "## What hooks hand over and are asked with", "")
    for cls in (offers.Offer, offers.StorageRequest, offers.ImportRequest, offers.Committed):
        yield from _part(cls)
    yield from ("## What a storage is", "", _summary(ports.Storage), "")
    for cls in (ports.Head, ports.StoredCommit, ports.Row):
        yield from _part(cls)
    yield from _protocol(ports.Storage)
    yield from ("### Capability: `Backs`", "", _summary(ports.Backs), "")
    yield from _protocol(ports.Backs)
    yield from ("### Capability: `Rebuilds`", "", _summary(ports.Rebuilds), "")
    yield from _protocol(ports.Rebuilds)


def hook_specs() -> dict[str, Callable[..., Any]]:
    """Give every hook there is, by its name."""
    return {name: spec for name, spec in vars(specs).items() if name.startswith("lif_") and callable(spec)}


def _protocol(cls: type) -> Iterator[str]:
    for name, method in vars(cls).items():
        if callable(method) and not name.startswith("_"):
            shown = _short(str(inspect.signature(method)))
            yield from (f"#### {name}", "", "```text", f"{name}{shown}", "```", "")
            yield from (*_prose(method.__doc__ or ""), "")


def _prose(doc: str) -> Iterator[str]:
    """Give a docstring as Markdown: what it raises as a list."""
    body, _, raises = inspect.cleandoc(doc).partition("Raises:\n")
    yield from body.rstrip().splitlines()
    for name, told in _entries(raises).items():
        yield from ([""] if name == next(iter(_entries(raises))) else [])
        yield f"- raises `{name}`: {told}"


# -- what code says of itself --------------------------------------------------------------------------------------


def _short(text: str) -> str:
    """Give a signature without the rooms its types live in."""
    return (
        re.sub(r"\b(?:[a-z_]+\.)+(?=[A-Z])", "", text).replace("(self, ", "(").replace("(self)", "()").replace("'", "")
    )


def _summary(cls: type) -> str:
    return inspect.cleandoc(cls.__doc__ or "").partition("\n\nAttributes:")[0].partition("\n\nExample:")[0]


def _attributes(cls: type) -> dict[str, str]:
    """Tell what the docstrings of a class and of those it builds on say of its fields."""
    found: dict[str, str] = {}
    for one in reversed(cls.__mro__):
        found |= (
            _entries(inspect.cleandoc(one.__doc__ or "").partition("Attributes:\n")[2]) if one is not object else {}
        )
    return found


def _entries(section: str) -> dict[str, str]:
    found: dict[str, str] = {}
    name = ""
    for line in section.split("\n\n")[0].splitlines():
        entry = re.match(r"    (\w+): (.*)", line)
        if entry:
            name, found[entry[1]] = entry[1], entry[2]
        elif name:
            found[name] += f" {line.strip()}"
    return {key: text.replace("|", "\\|") for key, text in found.items()}


if __name__ == "__main__":
    main()
