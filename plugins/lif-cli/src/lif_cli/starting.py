"""Starting: a new partnership folder, with settings and a first layer of its own that pass `lif check`."""

import json as json_text
import re
import shlex
import shutil
import tomllib
import unicodedata
from collections.abc import Callable
from datetime import date
from pathlib import Path, PurePosixPath
from typing import Annotated
from urllib.parse import unquote

import attrs
from cyclopts import Parameter

from lif_cli.named import named_framework
from lif_cli.options import Flag
from lif_cli.printing import say, tell
from lif_cli.refusals import FINE, wrong_words
from lif_core import Partnership
from lif_core.errors import InvalidFramework, Problem, Problems, Refused, UnknownName
from lif_core.framework.json_schema import framework_schema
from lif_core.hooks import Plugins
from lif_core.partnership.books.begun import FILE as BEGUN
from lif_core.partnership.opening import FRAMEWORK, extensions_of
from lif_core.partnership.settings import FILE

STORAGE = "sqlite:lif.db"
"""Address of a store in the folder itself."""

SETTINGS = """\
# Who we are and where things are. How we work stands in framework/, what happened in the store.
id = "{id}"                        # begins every id; small letters, digits and hyphens; never changes
name = "{name}"
layers = ["{layer}"]               # what we build on; `lif plugins` lists the layers there are
storage = "{storage}"          # a file belongs on this machine's own disk, not in a synced or network folder
{by}
# baseline = 2026-04-01            # gaps that began before this day are counted in one line
# aside-days = 90                  # how long what imports keep aside is kept
# plug-ins-off = []                # names of plug-ins that stay switched off
"""

SCHEMA = "framework.schema.json"
"""Beside the layers: what editors complete and underline by. `lif schema framework` prints it."""

LAYER = """\
#:schema framework.schema.json
# How we work where we differ from {layer}. `lif check` tells what is wrong, `lif explain KEY` who set what.
layer = "{own}"
informed-by = ["{layer}"]
# since = 2026-04-01               # before this day the framework before it rules
# area-start = 2019-09-01          # when our area's arrangements began
# reporting-year = "04-01"         # the month and day on which the year of our yearly report begins

# Something new is simply said:
# [body.our-own-sub-group]
# label = "Our own sub-group"
# sort = "sub-group"

# What is there already is changed by naming only the keys that differ, and why:
# [change.deadline.rapid-review]
# within = "10 working days"
# because = "Executive, 4 November 2025"

# Our words for it:
# [relabel.review.rapid-review]
# en = "Rapid review meeting"

# A kind of review of our own: its steps, who decides, by when:
# [review.our-learning-review]
# label = "Learning review"
# path = "referred > agreed > held > shared > closed"
# also = ["any > withdrawn"]
# finished = ["closed", "withdrawn"]
# withdrawn = ["withdrawn"]
# decides = {{ agreed = "our-own-sub-group" }}
# [deadline.our-learning-review-held]
# says = "Hold the learning review"
# within = "6 weeks"
# after = "our-learning-review.agreed"
# met-by = "our-learning-review.held"
# source = {{ title = "Our executive", authority = "local", verified = true }}

# The colours of our action plan; the first that fits is shown:
# [change.colours.action]
# first-that-fits = [
#   {{ colour = "blue", means = "done, and it held", when = "sustained" }},
#   {{ colour = "green", means = "done", when = "done" }},
#   {{ colour = "red", means = "late", when = "late" }},
#   {{ colour = "amber", means = "on the way", when = "otherwise" }},
# ]
# because = "The key of our own tracker"
"""
_AFTER = "lif init DIR --from-workbook {file}"
_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


