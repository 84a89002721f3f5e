"""Opening: a folder becomes a partnership: settings, plug-ins, framework, store."""

import os
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import attrs

from lif_core.errors import LifError, PluginError, Problem, Problems, UnknownName
from lif_core.hooks.manager import Plugins
from lif_core.hooks.offers import Offer, StorageRequest
from lif_core.hooks.ports import Storage
from lif_core.partnership.books.begun import begun, see_begun
from lif_core.partnership.books.collecting import without_collecting
from lif_core.partnership.settings import FILE, Settings, read_settings

if TYPE_CHECKING:
    from lif_core.framework.documents import Document
    from lif_core.framework.framework import Extensions
    from lif_core.framework.layers import FrameworkHistory

FRAMEWORK = "framework"
"""Folder of a partnership's own layers."""


@attrs.frozen
class Parts:
    """What a partnership is made of."""

    settings: Settings
    plugins: Plugins
    framework: "FrameworkHistory | Callable[[], FrameworkHistory]"
    storage: Storage


def parts_of(folder: Path, plugins: Plugins | None = None, *, restoring: bool = False) -> Parts:
    """Tell what the partnership of a folder is made of; its store is open when this returns.

    Args:
        folder: the folder.
        plugins: plug-ins; left out, those that are installed and not switched off.
        restoring: whether a copy is to be put into the store, which may be empty then though the register had begun.
    """
    settings = read_settings(folder)
    plugins = plugins or Plugins(off=settings.plug_ins_off)
    composed: FrameworkHistory | Callable[[], FrameworkHistory] = partial(framework_of, folder, settings, plugins)
    if settings.layers or _own_files(folder):  # else there is nothing to compose, and nothing to find fault with yet
        composed = framework_of(folder, settings, plugins)
    link = begun(folder)
    storage = storage_of(folder, settings, plugins, begun=bool(link) and not restoring)
    try:
        see_begun(link, storage, restoring=restoring)
    except BaseException:
        storage.close()
        raise
    return Parts(settings, plugins, composed, storage)


def framework_of(folder: Path, settings: Settings, plugins: Plugins) -> "FrameworkHistory":
    """Compose the framework of a folder: the layers it builds on, and its own.

    Raises:
        InvalidFramework: tells every fault with file, line and key path.
        Problems: a layer is asked for that nobody offers.
    """
    from lif_core.framework.documents import read_document
    from lif_core.framework.layers import compose

    with without_collecting():
        own = [read_document(path.read_bytes(), f"{FRAMEWORK}/{path.name}") for path in _own_files(folder)]
        known = {document.layer.id for document in own if document.layer}
        offered = [*layers_for([*settings.layers, *_parents(own)], plugins, known, own)]
        return compose([*offered, *own], extensions_of(plugins))


def _own_files(folder: Path) -> list[Path]:
    return sorted((folder / FRAMEWORK).glob("*.toml"))


def _parents(documents: "Iterable[Document]") -> list[str]:
    return [parent for document in documents if document.layer for parent in document.layer.informed_by]


def layers_for(
    wanted: Iterable[str], plugins: Plugins, known: Iterable[str] = (), naming: "Iterable[Document]" = ()
) -> "list[Document]":
    """Give the documents of layers that plug-ins offer, and of every layer that informs them.

    Args:
        wanted: names of the layers.
        plugins: what is installed.
        known: names of layers that are there already.
        naming: documents that may have named the layers, to tell the place where one that is missing is named.

    Raises:
        Problems: nobody offers one of them; all that are missing are told.
    """
    from lif_core.partnership.layer_cache import documents_of, place_of

    offers, waiting, seen = plugins.offers("lif_layers"), list(wanted), set(known)
    found: list[Document] = []
    missing: list[Problem] = []
    while waiting:
        layer = waiting.pop(0)
        if layer in seen:
            continue
        seen.add(layer)
        if layer not in offers:
            missing.append(_nobody(layer, offers, naming))
            continue
        documents = documents_of(offers[layer].make(), place_of(layer))
        found += documents
        waiting += _parents(documents)
    if missing:
        raise Problems(missing)
    return found


def _nobody(layer: str, offers: Mapping[str, Offer], naming: "Iterable[Document]") -> Problem:
    """Tell that nobody offers a layer, at the place that names it: in a file of a layer, else in the settings."""
    mend = "Install the plug-in that offers it, or correct the name; `lif plugins` lists the layers there are."
    told = UnknownName(layer, "layer", offers)
    for document in naming:
        if document.layer and layer in document.layer.informed_by:
            says = f"The layer {document.layer.id!r} builds on {layer[:60]!r}, which is not here."
            place = document.where(("informed-by",))
            return Problem("framework.missing-layer", says, mend, place, layer, ", ".join(offers), told.nearest)
    return told.as_problem(FILE, mend)


def extensions_of(plugins: Plugins) -> "Extensions":
    """Put together what plug-ins add to the language of frameworks."""
    from lif_core.framework.framework import Extensions

    every = [offer.make() for offer in plugins.offers("lif_tables").values()]
    tables = {name: shape for one in every for name, shape in one.tables.items()}
    return Extensions(tables=tables, facts=tuple(fact for one in every for fact in one.facts))


def storage_of(folder: Path, settings: Settings, plugins: Plugins, *, begun: bool = False) -> Storage:
    """Open the store of a folder; with `begun` it is known not to be a new one."""
    offer = plugins.for_scheme(settings.storage)
    request = StorageRequest(
        url=_absolute(settings.storage, folder),
        partnership=settings.id,
        begun=begun,
        secrets=settings.secret_values(),
    )
    try:
        storage = offer.make(request)
    except (LifError, OSError):
        raise
    except Exception as error:  # what it says may quote the address, and a secret in it
        raise PluginError(
            f"The storage {offer.name!r} failed while it opened the store ({type(error).__name__}). This is a mistake "
            "in the plug-in that offers it; tell whoever looks after that one. `lif plugins` names it."
        ) from error
    if not isinstance(storage, Storage):
        missing = sorted(name for name in vars(Storage) if name[0] != "_" and not hasattr(storage, name))
        raise PluginError(f"What the storage {offer.name!r} opens is no storage: it has no {', '.join(missing)}.")
    return storage


def _absolute(url: str, folder: Path) -> str:
    """Put the folder into an address such as `sqlite:lif.db`, which is relative to it; whatever its scheme.

    The folder is spelt as addresses are (a % in its name as %25), what stands in the address stays as it is written.
    """
    from urllib.parse import quote_from_bytes

    scheme, _, rest = url.partition(":")
    if rest.startswith("/") or not rest or Path(rest).is_absolute():
        return url
    spelt = quote_from_bytes(os.fsencode(folder.resolve().as_posix()), safe="/").strip("/")
    return f"{scheme}:///{spelt}/{rest}" if spelt else f"{scheme}:///{rest}"
