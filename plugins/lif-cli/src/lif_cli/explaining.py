"""Explaining: how the partnership works, checked and explained; which plug-ins there are; what may be said where."""

from datetime import date
from pathlib import Path
from typing import Annotated, Any

from cyclopts import Parameter

from lif_cli.checking import Checked, check_path, figures_of
from lif_cli.opening import opened
from lif_cli.options import Day, Flag, Folder, Viewing
from lif_cli.printing import plain_problem, plural, problems, say, table, tell
from lif_cli.refusals import FINE, NOT_FINE, unknown_word
from lif_core import Framework
from lif_core.errors import PluginError
from lif_core.framework.origins import Explanation
from lif_core.hooks import Offer
from lif_core.serial.plain import to_wire


def check(
    path: Annotated[Path | None, Parameter(name="PATH")] = None,
    /,
    *,
    directory: Folder = Path(),
    as_of: Day | None = None,
    json: Flag = False,
) -> int:
    """Tell every problem of framework and settings at once, each with its place and what would mend it.

    Args:
        path: a partnership folder, or a single TOML file; left out, the folder.
        directory: the partnership's folder; left out, the folder you are in.
        as_of: the day whose framework is told; left out, today.
        json: print one JSON document and nothing else.
    """
    found = check_path(path or directory, as_of or date.today())  # noqa: DTZ011  the day where the caller sits
    status = NOT_FINE if found.problems else FINE
    if json:
        told = {"problems": [plain_problem(one) for one in found.problems], "notices": list(found.notices)}
        tell({**told, **_of_framework(found)})
        return status
    problems(found.problems)
    say(*found.notices)
    if found.framework is not None:
        over = " > ".join(layer_words(found.framework))
        say(f"{over}: {plural(len(found.problems), 'problem')}. {figures_of(found.framework)}.")
    elif found.problems:
        say(f"{plural(len(found.problems), 'problem')}.")
    else:
        say("No problem.")
    return status


def layer_words(framework: Framework) -> list[str]:
    """Tell the layers from the national one down, each in its own words where it has any."""
    words: dict[str, str] = {}
    for document in framework.documents:
        if document.layer:
            label = document.layer.heading.get("label", "")
            said = label if isinstance(label, str) else label.get("en", "")
            words[document.layer.id] = words.get(document.layer.id) or str(said)
    return [words[layer] or layer for layer in framework.layers]


def _of_framework(found: Checked) -> dict[str, Any]:
    if found.framework is None:
        return {}
    figures = figures_of(found.framework)
    told = {"layers": list(found.framework.layers), "framework": found.framework.fingerprint}
    return {**told, "figures": {"total": figures.total, "not_verified": figures.unverified}}


def explain(
    key: Annotated[str, Parameter(name="KEY")],
    /,
    *,
    directory: Folder = Path(),
    as_of: Day | None = None,
    json: Flag = False,
) -> int:
    """Tell where a setting of the framework comes from: who set it, who changed it, and why.

    The name of a table alone, such as `body`, lists what is in it: the ids by which a layer names things. An item, such
    as `review.rapid-review`, is told with every setting that stands in it, in lines to copy. A setting that no layer
    sets is told with what it would mean. `lif framework show --layer NAME` prints the files that are named.

    Args:
        key: such as `deadline.rapid-review.within`, `review.rapid-review`, `area-start`, or a table such as `body`.
        directory: the partnership's folder; left out, the folder you are in.
        as_of: the day whose framework is asked; left out, today.
        json: print one JSON document and nothing else.
    """
    with opened(Viewing(directory=directory)) as lif:
        framework = lif.framework(as_of or lif.today)
    if key in framework.tables:
        return _listed(framework, key, json=json)
    found = framework.explain(key)
    if json:
        tell({**_plain(found), "sentence": str(found)})
        return FINE
    say(found)
    say(*(_stands(found, one) for one in found.keys))
    return FINE


def _plain(one: Explanation) -> dict[str, Any]:
    told = {
        "key": one.key,
        "value": one.value,
        "set_by": to_wire(one.set_by),
        "changes": to_wire(one.changes),
        "beside": to_wire(one.beside),
        "keys": [_plain(within) for within in one.keys],
        "means": one.means,
        "default": one.default,
    }
    return {name: held for name, held in told.items() if held or name == "value"}


def _stands(within: Explanation, one: Explanation) -> str:
    """Tell a setting of an item as a line that may be copied into a layer, with who set it behind it."""
    origins = [origin for origin in (one.set_by, *one.changes) if origin is not None]
    before = ", ".join(dict.fromkeys(origin.layer for origin in origins[:-1]))
    told = f"set by {origins[-1]}{f', before by {before}' if before else ''}"
    beside = (f"; beside it {origin.layer} asks for {origin.value}" for origin in one.beside)
    return f"  {one.key.removeprefix(f'{within.key}.')} = {one.value}  # {told}{''.join(beside)}"


