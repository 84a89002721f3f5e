"""Floor 10, partnership: the roof and the only place of effects."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from lif_core.partnership.asof import AsOf
    from lif_core.partnership.partnership import Partnership
    from lif_core.partnership.settings import Settings
    from lif_core.partnership.writing.receipt import Receipt
    from lif_core.partnership.writing.work import Work

_ROOMS = {
    "AsOf": "asof",
    "Partnership": "partnership",
    "Receipt": "writing.receipt",
    "Settings": "settings",
    "Work": "writing.work",
}

__all__ = ["AsOf", "Partnership", "Receipt", "Settings", "Work"]


def __getattr__(name: str) -> Any:
    """Import a name from its room when it is first asked for."""
    if name not in _ROOMS:
        raise AttributeError(f"module 'lif_core.partnership' has no attribute {name!r}")
    from importlib import import_module

    found = getattr(import_module(f"lif_core.partnership.{_ROOMS[name]}"), name)
    globals()[name] = found
    return found
