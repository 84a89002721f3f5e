"""A ten-year partnership: opening it and answering `due` and `gaps`, against `json.loads` of the same records.

    python benchmarks/ten_years.py FOLDER && python benchmarks/answers.py FOLDER [ROUNDS]
    python benchmarks/answers.py FOLDER parts | told | memory | first

Both sides begin after their imports. Ours opens the folder (settings, plug-ins, the documents of Liverpool's
layers, the store) and answers with the whole rule set; `told` prints every sentence of it besides, and
`first` asks processes that have answered nothing before.
"""

import json
import resource
import subprocess
import sys
import time
from importlib import import_module
from pathlib import Path
from statistics import median

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


def first(folder: Path) -> None:
    """Tell the ratio in processes that have answered nothing before, each of its own, after its imports."""
    told = [subprocess.check_output([sys.executable, __file__, str(folder), "one"]) for _ in range(15)]
    ratios = [float(one) for one in told]
    print(f"the first answer of a process: {median(ratios):.2f} times json.loads ({min(ratios)} .. {max(ratios)})")


def one(folder: Path) -> None:
    for module in ("view.clearance", "framework.framework", "measures.due", "measures.gaps", "partnership.asof"):
        import_module(f"lif_core.{module}")
    with Partnership.open(folder) as lif:
        bodies = b"[" + b",".join(row.body for row in lif.storage.load()) + b"]"
        lif.books.memory()
    print(round(here(lambda: answered(folder))() / here(lambda: json.loads(bodies))(), 2))


def main(folder: Path, what: str = "9") -> None:
    if what == "memory":
        print("records, due, gaps:", *answered(folder))
        print(f"most memory held: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.1f} MiB")
    elif what in ("parts", "first", "one"):
        {"parts": parts, "first": first, "one": one}[what](folder)
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