def _listed(framework: Framework, name: str, *, json: bool) -> int:
    """List the items of a table: ids, what they are called, of which sort bodies are, which layer added them."""
    rows = [
        (
            id,
            str(getattr(item, "says", "") or item.words),
            str(getattr(item, "sort", "")),
            item.layer,
            "retired" if item.retired else "",
        )
        for id, item in framework.items(name).items()
    ]
    if json:
        keys = ("id", "called", "sort", "layer", "state")
        tell({"table": name, "items": [dict(zip(keys, row, strict=True)) for row in rows]})
    elif any(row[2] for row in rows):
        table(("Id", "Called", "Sort", "Layer", ""), rows)
    elif rows:
        table(("Id", "Called", "Layer", ""), [(*row[:2], *row[3:]) for row in rows])
    else:
        say(f"Nothing stands in the table {name!r} yet.")
    return FINE


_HOOKS = {
    "lif_layers": "framework layer",
    "lif_tables": "framework table",
    "lif_storages": "storage",
    "lif_importers": "importer",
    "lif_reports": "report",
    "lif_exporters": "exporter",
    "lif_notifiers": "notifier",
    "lif_gap_rules": "gap rule",
}


def plugins(*, directory: Folder = Path(), json: Flag = False) -> int:
    """Tell which plug-ins there are, in which state, and what they offer. One that failed is named with the reason.

    Args:
        directory: the partnership's folder; what its settings switch off is told as off.
        json: print one JSON document and nothing else.
    """
    from lif_cli.checking import _of_settings
    from lif_cli.extensions import found as commands
    from lif_cli.extensions import origin
    from lif_core.hooks import Plugins

    settings, _ = _of_settings(directory)
    every = Plugins(off=settings.plug_ins_off if settings else ())
    offers, clashes = _offers(every)
    offers += [("command", entry.name, f"From {origin(entry)}") for entry in commands()]
    found = every.found()
    status = NOT_FINE if clashes or any(one.state == "failed" for one in found) else FINE
    if json:
        listed = [{"sort": sort, "name": name, "says": says} for sort, name, says in offers]
        tell({"plugins": [to_wire(one) for one in found], "offers": listed, "problems": clashes})
        return status
    loaded = [(one.name, f"{one.distribution} {one.version}", one.state, one.why) for one in found]
    table(("Plug-in", "Distribution", "State", "Why"), loaded)
    say("")
    table(("Offers", "Name", "What it is"), offers)
    for clash in clashes:
        say(clash)
    return status


def _offers(every: Any) -> tuple[list[tuple[str, str, str]], list[str]]:
    offers, clashes = [], []
    for hook, sort in _HOOKS.items():
        try:
            offers += [(sort, one.name, _summary(one)) for one in every.offers(hook).values()]
        except PluginError as error:
            clashes.append(str(error))
    return offers, clashes


def _summary(offer: Offer) -> str:
    """Tell what is offered in a line, with what it runs on where it says so."""
    if offer.runs_on is None:
        return offer.summary
    try:
        return f"{offer.summary}; {offer.runs_on()}"
    except Exception as error:
        return f"{offer.summary}; it cannot tell what it runs on ({type(error).__name__})"


def schema(name: Annotated[str, Parameter(name="NAME")] = "", /) -> int:
    """Print the JSON Schema of records and requests, or of a file of a framework layer, plug-ins' tables included.

    Args:
        name: a record type such as `action`, a request such as `plan-action`, `records`, `requests`, or `framework`;
            left out, records and requests.
    """
    from lif_core.framework.json_schema import framework_schema
    from lif_core.hooks import Plugins
    from lif_core.partnership.opening import extensions_of
    from lif_core.records import TYPES
    from lif_core.rules.reading import request_names
    from lif_core.rules.request_schema import requests_schema
    from lif_core.serial.json_schema import records_schema

    if name == "framework":
        tell(framework_schema(extensions_of(Plugins())))
    elif name in TYPES:
        tell(_with_words_of_add(records_schema((name,)), name))
    elif name in request_names():
        tell(requests_schema((name,)))
    elif name in ("", "records", "requests"):
        told = {"records": records_schema(), "requests": requests_schema()}
        tell(told[name] if name else told)
    else:
        known = ("records", "requests", "framework", *TYPES, *request_names())
        raise unknown_word(name, "record type or request", known)
    return FINE


def _with_words_of_add(told: Any, record_type: str) -> Any:
    """Give the schema of a record type, saying also by which request it is added and what that calls a field."""
    from lif_core.rules.reading import NOT_ASKED, creating_name
    from lif_core.rules.requests import CREATING, SPELT

    if record_type not in CREATING or record_type in NOT_ASKED:
        return told
    schema = told["$defs"][record_type]
    more = f"What `lif add {record_type}` takes is told by `lif schema {creating_name(record_type)}`."
    schema["description"] = f"{schema['description']} {more}"
    for (of, said), field in SPELT.items():
        if of == record_type:
            held = schema["properties"][field]
            held["description"] = f"{held['description']} `lif add` and requests call it `{said.rstrip('_')}`."
    return told
