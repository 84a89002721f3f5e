"""A whole process that opens a partnership, against one that imports attrs, cattrs and pluggy.

    python benchmarks/opening.py [ROUNDS]
    python benchmarks/opening.py parts

Two folders are made: one with `id = "demo"` and nothing else, one under Liverpool's layers. Both have an empty store,
made by the first, untimed round, which also lets Python keep the bytecode of every module, and us what the layers of
plug-ins say (PYTHONDONTWRITEBYTECODE is taken out of the environment). `parts` tells what a process that opens the
second one spends on what: the median of 15 processes.
"""

import compileall
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from timing import compare, explain, process

import lif_core
import lif_framework_england
import lif_import_sheets
import lif_storage_sqlite

OPEN = "from lif_core import Partnership; Partnership.open({!r})"
STAGES = """
import time
def lap(what, begun=[0.0]):
    now = time.process_time() * 1000
    print(f"{{what}}\\t{{now - begun[0]}}")
    begun[0] = now
lap("Python itself")
import attrs, pluggy
lap("attrs and pluggy")
from pathlib import Path
from lif_core import Partnership
from lif_core.partnership import opening
folder = Path({!r})
settings = opening.read_settings(folder)
plugins = opening.Plugins()
offers = plugins.offers("lif_layers")
lap("the partnership's own modules, settings, finding the plug-ins")
import lif_core.framework.shape
lap("classes of a framework")
import lif_core.framework.layers
from lif_core.framework.documents import read_document
lap("what composes and checks")
documents = list(opening.layers_for(["liverpool"], plugins))
lap("documents read, as they were kept")
again = [read_document(document.text, document.name) for document in documents]
lap("(documents read, from their TOML)")
lif_core.framework.layers.compose(documents)
lap("composed and checked")
lif_core.framework.layers.compose(documents)
lap("(composed and checked a second time)")
opening.storage_of(folder, settings, plugins)
lap("store")
"""


def main(rounds: int = 31) -> None:
    with folders() as (empty, liverpool):
        contenders = {
            "import attrs, cattrs, pluggy": process("-c", "import attrs, cattrs, pluggy"),
            "Python alone": process("-c", "pass"),
            "from lif_core import Partnership": process("-c", "from lif_core import Partnership"),
            "open, no layers": process("-c", OPEN.format(str(empty))),
            "open, Liverpool's layers": process("-c", OPEN.format(str(liverpool))),
        }
        compare("A whole process", contenders, rounds)


def parts(rounds: int = 15) -> None:
    """Tell what the parts of opening under Liverpool's layers cost, in milliseconds of CPU time."""
    found: dict[str, list[float]] = {}
    with folders() as (_, liverpool):
        process("-c", OPEN.format(str(liverpool)))()
        words = [sys.executable, "-c", STAGES.format(str(liverpool))]
        for _ in range(rounds):
            told = subprocess.run(words, check=True, capture_output=True, text=True).stdout
            for line in told.splitlines():
                what, taken = line.split("\t")
                found.setdefault(what, []).append(float(taken))
    for what, several in found.items():
        print(f"{what:65}{median(several):8.1f} ms")


@contextmanager
def folders() -> Iterator[tuple[Path, Path]]:
    """Make a folder without layers and one under Liverpool's."""
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    for package in (lif_core, lif_framework_england, lif_import_sheets, lif_storage_sqlite):
        compileall.compile_dir(Path(str(package.__file__)).parent, quiet=2)
    with TemporaryDirectory() as made:
        settings = {"empty": 'id = "demo"\n', "liverpool": 'id = "demo"\nlayers = ["liverpool"]\n'}
        for name, text in settings.items():
            folder = Path(made) / name
            folder.mkdir()
            (folder / "partnership.toml").write_text(text)
        yield Path(made) / "empty", Path(made) / "liverpool"


if __name__ == "__main__":
    explain(__doc__)
    if sys.argv[1:] == ["parts"]:
        parts()
    else:
        main(*map(int, sys.argv[1:2]))
