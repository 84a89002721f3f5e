"""A whole process that opens a partnership, against one that imports attrs, cattrs and pluggy.

    python benchmarks/opening.py [ROUNDS]

Two folders are made: one with `id = "demo"` and nothing else, one under Liverpool's layers. Both have an empty store,
made by the first, untimed round. The bytecode of every module is compiled before (an environment with
PYTHONDONTWRITEBYTECODE=1 would compile each module again and again).
"""

import compileall
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from timing import compare, explain, process

import lif_core
import lif_framework_england
import lif_import_sheets
import lif_storage_sqlite

OPEN = "from lif_core import Partnership; Partnership.open({!r})"


def main(rounds: int = 31) -> None:
    for package in (lif_core, lif_framework_england, lif_import_sheets, lif_storage_sqlite):
        compileall.compile_dir(Path(str(package.__file__)).parent, quiet=2)
    with TemporaryDirectory() as made:
        folders = {"empty": 'id = "demo"\n', "liverpool": 'id = "demo"\nlayers = ["liverpool"]\n'}
        for name, text in folders.items():
            folder = Path(made) / name
            folder.mkdir()
            (folder / "partnership.toml").write_text(text)
        contenders = {
            "import attrs, cattrs, pluggy": process("-c", "import attrs, cattrs, pluggy"),
            "Python alone": process("-c", "pass"),
            "from lif_core import Partnership": process("-c", "from lif_core import Partnership"),
            "open, no layers": process("-c", OPEN.format(str(Path(made) / "empty"))),
            "open, Liverpool's layers": process("-c", OPEN.format(str(Path(made) / "liverpool"))),
        }
        compare("A whole process", contenders, rounds)


if __name__ == "__main__":
    explain(__doc__, 0)
    main(*map(int, sys.argv[1:2]))
