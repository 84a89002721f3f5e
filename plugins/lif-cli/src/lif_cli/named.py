"""Named: the framework that a word of a call means: a layer, a folder, or a TOML file."""

import os
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import attrs

from lif_cli.checking import check_path
from lif_core import Framework
from lif_core.errors import InvalidFramework, Problem, Problems, UnknownName
from lif_core.framework.documents import Document, read_document
from lif_core.framework.layers import compose
from lif_core.hooks import Plugins
from lif_core.partnership.opening import FRAMEWORK, extensions_of, layers_for
from lif_core.partnership.settings import FILE


def named_framework(said: str, day: date) -> Framework:
    """Give the framework that rules on a day by what somebody calls it.

    A layer's name means that layer with everything above it. A folder is that of a partnership, or one of TOML files;
    one that is called as a layer is meant where it is written as a path: `./liverpool`.

    Raises:
        UnknownName: it is neither.
        InvalidFramework: the framework has faults; all are told.
    """
    plugins, path = Plugins(), Path(said)
    layers = plugins.offers("lif_layers")
    if said in layers:
        return _composed(layers_for([said], plugins), plugins, said, day)
    if path.is_dir() and not (path / FILE).exists() and not (path / FRAMEWORK).is_dir():
        return _composed(_files(path, plugins), plugins, said, day)
    if not path.exists() and os.sep not in said and path.suffix != ".toml":
        raise UnknownName(said[:80], "layer", layers)
    checked = check_path(path, day)
    if checked.framework is None:
        raise InvalidFramework(_placed(said, checked.problems) or [_no_framework(said)])
    return checked.framework


def files_of_layer(said: str, directory: Path) -> list[Document]:
    """Give the files of a layer: of one that is installed, else of one of a partnership's folder.

    Raises:
        UnknownName: there is no such layer.
    """
    plugins = Plugins()
    layers = plugins.offers("lif_layers")
    own = directory / FRAMEWORK
    found = layers_for([said], plugins) if said in layers else _read(own)
    files = [document for document in found if document.layer is not None and document.layer.id == said]
    if not files:
        known = [document.layer.id for document in found if document.layer is not None]
        raise UnknownName(said[:80], "layer", [*layers, *known])
    return files


def _read(folder: Path) -> list[Document]:
    return [read_document(path.read_bytes(), path.name) for path in sorted(folder.glob("*.toml"))]


def _files(folder: Path, plugins: Plugins) -> list[Document]:
    own = _read(folder)
    layers = [document.layer for document in own if document.layer is not None]
    parents = [parent for layer in layers for parent in layer.informed_by]
    return [*layers_for(parents, plugins, {layer.id for layer in layers}), *own]


def _composed(documents: Sequence[Document], plugins: Plugins, said: str, day: date) -> Framework:
    try:
        return compose(documents, extensions_of(plugins)).on(day)
    except Problems as error:
        raise InvalidFramework(_placed(said, error.problems)) from None


def _placed(said: str, problems: Sequence[Problem]) -> list[Problem]:
    """Tell with each problem which of the frameworks of a call has it."""
    return [attrs.evolve(one, where=_place(said, one.where)) for one in problems]


def _place(said: str, where: str) -> str:
    path, name = Path(said), Path(said).name
    if not where or (name and where.startswith(name)):
        return f"{said}{where.removeprefix(name)}"
    if path.is_dir() and (path / where.partition(",")[0]).is_file():
        return os.path.join(said, where)
    return f"{said}, {where}"


def _no_framework(said: str) -> Problem:
    mend = "Name a layer, a partnership's folder, or a TOML file of a layer."
    return Problem("framework.none-there", "There is no framework here.", mend, said)
