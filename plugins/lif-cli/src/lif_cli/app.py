"""App: the words of a call become a command; whatever goes wrong becomes sentences and an exit status."""

import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from cyclopts import App, CycloptsError, Group, Parameter, UnknownCommandError

from lif_cli.commands import COMMANDS, TOGETHER
from lif_cli.refusals import FINE, NOT_FINE, WRONG_WORDS

if TYPE_CHECKING:
    from lif_core.errors import Problem

HELP = """The learning and improvement framework of a safeguarding children partnership.

Each command explains itself: `lif due --help`. The partnership is the folder you are in; `-C DIR` names another.
Exit status: 0 fine, 1 the answer is not fine, 2 the words of the call are off. Errors go to standard error."""


def make_app(asked: str = "", *, whole: bool = False) -> App:
    """Make the command line. Nothing of a command is imported before it is called.

    Args:
        asked: the command that is called: it explains itself at length, the others in a line.
        whole: let every command explain itself at length.
    """
    app = App(
        name="lif",
        help=HELP,
        default_parameter=Parameter(show_default=False, negative=()),
        version=_version,
        suppress_keyboard_interrupt=False,
        result_action="return_value",
    )
    groups = {name: Group.create_ordered(name) for name in dict.fromkeys(command.group for command in COMMANDS)}
    above: dict[str, App] = {}
    for command in COMMANDS:
        word, _, below = command.name.rpartition(" ")
        if word and word not in above:
            above[word] = App(name=word, help=TOGETHER[word], group=groups[command.group], version_flags=())
            app.command(above[word])
        names = (below, *command.aliases)
        at_length = whole or asked in (command.name, *command.aliases)
        told = {} if at_length else {"help": command.says}
        if word:
            above[word].command(command.target, name=names, **told)
        else:
            app.command(command.target, name=names, group=groups[command.group], **told)
    return app


def _version() -> str:
    from importlib.metadata import version

    return f"lif-cli {version('lif-cli')}, lif-core {version('lif-core')}"


def run(argv: Sequence[str] | None = None) -> int:
    """Run one call and give its exit status."""
    words = _folder_last(list(sys.argv[1:] if argv is None else argv))
    if sys.stderr is None:
        sys.stderr = open(os.devnull, "w")  # noqa: SIM115 - print would write to the output instead
    if sys.stdout is None:  # closed by whoever called: an answer would be lost without a word
        print(
            "lif: There is nowhere to print the answer, as standard output is closed. Nothing was done.",
            file=sys.stderr,
        )
        return NOT_FINE
    _speak_any_encoding()
    try:
        return _answered(words)
    except KeyboardInterrupt:
        print("lif: stopped. What was not said to be written was not written.", file=sys.stderr)
        return 130
    except BrokenPipeError:  # whoever read our answer has read enough
        _print_no_more()
        return FINE


def _print_no_more() -> None:
    """Let what could not be printed go, else the process fails once more at its end."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _folder_last(words: list[str]) -> list[str]:
    """Let the folder stand before the command too: `lif -C DIR due`."""
    if len(words) > 2 and words[0] in ("-C", "--directory"):
        behind = 2 + _length(words[2:])
        return [*words[2:behind], *words[:2], *words[behind:]]
    return words


def _length(words: list[str]) -> int:
    """Tell of how many words a command is."""
    return 2 if words and words[0] in TOGETHER else 1


def _speak_any_encoding() -> None:
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")


def _answered(words: list[str]) -> int:
    as_json = "--json" in words
    try:
        result = _called(words)
        sys.stdout.flush()
    except CycloptsError as error:
        _tell_wrong_words(error, as_json=as_json)
        return WRONG_WORDS
    except OSError as error:
        if isinstance(error, BrokenPipeError):
            raise
        return _refused_by_system(error, as_json=as_json)
    except Exception as error:
        return _refused(error, as_json=as_json)
    return result if isinstance(result, int) else FINE


def _called(words: list[str]) -> Any:
    app = make_app(" ".join(words[: _length(words)]))
    _add_commands_of_plugins(app, words)
    return app(words, exit_on_error=False, print_error=False)


def _add_commands_of_plugins(app: App, words: list[str]) -> None:
    """Add what plug-ins offer; where one of our own commands is called there is no need to look."""
    ours = {name for command in COMMANDS for name in (command.name.partition(" ")[0], *command.aliases)}
    if words and words[0] in ours:
        return
    from lif_cli.extensions import add_to

    add_to(app, ours, words)


def _tell_wrong_words(error: CycloptsError, *, as_json: bool) -> None:
    from lif_cli.printing import problems
    from lif_core.errors import Problem

    if isinstance(error, UnknownCommandError) and error.unused_tokens:
        problems([_no_command(error.unused_tokens[0], error.command_chain or ())], as_json=as_json)
        return
    said = " ".join(str(error).split())
    command = " ".join(error.command_chain or ())
    mend = f"`lif {command} --help` tells how it is called." if command else "`lif --help` lists the commands."
    problems([Problem("call.wrong-words", said, mend)], as_json=as_json)


def _no_command(word: str, above: Sequence[str]) -> "Problem":
    """Tell that a word is no command, with the command that is meant by such words, or is spelt most like it."""
    from lif_core.errors import Problem, nearest

    said = " ".join((*above, word))[:60]
    meant = next((one.name for one in COMMANDS if not above and word in one.near), None)
    close = meant or nearest(said, [name for one in COMMANDS for name in (one.name, *one.aliases)])
    mend = f"`lif {above[0]} --help` lists its commands." if above else "`lif --help` lists the commands."
    return Problem("call.unknown-command", f"There is no command called {said!r}.", mend, nearest=close)


def _refused_by_system(error: OSError, *, as_json: bool) -> int:
    from pathlib import Path

    from lif_cli.printing import problems
    from lif_cli.refusals import of_file

    if os.environ.get("LIF_DEBUG") == "1":
        raise error
    if not error.filename:  # it may be the output itself
        _print_no_more()
        as_json = False
    problems([of_file(error, Path(str(error.filename or "")))], as_json=as_json)
    return NOT_FINE


def _refused(error: Exception, *, as_json: bool) -> int:
    from lif_cli.printing import problems
    from lif_cli.refusals import WrongWords, problems_of
    from lif_core.errors import LifError, Problem

    if isinstance(error, LifError):
        problems(problems_of(error), as_json=as_json)
        return WRONG_WORDS if isinstance(error, WrongWords) else NOT_FINE
    if os.environ.get("LIF_DEBUG") == "1":
        raise error
    what, whose = type(error).__name__, _whose(error)
    says = f"Something went wrong that should not have ({what}); this is a mistake in {whose}, not yours."
    mend = "Please report what you called, and what it prints when the environment variable LIF_DEBUG is set to 1."
    problems([Problem("unexpected", says, mend)], as_json=as_json)
    return NOT_FINE


def _whose(error: Exception) -> str:
    """Tell in what a mistake is: in lif, or in the plug-in in which it came up."""
    trace, module = error.__traceback__, ""
    while trace is not None:
        module, trace = str(trace.tb_frame.f_globals.get("__name__", "")), trace.tb_next
    package = module.partition(".")[0]
    return f"the plug-in {package}" if package in _plugins() else "lif"


def _plugins() -> set[str]:
    from lif_core.hooks import GROUP
    from lif_core.hooks.installed import installed

    return {entry.value.partition(":")[0].partition(".")[0] for entry in installed(GROUP)} - {"lif_cli"}
