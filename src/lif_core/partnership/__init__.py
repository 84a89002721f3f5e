"""Floor 10, partnership: the roof and the only place of effects."""

from lif_core.partnership.asof import AsOf
from lif_core.partnership.partnership import Partnership
from lif_core.partnership.settings import Settings
from lif_core.partnership.work import Receipt, Work

__all__ = ["AsOf", "Partnership", "Receipt", "Settings", "Work"]
