"""Offers and requests: what a plug-in hands over, and what it is asked with. One request object a call."""

import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import attrs


def without_secret(url: str) -> str:
    """Tell of an address only its scheme, quoted, as in a repr: anywhere else somebody may have put a password."""
    scheme = re.match("[a-z][a-z0-9+-]{0,20}:", url)
    return repr(f"{scheme[0]}..." if scheme else "...")


@attrs.frozen(weakref_slot=False, kw_only=True)
class Offer:
    """Something a plug-in can make, chosen by the host by its name.

    Attributes:
        name: the name it is chosen by; two offers of one hook with one name are an error.
        make: makes the thing; what it is called with and gives back is said by the hook it is offered under.
        summary: one line for `lif plugins`.
        schemes: address schemes a storage serves, such as `("sqlite",)`.
        suffixes: file endings an importer or exporter serves, such as `(".xlsx",)`.
        runs_on: tells what it runs on, with its version, such as `SQLite 3.51.3`; asked by `lif plugins` only.
        fill: of an exporter that takes templates: makes the file in a partnership's own, `fill(Document, bytes)`.
    """

    name: str
    make: Callable[..., Any]
    summary: str = ""
    schemes: tuple[str, ...] = ()
    suffixes: tuple[str, ...] = ()
    runs_on: Callable[[], str] | None = None
    fill: Callable[..., Any] | None = None


@attrs.frozen(weakref_slot=False, kw_only=True)
class StorageRequest:
    """Asks for a store.

    Attributes:
        url: where it is, such as `sqlite:///srv/liverpool/lif.db`; what partnership.toml says relative to its folder
            (`sqlite:lif.db`) comes in full, the folder spelt as addresses are: a % in its name as %25.
        partnership: id of the partnership.
        begun: whether its register is known to have begun: a storage that can tell then makes no new, empty store where
            there is none, and raises `NotAStore`. Where it does all the same, the host refuses to go on with it.
        secrets: secrets by name, from environment variables that `partnership.toml` names.
    """

    url: str = attrs.field(repr=without_secret)
    partnership: str
    begun: bool = False
    secrets: Mapping[str, str] = attrs.field(factory=dict, repr=False)


@attrs.frozen(weakref_slot=False, kw_only=True)
class ImportRequest:
    """Asks for a file to be read into cells.

    Attributes:
        path: the file.
        name: the name it shall go under, usually that of the file.
        mark: text by which the host knows a file that it made itself. Of one that holds it the values are enough
            (`Workbook.plain`); an importer that always reads everything is right too.
    """

    path: Path
    name: str = ""
    mark: str = ""


@attrs.frozen(weakref_slot=False, kw_only=True)
class Committed:
    """Announces a commit that was written.

    Attributes:
        partnership: id of the partnership.
        position: its place in the journal, 1 for the first.
        link: its link in the chain.
        by: id of the role that wrote it.
        records: ids of the records it touches; never what they say.
        redacted: whether values were removed for good, so that copies elsewhere must follow.
    """

    partnership: str
    position: int
    link: str
    by: str
    records: tuple[str, ...]
    redacted: bool = False
