"""The floors: who is below the roof reads no clock and no file, also not without importing a module for it.

The import contract bans the modules that could (`nox -s floors`). `date.today()`, `open` and the methods of a path that
was handed over need none of them, so they are looked for here.
"""

import ast
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
CORE = ROOT / "src" / "lif_core"
LAYERS = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]["contracts"][0][
    "layers"
]
BELOW = [room.strip() for layer in LAYERS[LAYERS.index("partnership") + 1 :] for room in layer.split("|")]

BUILT_IN = {"open", "input", "print", "eval", "__import__"}
CLOCK = {"now", "today", "utcnow", "time_ns", "monotonic", "perf_counter", "process_time", "localtime", "gmtime"}
FILES = {
    *("open", "read_text", "read_bytes", "write_text", "write_bytes", "touch", "unlink", "rename", "mkdir", "rmdir"),
    *("exists", "is_file", "is_dir", "iterdir", "glob", "rglob", "stat", "cwd", "home", "getenv"),
}
OF_CLOCKS = {"date", "datetime", "time"}
"""What has a clock: of these, a method that is only handed on counts too, as in `default_factory=date.today`."""
LISTED = {
    ("hooks/installed.py", "open"): "tells which plug-ins are installed, on the floor where outsiders plug in",
    ("rules/told_twice.py", "now"): "no clock: what a request says of a field, beside what the record said before",
}
"""What is found and stands, and why."""


def effects_in(source: str) -> Iterator[str]:
    """Tell the names through which a module could reach a clock or a file, whether it calls them or hands them on."""
    tree = ast.parse(source)
    called = {node.func for node in ast.walk(tree) if isinstance(node, ast.Call)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load) and node.id in BUILT_IN:
            yield node.id
        elif isinstance(node, ast.Attribute):
            of_a_clock = ast.unparse(node.value).rpartition(".")[2] in OF_CLOCKS
            if (node.attr in CLOCK | FILES and (node in called or of_a_clock)) or ast.unparse(node) == "time.time":
                yield node.attr


def modules() -> list[Path]:
    return sorted(path for room in BELOW for path in (*CORE.glob(f"{room}.py"), *(CORE / room).rglob("*.py")))


def test_nothing_below_the_roof_reads_a_clock_or_a_file_but_what_is_listed() -> None:
    found = {
        (path.relative_to(CORE).as_posix(), name)
        for path in modules()
        for name in effects_in(path.read_text(encoding="utf-8"))
    }
    assert found == LISTED.keys()


def test_every_module_below_the_roof_is_looked_at() -> None:
    above = {path for room in ("partnership", "testing") for path in (CORE / room).rglob("*.py")}
    some = {CORE / "errors.py", CORE / "values" / "when.py", CORE / "measures" / "training" / "plan.py"}
    assert some < set(modules())
    assert set(CORE.rglob("*.py")) - above - set(modules()) == {CORE / "__init__.py"}


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("from datetime import date\nDAY = date.today()", "today"),
        ("import datetime as d\nx = d.datetime.now(d.UTC)", "now"),
        ("def made(at=datetime.utcnow): ...", "utcnow"),
        ("with open(place) as file: ...", "open"),
        ("list(map(open, places))", "open"),
        ("place.open()", "open"),
        ("def held(place): return place.read_text()", "read_text"),
        ("place.write_bytes(made)", "write_bytes"),
        ("import time\ntime.time()", "time"),
    ],
)
def test_what_is_looked_for_is_found(source: str, name: str) -> None:
    assert list(effects_in(source)) == [name]


def test_a_name_that_only_looks_alike_is_let_through() -> None:
    assert list(effects_in("opened = reopen(now, today)\ncell.value.time()\nmeans.open")) == []
