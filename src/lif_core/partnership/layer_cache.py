"""Layer cache: what layers of plug-ins say, kept as JSON beside the compiled modules of this package.

Reading TOML is half of what composing a framework costs, and the layers of plug-ins are the same at every opening. What
is kept of a layer counts only while its texts are those it was read from, letter by letter; so it says what `tomllib`
says of them. Where nothing can be kept (a folder nobody may write in, an archive, no bytecode wanted) they are read.
"""

import json
import os
import re
import sys
from collections.abc import Iterable, Mapping
from contextlib import suppress
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from lif_core.framework.documents import Document, read_document

FORMAT = 1
"""Format of what is kept; another one is not read."""
_NAME = re.compile("[a-z0-9-]{1,80}")
_TIMES: Mapping[str, Any] = {"(date)": date, "(datetime)": datetime, "(time)": time}


def place_of(layer: str) -> Path | None:
    """Tell where what a layer says is kept; None where nothing can be."""
    compiled = __spec__.cached if __spec__ else None
    if compiled is None or not _NAME.fullmatch(layer):
        return None
    return Path(compiled).with_name(f"layer.{layer}.json")


def documents_of(files: Iterable[tuple[str, str]], place: Path | None) -> list[Document]:
    """Read the files of a layer.

    Args:
        files: name and text of each.
        place: where is kept what they say, or shall be; None for nowhere.
    """
    several = list(files)
    texts = [text for _, text in several]
    held = _held(place, texts) if place else None
    if held is not None:
        return [read_document(text, name, data) for (name, text), data in zip(several, held, strict=True)]
    documents = [read_document(text, name) for name, text in several]
    if place and not sys.dont_write_bytecode:
        _keep(place, texts, documents)
    return documents


def _held(place: Path, texts: list[str]) -> list[dict[str, Any]] | None:
    """Give what is kept of these very texts."""
    try:
        held = json.loads(place.read_text(encoding="utf-8"), object_hook=_in_python)
        return held["says"] if held["format"] == FORMAT and held["texts"] == texts else None
    except (OSError, ValueError, TypeError, KeyError, RecursionError):
        return None


def _keep(place: Path, texts: list[str], documents: list[Document]) -> None:
    """Keep what texts say, where JSON can say it; whole or not at all."""
    says = [document.data for document in documents]
    told = json.dumps({"format": FORMAT, "texts": texts, "says": says}, ensure_ascii=False, default=_in_json)
    if None in says or json.loads(told, object_hook=_in_python)["says"] != says:
        return
    part = place.with_name(f"{place.name}.{os.getpid()}")
    with suppress(OSError, UnicodeEncodeError):
        try:
            part.write_text(told, encoding="utf-8")
            part.replace(place)
        finally:
            part.unlink(missing_ok=True)


def _in_json(value: object) -> object:
    if isinstance(value, date | time):
        return {f"({type(value).__name__})": value.isoformat()}
    raise TypeError(f"TOML has no {type(value).__name__}.")


def _in_python(table: dict[str, Any]) -> Any:
    if len(table) == 1:
        for name, made in _TIMES.items():
            if name in table:
                return made.fromisoformat(table[name])
    return table