def init(
    dir_: Annotated[Path | None, Parameter(name="DIR")] = None,
    /,
    *,
    framework: str = "",
    id_: Annotated[str, Parameter(name="--id")] = "",
    name: str = "",
    by: str = "",
    storage: str = STORAGE,
    workbook: Path | None = None,
    from_workbook: Path | None = None,
    json: Flag = False,
) -> int:
    """Make a new partnership folder: settings, a first layer of its own, an empty store. It passes `lif check`.

    Who would rather answer questions than write a layer calls `lif init --workbook FILE`, fills in the workbook, and
    calls `lif init DIR --from-workbook FILE`.

    Args:
        dir_: the folder; it is made where it is missing. A folder that is a partnership's already is refused.
        framework: the layer to build on, such as `england` or `liverpool`; `lif plugins` lists them.
        id_: begins every id, such as `liverpool`; left out, the folder's name.
        name: what the partnership is called; left out, as answered, else the folder's name.
        by: role that writes where nobody says who.
        storage: address of the store, such as `postgresql://lif@db.example/liverpool`; left out, a SQLite file in the
            folder. `lif plugins` lists the storages there are. A password stands under [secrets], never here.
        workbook: write the questionnaire to this file, such as `questions.xlsx`, and make no folder.
        from_workbook: a questionnaire that was filled in: the first layer says what was answered there.
        json: print one JSON document and nothing else.
    """
    if workbook is not None:
        return _questions(workbook, framework or "england", json=json)
    if dir_ is None:
        raise wrong_words(
            "no-folder", "It is not said which folder to make.", "Name it: lif init DIR --framework LAYER."
        )
    own_id = _id(id_, dir_)
    if from_workbook is not None:
        _refuse_to_overwrite(dir_)
        return _told(_from_answers(dir_, from_workbook, framework, own_id, name, by, storage), dir_, json=json)
    if not framework:
        mend = "Name it with --framework, such as england; `lif plugins` lists them."
        raise wrong_words("no-framework", "It is not said which layer to build on.", mend)
    _is_there(framework, "--framework")
    _refuse_to_overwrite(dir_)
    own = _own_name(own_id)
    called = name or dir_.resolve().name
    texts = make_folder(dir_, id_=own_id, own=own, name=called, layer=framework, by=by, storage=storage)
    made = Made(id=own_id, framework=framework, layer=own, files=texts, store=_file_of(storage))
    return _told(made, dir_, json=json)


@attrs.frozen(kw_only=True)
class Made:
    """A folder that was made: the id of the partnership, what it builds on, its own layer, the files written.

    `store` is the file of its store within the folder, empty where the store is elsewhere.
    """

    id: str
    framework: str
    layer: str
    files: tuple[Path, ...]
    store: str = ""


def _told(made: Made, folder: Path, *, json: bool) -> int:
    stores = [folder / store for store in (made.store,) if store and (folder / store).exists()]
    paths = [str(path) for path in (*made.files, *stores)]
    if json:
        tell({"id": made.id, "framework": made.framework, "layer": made.layer, "written": paths})
        return FINE
    say(f"Made the partnership {made.id!r}, building on {made.framework}:", *(f"  {path}" for path in paths))
    installed = made.layer.removesuffix("-local")
    if installed != made.layer and installed in Plugins().offers("lif_layers"):
        say(f"Its layer is called {made.layer!r}, as an installed layer is called {installed!r} already.")
    named = shlex.quote(str(folder))
    say(f"Next: edit {FRAMEWORK}/{made.layer}.toml, run `lif check {named}`, then `lif import FILE -C {named}`.")
    return FINE


def _is_there(layer: str, where: str) -> None:
    layers = Plugins().offers("lif_layers")
    if layer not in layers:
        mend = f"Layers that are installed: {', '.join(sorted(layers)) or 'none'}."
        raise Problems([UnknownName(layer, "layer", layers).as_problem(where, mend)])


def _own_name(wanted: str) -> str:
    """Give the name of a first layer of one's own: that of no layer that is installed."""
    return f"{wanted}-local" if wanted in Plugins().offers("lif_layers") else wanted


def _questions(file: Path, layer: str, *, json: bool) -> int:
    """Write the questionnaire; a file that is there already stays as it is: somebody may have answered in it."""
    from lif_cli.questions import write_questions

    _is_there(layer, "--framework")
    if file.exists():
        mend = "Choose another name; nothing was written."
        raise Refused([Problem("init.there-already", "This is there already.", mend, str(file))])
    today = date.today()  # noqa: DTZ011  the day where the caller sits
    write_questions(file, named_framework(layer, today), layer, today)
    if json:
        tell({"file": str(file), "framework": layer})
    else:
        say(
            f"Written: {file}, with the names that {layer} has.",
            "Fill it in, then: " + _AFTER.format(file=shlex.quote(str(file))),
        )
    return FINE


def _from_answers(folder: Path, file: Path, layer: str, own_id: str, name: str, by: str, storage: str) -> Made:
    """Make a folder whose first layer says what was answered. A fault of the layer is told by its sheet and row."""
    from lif_cli.questions import read_answers
    from lif_core.framework.questionnaire import layer_text, row_of

    answers = {sheet: [dict(row) for row in rows] for sheet, rows in read_answers(file).items()}
    about = answers.setdefault("about", [{}])[0]
    above = re.sub(r"[^a-z0-9]+", "-", (layer or about.get("builds-on", "")).casefold()).strip("-")
    about["builds-on"] = above
    if above:
        _is_there(above, "--framework" if layer else f"{file.name}, About us")
    text = layer_text(answers, named_framework(above or "england", date.max))
    said = tomllib.loads(text)["layer"]
    own = _own_name(said)
    text = text.replace(f'layer = "{said}"', f'layer = "{own}"', 1)
    called = name or about["name"]
    try:
        files = make_folder(folder, id_=own_id, own=own, name=called, layer=above, by=by, text=text, storage=storage)
    except InvalidFramework as error:
        raise InvalidFramework(_by_row(problem, text, file.name, row_of) for problem in error.problems) from None
    return Made(id=own_id, framework=above, layer=own, files=files, store=_file_of(storage))


