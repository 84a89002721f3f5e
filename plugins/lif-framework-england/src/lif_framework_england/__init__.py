"""Frameworks of England for lif_core: regimes, calendars, North West and Liverpool layers, as data with sources."""

from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import attrs

from lif_core.hooks import Offer, hookimpl

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

lif_api = 1

LAYERS: Mapping[str, str] = {
    "england": "England: Working Together 2013 to 2023, bank holidays 2005 to 2030, review kinds, deadlines, duties",
    "north-west": "The North West: what its partnerships share; builds on england",
    "liverpool": "Liverpool: its groups, its own review, when its arrangements began; builds on north-west",
}
"""Each layer of this distribution, with a line that says what it holds."""


@attrs.frozen(weakref_slot=False)
class LayerFile:
    """One file of a layer; its text is read when it is asked for.

    Attributes:
        layer: name of the layer it belongs to.
        name: what people call the file, such as `england/deadlines.toml`.
        place: where it lies, within the package or its archive.
    """

    layer: str
    name: str
    place: "Traversable"

    @property
    def text(self) -> str:
        """What stands in it."""
        return self.place.read_text(encoding="utf-8")


def layers() -> tuple[LayerFile, ...]:
    """Tell every file of every layer, the uppermost layer first; none is read."""
    return tuple(file for name in LAYERS for file in _files_of(name))


def layer(name: str) -> tuple[tuple[str, str], ...]:
    """Read the files of one layer, without those of the layers it builds on.

    Args:
        name: one of `LAYERS`.

    Returns:
        Name and text of each file, such as `("england/deadlines.toml", "...")`, in the order of their names.

    Raises:
        KeyError: this distribution has no such layer.
    """
    if name not in LAYERS:
        raise KeyError(name)
    return tuple((file.name, file.text) for file in _files_of(name))


def _files_of(name: str) -> tuple[LayerFile, ...]:
    found = sorted((place.name, place) for place in _folder_of(name).iterdir() if place.name.endswith(".toml"))
    return tuple(LayerFile(name, f"{name}/{file_name}", place) for file_name, place in found)


def _folder_of(name: str) -> "Traversable":
    beside = Path(__file__).with_name("layers") / name
    if beside.is_dir():
        return beside
    from importlib.resources import files  # costs as much as reading a layer: paid by who imports from an archive

    return files(__name__).joinpath("layers", name)


@hookimpl
def lif_layers() -> list[Offer]:
    """Offer each layer by its name; nothing is read before one is chosen."""
    return [Offer(name=name, make=partial(layer, name), summary=summary) for name, summary in LAYERS.items()]
