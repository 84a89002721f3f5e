"""Documentation that runs: every Python block, every TOML block and every `lif` command of these pages is executed.

Each page has a folder to work in, with a partnership in it, `liverpool`, and a published sheet, `tracker.xlsx`.
Blocks of a page share what earlier blocks made. A TOML block is a file of a framework, composed with the blocks before
it and the layers it builds on, or a `partnership.toml`. A console block shows commands behind `$` and what they print;
`...` stands for anything.
"""

import contextlib
import doctest
import io
import os
import shlex
import shutil
import tempfile
import tomllib
from datetime import date
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, settings
from sybil import Example, Sybil
from sybil.parsers.markdown import CodeBlockParser, PythonCodeBlockParser, SkipParser

from lif_core import Partnership
from lif_core.framework.documents import read_document
from lif_core.framework.layers import compose
from lif_core.hooks import Plugins
from lif_core.partnership.opening import layers_for
from lif_core.partnership.settings import read_settings

HERE = Path(__file__).parent
SETTINGS = 'id = "liverpool"\nlayers = ["liverpool"]\nstorage = "sqlite:lif.db"\n'

settings.register_profile("pages", max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
settings.load_profile("pages")


def make_folder(namespace: dict[str, Any]) -> None:
    """Give a page a folder to work in."""
    folder = tempfile.TemporaryDirectory(prefix="lif-docs-")
    place = Path(folder.name)
    (place / "liverpool").mkdir()
    (place / "liverpool" / "partnership.toml").write_text(SETTINGS, encoding="utf-8")
    shutil.copy(HERE / "tests" / "examples" / "plan_stockton_lscb_review_2017_table.xlsx", place / "tracker.xlsx")
    namespace["_leave"] = (folder, Path.cwd())
    os.chdir(place)


def leave_folder(namespace: dict[str, Any]) -> None:
    """Let the folder go."""
    folder, before = namespace["_leave"]
    os.chdir(before)
    folder.cleanup()


def run_toml(example: Example) -> None:
    """Take a TOML block for what it is: settings where it says an id, a file of a framework where it says a layer."""
    text = str(example.parsed)
    tomllib.loads(text)
    if text.startswith("id ="):
        Path("settings").mkdir()
        Path("settings", "partnership.toml").write_text(text, encoding="utf-8")
        read_settings(Path("settings"))
    if not text.startswith("layer ="):
        return
    documents = example.namespace.setdefault("_documents", [])
    documents.append(read_document(text, f"line-{example.line}.toml"))
    own = {document.layer.id for document in documents if document.layer}
    parents = [parent for document in documents if document.layer for parent in document.layer.informed_by]
    compose([*layers_for(parents, example.namespace.setdefault("_plugins", Plugins()), own), *documents])


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


def open_folder(namespace: dict[str, Any]) -> None:
    """Give the page of a plug-in a folder whose partnership is open already."""
    make_folder(namespace)
    namespace |= {"date": date, "lif": Partnership.open("liverpool")}


def close_folder(namespace: dict[str, Any]) -> None:
    """Let the partnership and its folder go."""
    namespace["lif"].close()
    leave_folder(namespace)


PARSERS = [
    SkipParser(),
    PythonCodeBlockParser(doctest_optionflags=doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE),
    CodeBlockParser("toml", run_toml),
    CodeBlockParser("console", run_console),
]
PAGES = Sybil(
    PARSERS,
    patterns=["README.md", "CONTRIBUTING.md", "docs/**/*.md", "docs/*.md"],
    excludes=["plugins/**/*.md", "tests/**/*.md"],
    setup=make_folder,
    teardown=leave_folder,
)
PLUGIN_PAGES = Sybil(PARSERS, patterns=["plugins/*/README.md"], setup=open_folder, teardown=close_folder)

pytest_collect_file = (PAGES + PLUGIN_PAGES).pytest()
