"""Floor 9, hooks: where outsiders plug in. A plug-in author imports from here and from `lif_core.testing`."""

from lif_core.hooks.manager import Plugin, Plugins
from lif_core.hooks.markers import API, GROUP, hookimpl
from lif_core.hooks.offers import Committed, ImportRequest, Offer, StorageRequest
from lif_core.hooks.ports import GENESIS, Backs, Head, Rebuilds, Row, Storage, StoredCommit

__all__ = [
    "API",
    "GENESIS",
    "GROUP",
    "Backs",
    "Committed",
    "Head",
    "ImportRequest",
    "Offer",
    "Plugin",
    "Plugins",
    "Rebuilds",
    "Row",
    "Storage",
    "StorageRequest",
    "StoredCommit",
    "hookimpl",
]
