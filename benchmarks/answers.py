"""A ten-year partnership: opening it and answering `due` and `gaps`, against `json.loads` of the same records.

    python benchmarks/ten_years.py FOLDER && python benchmarks/answers.py FOLDER [ROUNDS]
    python benchmarks/answers.py FOLDER parts | told | memory

Both sides begin after their imports. Ours opens the folder (settings, plug-ins, the seventeen documents of Liverpool's
layers, the store) and answers with the whole rule set; `told` prints every sentence of it besides.
"""

import json
import resource
import sys
import time
from pathlib import Path

from ten_years import DAY
from timing import compare, explain, here

from lif_core import Partnership

TYPES = ("review", "finding", "action", "evidence", "evaluation")


def answered(folder: Path) -> tuple[int, int, int]:
    with Partnership.open(folder) as lif:
        now = lif.as_of(DAY)
        return len(now.register), len(now.due()), len(now.gaps())


def told(folder: Path) -> int:
    """Answer, and print every sentence."""
    with Partnership.open(folder) as lif:
        now = lif.as_of(DAY)
        return len("\n".join(map(str, now.due()))) + len(str(now.gaps()))


def parts(folder: Path) -> None:
    """Tell what the time is spent on, the median of several rounds."""
    steps: dict[str, list[float]] = {}
    for _ in range(9):
        begun = time.process_time()
        lif = Partnership.open(folder)
        lif.framework(DAY)
        opened = time.process_time()
        now = lif.as_of(DAY)
        for record_type in TYPES:
            now.register.glances(record_type)
        looked = time.process_time()
        now.due()
        due = time.process_time()
        now.gaps()
        missing = time.process_time()
        for record_type in TYPES:
            list(now.register.of_type(record_type))
        read = time.process_time()
        lif.close()
        for name, taken in (
            ("open: settings, plug-ins, framework, store", opened - begun),
            ("look: rows out of the store, a glance at each", looked - opened),
            ("due", due - looked),
            ("gaps", missing - due),
            ("beside: read every record whole", read - missing),
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
        rounds = 5 if what == "told" else int(what)
        with Partnership.open(folder) as lif:
            bodies = b"[" + b",".join(row.body for row in lif.storage.load()) + b"]"
        print("records, due, gaps:", *answered(folder), f"; {len(bodies):,} bytes of JSON")
        both = {
            "json.loads of the same records": here(lambda: json.loads(bodies)),
            "open, due, gaps": here(lambda: answered(folder)),
        }
        if what == "told":
            both["open, due, gaps, every sentence of them"] = here(lambda: told(folder))
        compare("A ten-year partnership", both, rounds)


if __name__ == "__main__":
    explain(__doc__, 1)
    main(Path(sys.argv[1]), *sys.argv[2:3])
