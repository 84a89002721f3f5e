"""Installed: the plug-ins that are installed, found without the price of `importlib.metadata`.

That module costs a third of everything else that opening a partnership imports. What it would find in ordinary
places (folders on the path) is read here straight from their files; anything else is left to it.
"""

import os
import sys
from collections.abc import Iterator
from typing import Any

import attrs

_ORDINARY = ("BuiltinImporter", "FrozenImporter", "PathFinder")
_METADATA = (".dist-info", ".egg-info")


@attrs.frozen(weakref_slot=False)
class Distribution:
    """What is told of a distribution: its name and version."""

    name: str
    version: str


@attrs.frozen(weakref_slot=False)
class Found:
    """An entry point as its file says it: `name = module` or `name = module:attribute`."""

    name: str
    value: str
    dist: Distribution

    def load(self) -> Any:
        """Import what it names."""
        from importlib import import_module

        module, _, attribute = self.value.partition("[")[0].strip().partition(":")
        found: Any = import_module(module.strip())
        for name in filter(None, attribute.strip().split(".")):
            found = getattr(found, name)
        return found


def installed(group: str) -> list[Any]:
    """Tell the entry points of a group, in the order of their names."""
    found = list(_read(group)) if _is_ordinary() else list(_asked(group))
    return sorted(found, key=lambda entry: str(entry.name))


def _is_ordinary() -> bool:
    """Tell whether every installed distribution lies in a folder of the path, and no finder brings its own."""
    own = any(
        hasattr(finder, "find_distributions") and getattr(finder, "__name__", "") not in _ORDINARY
        for finder in sys.meta_path
    )
    return not own and not any(os.path.isfile(place) for place in sys.path)


def _asked(group: str) -> Iterator[Any]:
    from importlib.metadata import entry_points

    return iter(entry_points(group=group))


def _read(group: str) -> Iterator[Found]:
    """Read the entry points of a group; of two distributions of one name the first on the path counts."""
    seen: set[str] = set()
    for place in dict.fromkeys(os.path.abspath(entry or ".") for entry in sys.path):
        for folder in _distributions(place):
            name = os.path.splitext(os.path.basename(folder))[0].partition("-")[0]
            key = name.replace(".", "_").casefold()
            if key not in seen:
                seen.add(key)
                yield from _entries(folder, group)


def _distributions(place: str) -> list[str]:
    try:
        names = os.listdir(place)
    except OSError:
        return []
    return sorted(os.path.join(place, name) for name in names if name.endswith(_METADATA))


def _entries(folder: str, group: str) -> Iterator[Found]:
    section = ""
    dist: Distribution | None = None
    for line in _lines(folder, "entry_points.txt"):
        if line.startswith("["):
            section = line.strip("[]").strip()
        elif section == group and "=" in line:
            dist = dist or _distribution(folder)
            name, _, value = line.partition("=")
            yield Found(name.strip(), value.strip(), dist)


def _distribution(folder: str) -> Distribution:
    told: dict[str, str] = {}
    for line in (*_lines(folder, "METADATA"), *_lines(folder, "PKG-INFO")):
        key, colon, value = line.partition(":")
        if colon and key in ("Name", "Version"):
            told.setdefault(key, value.strip())
        if len(told) == 2:
            break
    return Distribution(told.get("Name", ""), told.get("Version", ""))


def _lines(folder: str, file: str) -> list[str]:
    try:
        with open(os.path.join(folder, file), encoding="utf-8") as text:
            stripped = (line.strip() for line in text)
            return [line for line in stripped if line and not line.startswith(("#", ";"))]
    except OSError:
        return []
