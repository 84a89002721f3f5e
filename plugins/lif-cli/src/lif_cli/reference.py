"""Reference: the page of commands, written from the command line's own help: `python -m lif_cli.reference FILE`."""

import sys
from pathlib import Path

from lif_cli.app import make_app
from lif_cli.commands import COMMANDS

WRITTEN = (
    "<!-- Written by `python -m lif_cli.reference docs/reference/commands.md`. Change the command, then run it. -->"
)
BEFORE = """\
# Commands

`lif` is the command line of the plug-in `lif-cli`. It is one way to the library, not the only one: everything it does
goes through `lif_core.Partnership`.

| exit status | means |
|---|---|
| 0 | fine |
| 1 | the answer is not fine: problems, gaps at or above `--fail-on`, a broken chain, refused input |
| 2 | the words of the call are off; nothing was looked at, nothing was done |

Errors go to standard error, all at once, each with where it is and what would mend it. With `--json` one JSON document
stands on standard output and nothing else; where the call is refused, that document is `{"problems": [...]}`.
`lif dump`, `lif list --lines` and `lif apply` speak JSON Lines: each line says by its first key what it is.

A record is named by its id, its `ref`, its label (alone, or with its kind before it as `lif list` shows it), or the end
of its id: the last part, or its last six characters or more. That holds for every command, the values of `lif add` and
`lif change`, and the lines of `lif apply`. Where several are called so the call is refused and tells their ids; nothing
is guessed.

Commands of plug-ins come through the entry-point group `lif.commands`: a function, or a cyclopts `App`, under the name
of the command. One that cannot be loaded is named when it is called; every other command works.
"""


def page() -> str:
    """Give the page of commands."""
    told = make_app(whole=True).generate_docs(output_format="markdown", heading_level=1)
    commands = "\n".join(line.rstrip() for line in told[told.index("\n## lif ") :].splitlines())
    return f"{WRITTEN}\n\n{BEFORE}\n{_listed()}\n{commands.rstrip()}\n"


def _listed() -> str:
    rows = (f"| {one.group} | [`lif {one.name}`](#{_place(one.name)}) | {one.says} |" for one in COMMANDS)
    return "\n".join(("| for | command | answers |", "|---|---|---|", *rows))


def _place(name: str) -> str:
    """Tell where a command stands on the page."""
    return "-".join(("lif", *name.split()))


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(page(), encoding="utf-8")