def _by_row(problem: Problem, text: str, file: str, row_of: Callable[[str, int], str]) -> Problem:
    line = re.search(r"\.toml, line (\d+)", problem.where)
    return attrs.evolve(problem, where=f"{file}, {row_of(text, int(line[1]))}") if line else problem


def _id(given: str, folder: Path) -> str:
    """Give the id that was asked for, or one made of the folder's name.

    Raises:
        WrongWords: it cannot be one.
    """
    plain = unicodedata.normalize("NFKD", folder.resolve().name).encode("ascii", "ignore").decode().lower()
    found = given or re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
    if not _ID.fullmatch(found):
        mend = "Give one with --id: small letters, digits and hyphens, such as north-shore."
        raise wrong_words(
            "no-id", f"{given[:40]!r} cannot begin ids." if given else "This folder's name cannot begin ids.", mend
        )
    return found


def _refuse_to_overwrite(folder: Path) -> None:
    there = [folder / name for name in (FILE, FRAMEWORK, BEGUN, "lif.db") if (folder / name).exists()]
    if folder.exists() and not folder.is_dir():
        there = [folder]
    if there:
        mend = (
            "Choose another folder. `lif check` tells what is wrong with a partnership's folder; nothing was written."
        )
        raise Refused(Problem("init.there-already", "This is there already.", mend, str(path)) for path in there)


def make_folder(
    folder: Path,
    *,
    id_: str,
    name: str,
    layer: str,
    by: str,
    own: str = "",
    text: str = "",
    storage: str = STORAGE,
) -> tuple[Path, ...]:
    """Make a partnership folder with its store; give the files written. Where that fails, nothing is left of it.

    Args:
        folder: where.
        id_: begins every id.
        name: what the partnership is called.
        layer: the layer to build on.
        by: role that writes where nobody says who; empty for none.
        own: id of its own first layer; left out, `id_`.
        text: what that layer says; left out, remarks on what it could say.
        storage: address of the store.
    """
    texts = _texts(folder, id_, own or id_, layer, name, by, storage)
    if text:
        texts[folder / FRAMEWORK / f"{own or id_}.toml"] = text
    _make(folder, texts, _file_of(storage))
    return tuple(texts)


def _file_of(storage: str) -> str:
    """Give the file within the folder that an address such as `sqlite:data/lif.db` names; empty where it names none."""
    scheme, _, rest = storage.partition(":")
    path = PurePosixPath(unquote(rest))
    is_within = scheme.casefold() == "sqlite" and path.parts and not path.is_absolute() and ".." not in path.parts
    return str(path) if is_within else ""


def _texts(folder: Path, own_id: str, own: str, layer: str, name: str, by: str, storage: str) -> dict[Path, str]:
    role = f'by = "{_spelt(by)}"' if by else '# by = "business-manager"        # role that writes where nobody says who'
    settings = SETTINGS.format(id=own_id, name=_spelt(name), layer=layer, by=role, storage=_spelt(storage))
    within = folder / FRAMEWORK
    schema = json_text.dumps(framework_schema(extensions_of(Plugins())), ensure_ascii=False, indent=1)
    layer_text = LAYER.format(own=own, layer=layer)
    return {folder / FILE: settings, within / f"{own}.toml": layer_text, within / SCHEMA: f"{schema}\n"}


def _spelt(text: str) -> str:
    """Spell text so that it can stand between quotes in TOML."""
    plain = "".join(letter if letter.isprintable() else " " for letter in text)
    return plain.replace("\\", "\\\\").replace('"', '\\"')


def _make(folder: Path, texts: dict[Path, str], store: str) -> None:
    """Write the files and the empty store; where that fails, take away what was made."""
    was_there = folder.exists()
    room = folder / PurePosixPath(store).parent  # of the store: where it has a folder of its own, that is made too
    made = [one for one in (room, *room.parents) if one != folder and one.is_relative_to(folder) and not one.exists()]
    try:
        (folder / FRAMEWORK).mkdir(parents=True)
        room.mkdir(parents=True, exist_ok=True)
        for path, text in texts.items():
            path.write_text(text, encoding="utf-8")
        with Partnership.open(folder) as opened:
            opened.verify()
    except BaseException:
        _take_away(folder, was_there=was_there, made=made)
        raise


def _take_away(folder: Path, *, was_there: bool, made: list[Path]) -> None:
    if not was_there:
        shutil.rmtree(folder, ignore_errors=True)
        return
    for path in (folder / FRAMEWORK, *made):
        shutil.rmtree(path, ignore_errors=True)
    for path in (folder / FILE, *folder.glob("lif.db*")):
        path.unlink(missing_ok=True)
