"""Specs: every hook there is. Hooks offer (they return `Offer`s) or announce (what they return is ignored)."""

from lif_core.hooks.markers import hookspec
from lif_core.hooks.offers import Committed, Offer


@hookspec
def lif_layers() -> list[Offer]:  # type: ignore[empty-body]
    """Offer framework layers. `make()` gives the layer's documents as `((file name, TOML text), ...)`.

    Example:
        `Offer(name="north-west", make=lambda: (("north-west.toml", text),))`
    """


@hookspec
def lif_tables() -> list[Offer]:  # type: ignore[empty-body]
    """Offer framework tables and facts of your own. `make()` gives an `Extensions` for `compose`."""


@hookspec
def lif_storages() -> list[Offer]:  # type: ignore[empty-body]
    """Offer storages. `make(StorageRequest)` gives a `Storage`; `schemes` says which addresses it serves.

    Example:
        `Offer(name="redis", schemes=("redis",), make=open_store)`
    """


@hookspec
def lif_importers() -> list[Offer]:  # type: ignore[empty-body]
    """Offer importers. `make(ImportRequest)` gives a `Workbook` of cells; `suffixes` says which files it reads."""


@hookspec
def lif_reports() -> list[Offer]:  # type: ignore[empty-body]
    """Offer reports. `make(view)` gives a `Document`; one that takes `asked` is told language and fingerprint.

    For whom it is and the fingerprint are filled in from the view, and so is a marking that is missing or wider than
    the records it names. `records` tells the ids of the records it shows, so that its file is asked for when something
    is removed for good: a document that names none of its view counts as showing every one, and is marked so. That it
    names fewer than it prints nobody can find out: name each one of which a word or a number is in it.
    """


@hookspec
def lif_exporters() -> list[Offer]:  # type: ignore[empty-body]
    """Offer exporters. `make(Document)` gives the bytes of a file; `suffixes` says which endings it writes.

    One that carries a file, such as an e-mail draft, is made as `make(Document, (suffix, bytes))`. One that takes a
    partnership's own template has `fill(Document, template bytes)` too.
    """


@hookspec
def lif_notifiers() -> list[Offer]:  # type: ignore[empty-body]
    """Offer notifiers. `make(settings)` gives something that delivers notices."""


@hookspec
def lif_gap_rules() -> list[Offer]:  # type: ignore[empty-body]
    """Offer gap rules. `make(view)` gives the `Gap`s it sees; `name` is the gap code."""


@hookspec
def lif_committed(event: Committed) -> None:
    """Hear that something was committed, once a commit and after it. What is returned or raised changes nothing.

    A process that is killed right after a commit tells nobody of it. Whoever keeps a copy outside the store (a search
    index, a mirror) notes the last position it heard of, and asks `lif.commits(after=position)` when it starts: a
    change of the kind `redact` there means that what it holds of that record has to go.
    """


OFFERING = (
    "lif_layers",
    "lif_tables",
    "lif_storages",
    "lif_importers",
    "lif_reports",
    "lif_exporters",
    "lif_notifiers",
    "lif_gap_rules",
)
"""Hooks that offer, in the order in which `lif plugins` lists them."""
