"""Starting: a new partnership folder, with settings and a first layer of its own that pass `lif check`."""

import re
import shutil
import unicodedata
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from lif_cli.options import Flag
from lif_cli.printing import say, tell
from lif_cli.refusals import FINE, wrong_words
from lif_core import Partnership
from lif_core.errors import Problem, Problems, Refused, UnknownName
from lif_core.hooks import Plugins
from lif_core.partnership.opening import FRAMEWORK
from lif_core.partnership.settings import FILE

SETTINGS = """\
# Who we are and where things are. How we work stands in framework/, what happened in the store.
id = "{id}"                        # begins every id; small letters, digits and hyphens; never changes
name = "{name}"
layers = ["{layer}"]               # what we build on; `lif plugins` lists the layers there are
storage = "sqlite:lif.db"          # keep it on this machine's own disk, not in a synced or network folder
{by}
# baseline = 2026-04-01            # gaps that began before this day are counted in one line
# aside-days = 90                  # how long what imports keep aside is kept
# plug-ins-off = []                # names of plug-ins that stay switched off
"""

LAYER = """\
# How we work where we differ from {layer}. `lif check` tells what is wrong, `lif explain KEY` whence a setting comes.
layer = "{own}"
informed-by = ["{layer}"]
# since = 2026-04-01               # before this day the framework before it rules
# area-start = 2019-09-01          # when our area's arrangements began

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
"""
_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


def init(
    dir_: Annotated[Path, Parameter(name="DIR")],
    /,
    *,
    framework: str,
    id_: Annotated[str, Parameter(name="--id")] = "",
    name: str = "",
    by: str = "",
    json: Flag = False,
) -> int:
    """Make a new partnership folder: settings, a first layer of its own, an empty store. It passes `lif check`.

    Args:
        dir_: the folder; it is made where it is missing. A folder that is a partnership's already is refused.
        framework: the layer to build on, such as `england` or `liverpool`; `lif plugins` lists them.
        id_: begins every id, such as `liverpool`; left out, the folder's name.
        name: what the partnership is called; left out, the folder's name.
        by: role that writes where nobody says who.
        json: print one JSON document and nothing else.
    """
    own_id = _id(id_, dir_)
    layers = Plugins().offers("lif_layers")
    if framework not in layers:
        mend = f"Layers that are installed: {', '.join(sorted(layers)) or 'none'}."
        raise Problems([UnknownName(framework, "layer", layers).as_problem("--framework", mend)])
    _refuse_to_overwrite(dir_)
    own = f"{own_id}-local" if own_id in layers else own_id
    texts = make_folder(dir_, id_=own_id, own=own, name=name or dir_.resolve().name, layer=framework, by=by)
    paths = [str(path) for path in (*texts, dir_ / "lif.db")]
    if json:
        tell({"id": own_id, "framework": framework, "layer": own, "written": paths})
        return FINE
    say(f"Made the partnership {own_id!r}, building on {framework}:", *(f"  {path}" for path in paths))
    say(f"Next: edit {FRAMEWORK}/{own}.toml, run `lif check {dir_}`, then `lif import FILE -C {dir_}`.")
    return FINE


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
    there = [folder / name for name in (FILE, FRAMEWORK, "lif.db") if (folder / name).exists()]
    if folder.exists() and not folder.is_dir():
        there = [folder]
    if there:
        mend = (
            "Choose another folder. `lif check` tells what is wrong with a partnership's folder; nothing was written."
        )
        raise Refused(Problem("init.there-already", "This is there already.", mend, str(path)) for path in there)


def make_folder(folder: Path, *, id_: str, name: str, layer: str, by: str, own: str = "") -> tuple[Path, ...]:
    """Make a partnership folder with its store; give the files written. Where that fails, nothing is left of it.

    Args:
        folder: where.
        id_: begins every id.
        name: what the partnership is called.
        layer: the layer to build on.
        by: role that writes where nobody says who; empty for none.
        own: id of its own first layer; left out, `id_`.
    """
    texts = _texts(folder, id_, own or id_, layer, name, by)
    _make(folder, texts)
    return tuple(texts)


def _texts(folder: Path, own_id: str, own: str, layer: str, name: str, by: str) -> dict[Path, str]:
    role = f'by = "{_spelt(by)}"' if by else '# by = "business-manager"        # role that writes where nobody says who'
    settings = SETTINGS.format(id=own_id, name=_spelt(name), layer=layer, by=role)
    return {folder / FILE: settings, folder / FRAMEWORK / f"{own}.toml": LAYER.format(own=own, layer=layer)}


def _spelt(text: str) -> str:
    """Spell text so that it can stand between quotes in TOML."""
    plain = "".join(letter if letter.isprintable() else " " for letter in text)
    return plain.replace("\\", "\\\\").replace('"', '\\"')


def _make(folder: Path, texts: dict[Path, str]) -> None:
    """Write the files and the empty store; where that fails, take away what was made."""
    was_there = folder.exists()
    try:
        (folder / FRAMEWORK).mkdir(parents=True)
        for path, text in texts.items():
            path.write_text(text, encoding="utf-8")
        with Partnership.open(folder) as made:
            made.verify()
    except BaseException:
        _take_away(folder, was_there=was_there)
        raise


def _take_away(folder: Path, *, was_there: bool) -> None:
    if not was_there:
        shutil.rmtree(folder, ignore_errors=True)
        return
    shutil.rmtree(folder / FRAMEWORK, ignore_errors=True)
    for path in (folder / FILE, *folder.glob("lif.db*")):
        path.unlink(missing_ok=True)
