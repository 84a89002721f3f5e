"""Timing: contenders in turn in one process, the order reversed every other round; what is told is a ratio.

The machine's speed drifts, so a second means little. Each round divides a contender's time by the reference's time of
the same round; the figure is the median of those. CPU seconds are counted, as other processes share the machine.
"""

import gc
import os
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from statistics import median

Run = Callable[[], float]
"""Does the work once and tells the CPU seconds it took."""


def explain(how: str | None, least: int = 0) -> None:
    """Say how a benchmark is called and stop, where that was asked or fewer words were given than it needs."""
    words = sys.argv[1:]
    if {"-h", "--help"} & set(words) or len(words) < least:
        print(how or "")
        raise SystemExit(0 if len(words) >= least else 2)


def here(work: Callable[[], object]) -> Run:
    """Time a call in this process."""

    def run() -> float:
        gc.collect()
        begun = time.process_time()
        kept = work()
        taken = time.process_time() - begun
        del kept
        return taken

    return run


def process(*words: str) -> Run:
    """Time a whole process of this interpreter, from its start to its end, with its bytecode compiled before."""
    surroundings = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}

    def run() -> float:
        child = subprocess.Popen([sys.executable, *words], env=surroundings, stdout=subprocess.DEVNULL)
        _, status, used = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
        if child.returncode:
            raise SystemExit(f"This process failed: {' '.join(words)}")
        return used.ru_utime + used.ru_stime

    return run


def compare(title: str, contenders: Mapping[str, Run], rounds: int, counted: str = "CPU time") -> Mapping[str, float]:
    """Run every contender in every round and print the ratios to the first one, which is the reference."""
    names = list(contenders)
    for name in names:
        contenders[name]()
    taken: dict[str, list[float]] = {name: [] for name in names}
    for number in range(rounds):
        for name in names if number % 2 else names[::-1]:
            taken[name].append(contenders[name]())
    reference = taken[names[0]]
    ratios = {name: _ratios(taken[name], reference) for name in names}
    print(f"\n{title} ({rounds} rounds, {counted})\n")
    print(f"| {'':60} | median ms | times the reference | least .. most |")
    print(f"| {'-' * 60} | --------: | ------------------: | ------------: |")
    for name in names:
        ordered = sorted(ratios[name])
        told = f"{ordered[0]:.2f} .. {ordered[-1]:.2f}"
        print(f"| {name:60} | {median(taken[name]) * 1000:9.2f} | {median(ordered):19.3f} | {told:>13} |")
    return {name: median(several) for name, several in ratios.items()}


def _ratios(several: Sequence[float], reference: Sequence[float]) -> list[float]:
    return [one / other for one, other in zip(several, reference, strict=True)]
