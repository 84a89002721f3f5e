"""lif_core: the local learning and improvement framework of a safeguarding children partnership.

Most readers need `Partnership` and the errors. Plug-in authors import from `lif_core.hooks` and `lif_core.testing`.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from lif_core.errors import (
        Conflict,
        InvalidData,
        InvalidFramework,
        LifError,
        Problem,
        Problems,
        Refused,
        StorageError,
        UnknownName,
        UnreadableFile,
    )
    from lif_core.framework.framework import Framework
    from lif_core.framework.layers import compose
    from lif_core.measures.due import Due
    from lif_core.measures.gaps import Gap, Gaps
    from lif_core.measures.thread import Thread
    from lif_core.partnership.asof import AsOf
    from lif_core.partnership.partnership import Partnership
    from lif_core.partnership.settings import Settings
    from lif_core.partnership.writing.receipt import Receipt
    from lif_core.partnership.writing.work import Work
    from lif_core.records.record import Record
    from lif_core.values.labels import Label
    from lif_core.values.when import When
    from lif_core.view.deadlines import Deadline
    from lif_core.view.view import View

_ROOMS = {
    "errors": (
        "Conflict",
        "InvalidData",
        "InvalidFramework",
        "LifError",
        "Problem",
        "Problems",
        "Refused",
        "StorageError",
        "UnknownName",
        "UnreadableFile",
    ),
    "framework.framework": ("Framework",),
    "framework.layers": ("compose",),
    "measures.due": ("Due",),
    "measures.gaps": ("Gap", "Gaps"),
    "measures.thread": ("Thread",),
    "partnership.asof": ("AsOf",),
    "partnership.partnership": ("Partnership",),
    "partnership.settings": ("Settings",),
    "partnership.writing.receipt": ("Receipt",),
    "partnership.writing.work": ("Work",),
    "records.record": ("Record",),
    "values.labels": ("Label",),
    "values.when": ("When",),
    "view.deadlines": ("Deadline",),
    "view.view": ("View",),
}
_PLACES = {name: room for room, names in _ROOMS.items() for name in names}

__all__ = [
    "AsOf",
    "Conflict",
    "Deadline",
    "Due",
    "Framework",
    "Gap",
    "Gaps",
    "InvalidData",
    "InvalidFramework",
    "Label",
    "LifError",
    "Partnership",
    "Problem",
    "Problems",
    "Receipt",
    "Record",
    "Refused",
    "Settings",
    "StorageError",
    "Thread",
    "UnknownName",
    "UnreadableFile",
    "View",
    "When",
    "Work",
    "compose",
]


def __getattr__(name: str) -> Any:
    """Import a public name from its room when it is first asked for, so that importing the package costs nothing."""
    if name not in _PLACES:
        raise AttributeError(f"module 'lif_core' has no attribute {name!r}")
    from importlib import import_module

    found = getattr(import_module(f"lif_core.{_PLACES[name]}"), name)
    globals()[name] = found
    return found
