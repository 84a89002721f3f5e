"""Documentation that runs: every Python block of these pages is executed, in order, and so is every `lif` command.

Each page has a folder of its own with a partnership in it, `liverpool`, as `lif init` would make it. Python blocks of a
page share their names. A console block shows commands behind `$` and what they print; `...` stands for anything.
"""

import contextlib
import doctest
import io
import os
import shlex
import tempfile
from pathlib import Path
from typing import Any

from sybil import Example, Sybil
from sybil.parsers.markdown import CodeBlockParser, PythonCodeBlockParser, SkipParser

HERE = Path(__file__).parent
FOLDER = """\
id = "liverpool"
name = "Liverpool Safeguarding Children Partnership"
layers = ["liverpool"]
storage = "sqlite:lif.db"
by = "business-manager"
"""


def make_folder(namespace: dict[str, Any]) -> None:
    """Give a page a folder to work in."""
    folder = tempfile.TemporaryDirectory(prefix="lif-docs-")
    place = Path(folder.name)
    (place / "liverpool").mkdir()
    (place / "liverpool" / "partnership.toml").write_text(FOLDER, encoding="utf-8")
    namespace["examples"] = HERE / "tests" / "examples"
    namespace["_leave"] = (folder, Path.cwd())
    os.chdir(place)


def leave_folder(namespace: dict[str, Any]) -> None:
    """Let the folder go."""
    folder, before = namespace["_leave"]
    os.chdir(before)
    folder.cleanup()


def run_console(example: Example) -> str | None:
    """Run each `$ lif ...` of a console block as a process would, and compare what it prints."""
    from lif_cli import main

    for command, expected in _commands(example.parsed):
        words = shlex.split(command)
        if words[0] != "lif":
            continue
        printed = io.StringIO()
        with contextlib.redirect_stdout(printed), contextlib.redirect_stderr(printed):
            status = _status(main, words[1:])
        if expected and not doctest.OutputChecker().check_output(expected, printed.getvalue(), doctest.ELLIPSIS):
            return f"$ {command}\nprinted (exit status {status}):\n{printed.getvalue()}\nthe page says:\n{expected}"
        if not expected and status:
            return f"$ {command}\nended with exit status {status}:\n{printed.getvalue()}"
    return None


def _commands(block: str) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for line in block.splitlines():
        if line.startswith("$ "):
            found.append((line[2:], ""))
        elif found:
            command, expected = found[-1]
            found[-1] = (command, f"{expected}{line}\n")
    return found


def _status(main: Any, words: list[str]) -> int:
    try:
        return int(main(words) or 0)
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else int(bool(end.code))


pytest_collect_file = Sybil(
    parsers=[SkipParser(), PythonCodeBlockParser(), CodeBlockParser("console", run_console)],
    patterns=["README.md", "CONTRIBUTING.md", "docs/**/*.md", "docs/*.md"],
    setup=make_folder,
    teardown=leave_folder,
).pytest()

