"""Showing one record of a ten-year partnership: the whole process `lif show ID`, against the imports it rests on.

    python benchmarks/ten_years.py FOLDER && python benchmarks/showing.py FOLDER [ROUNDS]
    python benchmarks/showing.py FOLDER profile

CPU seconds of whole processes, from the start of the interpreter to its end; the most memory that each held is told
beside. What is told is ours over `python -c 'import attrs, cattrs, pluggy, sqlite3'`.
"""

import os
import subprocess
import sys
from pathlib import Path

from timing import compare, explain, process

from lif_core import Partnership

IMPORTS = ("-c", "import attrs, cattrs, pluggy, sqlite3")
CALLED = "import sys; from lif_cli import process; sys.exit(process())"  # as `lif` on the path does


def memory_of(*words: str) -> float:
    """Tell the most memory that a process held, in MiB."""
    child = subprocess.Popen([sys.executable, *words], stdout=subprocess.DEVNULL)
    _, _, used = os.wait4(child.pid, 0)
    child.returncode = 0
    return used.ru_maxrss / 1024


def main(folder: Path, rounds: str = "11") -> None:
    with Partnership.open(folder) as lif:
        some = next(iter(lif.storage.load(type="action"))).id
    show = ("-c", CALLED, "show", some, "-C", str(folder), "--as-of", "2024-06-28")
    if rounds == "profile":
        subprocess.run([sys.executable, "-X", "importtime", *show], check=True)
        return
    contenders = {"import attrs, cattrs, pluggy, sqlite3": process(*IMPORTS), "lif show ID": process(*show)}
    compare("One record of a ten-year partnership, a whole process", contenders, int(rounds))
    print(f"\nMost memory held: {memory_of(*IMPORTS):.1f} MiB, {memory_of(*show):.1f} MiB")


if __name__ == "__main__":
    explain(__doc__, 1)
    main(Path(sys.argv[1]), *sys.argv[2:3])
