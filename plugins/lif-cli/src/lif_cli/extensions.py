"""Extensions: commands that plug-ins bring, found in the entry-point group `lif.commands`."""

from collections.abc import Callable, Collection
from importlib.metadata import EntryPoint, entry_points
from operator import attrgetter
from typing import Any

from cyclopts import App, Group

from lif_core.errors import PluginError

GROUP = "lif.commands"


def found() -> list[EntryPoint]:
    """Tell every command that an installed plug-in brings; none is loaded."""
    return sorted(entry_points(group=GROUP), key=attrgetter("name"))


def origin(entry: EntryPoint) -> str:
    """Tell the distribution and version that a command comes from."""
    return f"{entry.dist.name} {entry.dist.version}" if entry.dist else "an unknown distribution"


def add_to(app: App, ours: Collection[str], words: list[str]) -> None:
    """Add the commands of plug-ins. Only the one that is called is loaded; a name of ours stays ours.

    Raises:
        PluginError: the command called cannot be loaded, or two plug-ins bring it.
    """
    group = Group.create_ordered("From plug-ins")
    asked = words[0] if words else ""
    brought: dict[str, EntryPoint] = {}
    for entry in found():
        if entry.name in ours:
            continue
        if entry.name in brought and entry.name == asked:
            raise PluginError(
                f"Both {origin(brought[entry.name])} and {origin(entry)} bring a command {entry.name!r}. "
                "Remove one of them."
            )
        brought[entry.name] = entry
    for entry in brought.values():
        help_ = f"From {origin(entry)}."
        if entry.name == asked:
            app.command(_loaded(entry), name=entry.name, group=group)
        else:
            app.command(entry.value, name=entry.name, help=help_, group=group)


def _loaded(entry: EntryPoint) -> Callable[..., Any]:
    try:
        loaded: Callable[..., Any] = entry.load()
    except Exception as error:
        raise PluginError(
            f"The command {entry.name!r} of {origin(entry)} cannot be loaded ({type(error).__name__}). "
            "Update or remove that plug-in; every other command works."
        ) from None
    return loaded
