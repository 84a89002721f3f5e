"""Comparing: two frameworks side by side, another one planned and taken over, one's own written out as a document."""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Annotated, Any

import attrs
from cyclopts import Parameter

from lif_cli.named import files_of_layer, named_framework
from lif_cli.opening import of_view, opened, somebody, view_of
from lif_cli.options import VIEWING, WRITING, Day, Flag, Viewing, Writing
from lif_cli.printing import plain_problem, plural, problems, say, table, tell
from lif_cli.refusals import FINE, NOT_FINE, of_file, wrong_words
from lif_core import Framework, Partnership
from lif_core.errors import InvalidData, Problem, Refused
from lif_core.framework.differences import Difference, differences
from lif_core.measures.upgrade import Plan, plan_upgrade
from lif_core.partnership.leaving.publishing import Report
from lif_core.reports.framework_document import framework_document
from lif_core.reports.telling import Asked
from lif_core.serial.plain import to_wire
from lif_core.values.labels import Language
from lif_core.values.saying import plain_day

_UNMAPPED = "upgrade.unmapped"


def diff(
    first: Annotated[str, Parameter(name="A")],
    second: Annotated[str, Parameter(name="B")],
    /,
    *,
    as_of: Day | None = None,
    json: Flag = False,
) -> int:
    """Tell what differs between two frameworks. That they differ is no fault: the exit status is 0.

    Args:
        first: a layer such as `england`, a partnership's folder, a folder of TOML files, or one file.
        second: the other. A folder that is called as a layer is meant where it is written `./liverpool`.
        as_of: the day on which both are looked at; left out, today.
        json: print one JSON document and nothing else.
    """
    day = as_of or date.today()  # noqa: DTZ011  the day where the caller sits
    one, other = named_framework(first, day), named_framework(second, day)
    found = differences(one, other)
    if json:
        sides = {"first": _plain_framework(first, one), "second": _plain_framework(second, other)}
        tell({**sides, "differences": [{**to_wire(each), "sentence": str(each)} for each in found]})
        return FINE
    if found:
        table(("What", "Setting", first, second), (_row(each) for each in found))
    say(f"{plural(len(found), 'difference')}. Who said what where: `lif framework diff {first} {second} --json`.")
    return FINE


def _plain_framework(said: str, framework: Framework) -> dict[str, Any]:
    return {"named": said, "layers": list(framework.layers), "framework": framework.fingerprint}


def _row(each: Difference) -> tuple[str, str, str, str]:
    if each.setting:
        return each.thing, each.setting, each.first or "-", each.second or "-"
    first = each.first or "has it" if each.side == "first" else "does not have it"
    second = each.second or "has it" if each.side == "second" else "does not have it"
    return each.thing, "", first, second


# --- another framework ----------------------------------------------------------------------------------------------


def plan(new: Annotated[str, Parameter(name="NEW")], /, *, mapping: Path | None = None, view: Viewing = VIEWING) -> int:
    """Tell every record that would lose its meaning under another framework, and what would keep it. Writes nothing.

    The exit status is 1 while anything is without a place in the new framework.

    Args:
        new: the framework to be: a layer, a partnership's folder, a folder of TOML files, or one file.
        mapping: a TOML file that says what takes the place of what is lost, such as "theme.neglect" = "neglect-2".
        view: of whom, of which day, and how it is told.
    """
    with opened(view) as lif:
        now = view_of(lif, view)
        made = plan_upgrade(now, named_framework(new, date.max), _mapping(mapping))
        ahead = tuple(_ahead(lif, made))
    if view.json:
        tell({**of_view(now), "new": _plain_framework(new, made.new), **_plain_plan(made, ahead)})
    else:
        _tell_plan(made, ahead)
    return FINE if made.is_ready and not ahead else NOT_FINE


def _ahead(lif: Partnership, made: Plan) -> Iterator[Problem]:
    """Tell what records would lose that were entered ahead: a change of an earlier day does not reach them."""
    now = made.view
    later = lif.as_of(date.max, known_by=now.known_by, audience=now.audience).register
    known = {(loss.record, loss.key) for loss in made.losses}
    for loss in plan_upgrade(attrs.evolve(now, register=later), made.new, made.mapping).losses:
        if (loss.record, loss.key) not in known:
            says = f"{loss.says} It was entered ahead, for a day after {plain_day(now.day)}."
            yield Problem("upgrade.ahead", says, "Upgrade on that day or later.", f"{loss.record}, {loss.where}")


def _plain_plan(made: Plan, ahead: Sequence[Problem] = ()) -> dict[str, Any]:
    return {
        "ready": made.is_ready and not ahead,
        "losses": [{**to_wire(loss), "to": made.mapping.get(loss.key, "")} for loss in made.losses],
        "needed": {key: list(records) for key, records in made.needed.items()},
        "problems": [plain_problem(problem) for problem in (*made.problems, *ahead)],
    }


def _tell_plan(made: Plan, ahead: Sequence[Problem]) -> None:
    problems(problem for problem in (*made.problems, *ahead) if problem.code != _UNMAPPED)  # the table tells those
    if made.losses:
        rows = ((loss.name, loss.record, loss.key, made.mapping.get(loss.key, "nothing yet")) for loss in made.losses)
        table(("Record", "Id", "Loses", "In its place"), rows)
    say(made)
    if made.unmapped:
        say("", "Say what takes their place in a file, and name it with --mapping FILE:", "", *_template(made))


