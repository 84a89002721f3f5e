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


def _files(folder: Path, plugins: Plugins) -> list[Document]:
    own = [read_document(path.read_bytes(), path.name) for path in sorted(folder.glob("*.toml"))]
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
    name = Path(said).name
    if not where or where.startswith(name):
        return f"{said}{where.removeprefix(name)}"
    return f"{said}, {where}"


def _no_framework(said: str) -> Problem:
    mend = "Name a layer, a partnership's folder, or a TOML file of a layer."
    return Problem("framework.none-there", "There is no framework here.", mend, said)
