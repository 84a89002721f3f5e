"""A ten-year partnership: opening it and answering `due` and `gaps`, against `json.loads` of the same records.

    python benchmarks/ten_years.py FOLDER && python benchmarks/answers.py FOLDER [ROUNDS]
    python benchmarks/answers.py FOLDER parts | memory

Both sides begin after their imports. Ours opens the folder (settings, plug-ins, the seventeen documents of Liverpool's
layers, the store), loads every record and answers with the whole rule set.
"""

import json
import resource
import sys
import time
from pathlib import Path

from ten_years import DAY
from timing import compare, here

from lif_core import Partnership


def answered(folder: Path) -> tuple[int, int, int]:
    with Partnership.open(folder) as lif:
        now = lif.as_of(DAY)
        return len(now.register), len(now.due()), len(now.gaps())


def parts(folder: Path) -> None:
    """Tell what the time is spent on, the median of several rounds."""
    steps: dict[str, list[float]] = {}
    for _ in range(9):
        begun = time.process_time()
        lif = Partnership.open(folder)
        lif.framework(DAY)
        opened = time.process_time()
        now = lif.as_of(DAY)
        loaded = time.process_time()
        now.due()
        due = time.process_time()
        now.gaps()
        told = time.process_time()
        lif.close()
        for name, taken in (
            ("open: settings, plug-ins, framework, store", opened - begun),
            ("load: every record", loaded - opened),
            ("due", due - loaded),
            ("gaps", told - due),
        ):
            steps.setdefault(name, []).append(taken)
        del lif, now
    for name, several in steps.items():
        print(f"{name:45} {sorted(several)[len(several) // 2] * 1000:8.1f} ms")


def main(folder: Path, what: str = "9") -> None:
    if what == "memory":
        print("records, due, gaps:", *answered(folder))
        print(f"most memory held: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.1f} MiB")
    elif what == "parts":
        parts(folder)
    else:
        with Partnership.open(folder) as lif:
            bodies = b"[" + b",".join(row.body for row in lif.storage.load()) + b"]"
        print("records, due, gaps:", *answered(folder), f"; {len(bodies):,} bytes of JSON")
        both = {
            "json.loads of the same records": here(lambda: json.loads(bodies)),
            "open, due, gaps": here(lambda: answered(folder)),
        }
        compare("A ten-year partnership", both, int(what))


if __name__ == "__main__":
    main(Path(sys.argv[1]), *sys.argv[2:3])