def _template(made: Plan) -> Iterator[str]:
    """Give the lines of a mapping that would be whole; what might stand in a place is a guess."""
    open_keys = dict.fromkeys(loss.key for loss in made.unmapped)
    guesses = {loss.key: loss.nearest for loss in made.losses}
    yield from (f'"{key}" = "{guesses[key] or "..."}"' for key in open_keys)


def upgrade(
    new: Annotated[str, Parameter(name="NEW")], /, *, mapping: Path | None = None, write: Writing = WRITING
) -> int:
    """Let the records take the names of another framework: all at once, or none while anything would lose its meaning.

    Run it before the new layers stand in the folder: they tell what the old names meant.

    Args:
        new: the framework to be: a layer, a partnership's folder, a folder of TOML files, or one file.
        mapping: a TOML file that says what takes the place of what is lost, such as "theme.neglect" = "neglect-2".
        write: who writes, why, and on which day it takes effect.
    """
    from lif_core.measures.upgrade import upgrade as proposed
    from lif_core.partnership.writing.committing import nothing
    from lif_core.partnership.writing.upgrading import upgraded

    with opened(write) as lif:
        on, by = write.on or lif.today, somebody(lif, write)
        made = plan_upgrade(lif.as_of(on), named_framework(new, date.max), _mapping(mapping))
        ahead = tuple(_ahead(lif, made))
        if ahead:
            raise Refused([*made.problems, *ahead])
        if write.dry_run:
            receipt = nothing(lif.books, proposed(made, on))
        else:
            receipt = upgraded(lif.books, made, on=on, by=by, why=write.why)
    if write.json:
        told = {"written": receipt.position is not None, "commit": receipt.position}
        tell({**told, "fingerprint": receipt.fingerprint, "changed": list(receipt.changed), **_plain_plan(made)})
        return FINE
    say(made, receipt)
    if not write.dry_run:
        say(f"Now let {new} rule: put its layers into partnership.toml or the folder `framework`, and run `lif check`.")
    return FINE


def _mapping(file: Path | None) -> Mapping[str, str]:
    """Read what takes the place of what: keys as `"theme.neglect"`, or tables such as `[theme]`.

    Raises:
        InvalidData: the file cannot be read, or says something that is no name.
    """
    if file is None:
        return {}
    try:
        said = tomllib.loads(file.read_bytes().decode("utf-8-sig"))
    except OSError as error:
        raise InvalidData([of_file(error, file)]) from None
    except (ValueError, RecursionError):  # TOMLDecodeError and UnicodeDecodeError are both
        mend = 'Each line is "theme.neglect" = "neglect-2"; keys stand in quotes.'
        raise InvalidData([Problem("mapping.unreadable", "This is no TOML.", mend, str(file))]) from None
    flat = dict(_flat(said))
    wrong = [key for key, value in flat.items() if not isinstance(value, str)]
    if wrong:
        mend = "Give one name in quotes."
        raise InvalidData(
            Problem("mapping.no-name", f"What takes the place of {key!r} is no name.", mend, str(file)) for key in wrong
        )
    return flat


def _flat(said: Mapping[str, Any], above: str = "") -> Iterator[tuple[str, Any]]:
    for key, value in said.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{above}{key}.")
        else:
            yield f"{above}{key}", value


# --- its own document -----------------------------------------------------------------------------------------------


def show(
    *,
    to: Path | None = None,
    layer: str = "",
    language: Language = "en",
    replace: Flag = False,
    view: Viewing = VIEWING,
) -> int:
    """Write the framework out as the document that the partnership publishes. It shows no record.

    The ending of the file says what it becomes: `.md`, `.html`, `.docx`. Without a file it is printed as Markdown.
    With `--layer` the files of one layer are printed instead, as they were written: TOML, with their remarks.

    Args:
        to: the file to write.
        layer: an installed layer such as `england`, or one of the partnership.
        language: language of the document: `en` or `cy`.
        replace: replace the file that is there, though somebody may have written into it.
        view: of whom, of which day, for whom, and how it is told.
    """
    if layer:
        return _files_of(layer, to, view)
    with opened(view) as lif:
        now = view_of(lif, view)
        asked = Asked(language=language, whose=lif.settings.name or lif.id)
        made = Report(document=framework_document(now, asked), plugins=lif.plugins)
        if to is None:
            text = made.bytes_as(".md").decode()
            tell({**of_view(now), "text": text}) if view.json else say(text)
            return FINE
        written = made.to(to, replace=replace)
    if view.json:
        tell({**of_view(now), "file": str(written.path), "sha256": written.sha256, "marking": written.marking})
    else:
        say(f"Written: {written}.")
    return FINE


def _files_of(layer: str, to: Path | None, view: Viewing) -> int:
    """Print the files of a layer as they were written."""
    if to is not None:
        mend = "Leave --to out, and send what is printed to a file: `lif framework show --layer NAME > layer.txt`."
        raise wrong_words("printed-only", "The files of a layer are printed.", mend)
    files = files_of_layer(layer, view.directory)
    if view.json:
        tell({"layer": layer, "files": [{"name": file.name, "text": file.text} for file in files]})
        return FINE
    for number, file in enumerate(files):
        say(*([""] if number else []), f"# {file.name}", file.text.rstrip("\n"))
    return FINE
