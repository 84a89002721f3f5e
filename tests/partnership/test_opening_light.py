"""Opening light: what a process that opens a partnership does not load."""

import subprocess
import sys
from pathlib import Path

SHOWN = "import sys\nfrom lif_core import Partnership\nPartnership.open({!r}).close()\nprint(*sys.modules)"
HEAVY = {"cattrs", "msgspec", "importlib.metadata", "lif_core.partnership.books.books"}


def test_opening_under_layers_loads_neither_converters_nor_classes_of_records(tmp_path: Path) -> None:
    (tmp_path / "partnership.toml").write_text('id = "demo"\nlayers = ["liverpool"]\n', encoding="utf-8")
    code = SHOWN.format(str(tmp_path))
    told = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout
    loaded = set(told.split())
    assert "lif_core.framework.checking" in loaded
    assert HEAVY.isdisjoint(loaded)
    rooms = {name.removeprefix("lif_core.records.") for name in loaded if name.startswith("lif_core.records.")}
    assert rooms <= {"fields", "parts", "record", "action"}
