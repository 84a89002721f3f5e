"""Floor 11, testing: what plug-in authors test with (extra `lif-core[testing]`). Nothing else imports it.

Importing this loads neither pytest nor Hypothesis; asking for a contract does.
"""

import importlib
import sys
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from lif_core.testing.exporter_contract import ExporterContract
    from lif_core.testing.layer_contract import LayerContract
    from lif_core.testing.memory import MemoryStorage
    from lif_core.testing.storage_contract import Address, StorageContract

__all__ = ["Address", "ExporterContract", "LayerContract", "MemoryStorage", "StorageContract"]

_WHERE = {
    "Address": "lif_core.testing.storage_contract",
    "ExporterContract": "lif_core.testing.exporter_contract",
    "LayerContract": "lif_core.testing.layer_contract",
    "MemoryStorage": "lif_core.testing.memory",
    "StorageContract": "lif_core.testing.storage_contract",
}


def __getattr__(name: str) -> Any:
    if name not in _WHERE:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    if (
        "pytest" in sys.modules and _WHERE[name] not in sys.modules
    ):  # so that a broken promise shows the values on both sides
        sys.modules["pytest"].register_assert_rewrite(_WHERE[name])
    return getattr(importlib.import_module(_WHERE[name]), name)
