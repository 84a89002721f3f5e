"""Frameworks of eight places for lif_core, each a layer of TOML only: what their own pages say, and nothing else."""

from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from lif_core.hooks import Offer, hookimpl

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

lif_api = 1

LAYERS: Mapping[str, str] = {
    "leeds": "Leeds: its own kinds of review, its group called RAG, three questions; builds on england",
    "devon": "Devon: rapid reviews by numbered days, in two dated editions; builds on england",
    "wirral": "Wirral: critical incident reviews, a decision matrix; builds on north-west",
    "sutton": "Sutton: one sub-group owns the framework, another endorses it; builds on england",
    "south-tees": "South Tees: four statutory partners; builds on england",
    "cumbria": "Cumbria: its framework before the area was split; builds on england",
    "westmorland-and-furness": "Westmorland and Furness: one of two successors of Cumbria; builds on cumbria",
    "cambridgeshire-and-peterborough": "Cambridgeshire and Peterborough: written from the handbook; builds on england",
    "church-of-england": "The Church of England: follow-up at 2, 3 and 12 months; builds on nothing",
}
"""Each layer of this distribution, with a line that says what it holds."""


def layer(name: str) -> tuple[tuple[str, str], ...]:
    """Read the files of one layer, without those of the layers it builds on.

    Args:
        name: one of `LAYERS`.

    Returns:
        Name and text of each file, such as `("devon/devon.toml", "...")`, in the order of their names.

    Raises:
        KeyError: this distribution has no such layer.
    """
    if name not in LAYERS:
        raise KeyError(name)
    found = sorted((place.name, place) for place in _folder_of(name).iterdir() if place.name.endswith(".toml"))
    return tuple((f"{name}/{file_name}", place.read_text(encoding="utf-8")) for file_name, place in found)


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
