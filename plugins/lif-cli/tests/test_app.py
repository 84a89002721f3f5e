"""The command line itself: what is imported when, exit statuses, the last resort, commands of plug-ins."""

import os
import subprocess
import sys
from importlib.metadata import EntryPoint
from pathlib import Path

import pytest

from lif_cli import extensions, reference
from lif_cli.commands import COMMANDS, TOGETHER

HEAVY = ("apsw", "lif_core.framework", "lif_core.partnership", "pluggy", "lif_storage_sqlite", "openpyxl", "cattrs")


@pytest.mark.parametrize("words", [["--help"], ["--version"], []])
def test_help_imports_neither_database_nor_framework(words):
    code = f"import sys; from lif_cli import main; main({words!r}); print([n for n in {HEAVY!r} if n in sys.modules])"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    assert told.stdout.splitlines()[-1] == "[]"


def test_importing_the_package_imports_nothing():
    code = "import sys; before = set(sys.modules); import lif_cli; print(sorted(set(sys.modules) - before))"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    assert "cyclopts" not in told.stdout
    assert "rich" not in told.stdout


def test_every_command_explains_itself(lif):
    listed = "".join(lif(*word, "--help").out for word in ([], *([word] for word in TOGETHER)))
    for command in COMMANDS:
        assert command.name.rpartition(" ")[2] in listed
        assert command.says in " ".join(listed.replace("│", " ").split())
        answer = lif(*command.name.split(), "--help")
        assert answer.status == 0
        assert f"lif {command.name}" in answer.out


def test_wrong_words(lif, folder):
    for words in (
        ["zork"],
        ["due", "--zork"],
        ["due", "--as-of", "yesterday"],
        ["status", "A1"],
        ["show"],
        ["dump", "x"],
    ):
        answer = lif(*words)
        assert answer.status == 2, words
        assert answer.err.startswith("lif: ")
        assert not answer.out
    assert "Did you mean" in lif("gasp").err


@pytest.mark.parametrize("day", ["2024-02-30", "3/11/2025", "May 2024", "Friday 2 May 2024", "0000-01-01", "soon"])
def test_a_day_of_a_call_is_one_day(lif, folder, day):
    answer = lif("due", "--as-of", day, "-C", folder)
    assert answer.status == 2
    assert "2024-05-23" in answer.err


def test_json_is_one_document_also_where_it_is_refused(lif, folder, tmp_path):
    assert lif("due", "-C", tmp_path, "--json").json["problems"][0]["code"] == "settings.missing"
    assert lif("due", "--zork", "--json").json["problems"]


def test_the_folder_may_stand_before_the_command(lif, folder):
    assert lif("-C", folder, "due").status == 0


def test_a_folder_that_is_no_partnership(lif, tmp_path):
    for words in (["due"], ["verify"], ["explain", "area-start"], ["add", "finding", "text=x"], ["check"]):
        answer = lif(*words, "-C", tmp_path)
        assert answer.status == 1
        assert "no partnership.toml" in answer.err


def test_an_unknown_audience(lif, folder):
    answer = lif("due", "--audience", "agences", "-C", folder)
    assert answer.status == 1
    assert "Did you mean 'agencies'?" in answer.err


def test_a_store_that_is_none(lif, folder):
    (folder / "lif.db").write_bytes(b"this is no database, whatever its name says" * 100)
    answer = lif("due", "-C", folder)
    assert answer.status == 1
    assert "Traceback" not in answer.err
    assert "should not have" not in answer.err


def test_the_last_resort(lif, folder, monkeypatch):
    def broken(*_args: object) -> None:
        raise ZeroDivisionError("secret text")

    monkeypatch.setattr("lif_cli.measuring.opened", broken)
    answer = lif("due", "-C", folder)
    assert answer.status == 1
    assert len(answer.err.splitlines()) == 1
    assert "ZeroDivisionError" in answer.err
    assert "secret text" not in answer.err
    monkeypatch.setenv("LIF_DEBUG", "1")
    with pytest.raises(ZeroDivisionError):
        lif("due", "-C", folder)


def test_being_stopped(lif, folder, monkeypatch):
    def stopped(*_args: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("lif_cli.measuring.opened", stopped)
    assert lif("due", "-C", folder).status == 130


@pytest.mark.skipif(os.name == "nt", reason="pipes end otherwise there")
def test_a_reader_who_has_read_enough(folder):
    code = "import sys; from lif_cli import main; sys.exit(main(['schema']))"
    told = subprocess.run(
        f'"{sys.executable}" -c "{code}" | head -1', shell=True, capture_output=True, text=True, timeout=60, check=False
    )
    assert "Traceback" not in told.stderr
    assert "should not have" not in told.stderr


def test_letters_that_a_terminal_does_not_know(lif_alone, folder):
    lif_alone("add", "finding", "text=Ŵyau “quoted”", "-C", folder)
    poor = {**os.environ, "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    assert lif_alone("list", "finding", "-C", folder, env=poor).status == 0
    told = lif_alone("list", "finding", "-C", folder, "--json", env=poor)
    assert "Ŵyau" in {record["text"][:4] for record in told.json["records"]}


# ---- commands of plug-ins ----


def rooms(body: str, /) -> int:
    """Book rooms."""
    print(f"rooms of {body}")
    return 0


class Dist:
    name, version = "our-rooms", "1.0"


class Found(EntryPoint):
    dist = Dist()


@pytest.fixture
def brought(monkeypatch):
    def bring(*entries: tuple[str, str]) -> None:
        found = [Found(name, value, extensions.GROUP) for name, value in entries]
        monkeypatch.setattr(extensions, "entry_points", lambda group: found)

    return bring


def test_a_plug_in_brings_a_command(lif, brought, monkeypatch):
    monkeypatch.setitem(sys.modules, "our_rooms", sys.modules[__name__])
    brought(("rooms", "our_rooms:rooms"))
    answer = lif("rooms", "executive")
    assert (answer.status, answer.out) == (0, "rooms of executive\n")
    assert "From our-rooms 1.0." in lif("--help").out


def test_a_command_that_cannot_be_loaded_is_named_and_the_rest_goes_on(lif, brought, folder):
    brought(("rooms", "no_such_module:rooms"), ("due", "no_such_module:due"))
    answer = lif("rooms")
    assert answer.status == 1
    assert "our-rooms 1.0" in answer.err
    assert lif("due", "-C", folder).status == 0
    assert lif("--help").status == 0
    assert ("command", "rooms") in {(o["sort"], o["name"]) for o in lif("plugins", "--json").json["offers"]}


def test_two_plug_ins_bring_one_command(lif, brought):
    brought(("rooms", "a:b"), ("rooms", "c:d"))
    answer = lif("rooms")
    assert answer.status == 1
    assert "Remove one of them." in answer.err


# ---- the page ----


def test_the_page_of_commands_says_what_the_commands_say():
    page = Path(__file__).parents[3] / "docs" / "reference" / "commands.md"
    if not page.exists():
        pytest.skip("the plug-in is tested without the rest of the project")
    assert page.read_text(encoding="utf-8") == reference.page()


def test_no_word_of_machinery_is_printed(lif, folder):
    for words in (["due"], ["gaps"], ["thread", "A1"], ["list", "action"], ["show", "A1"], ["history", "A1"]):
        out = lif(*words, "-C", folder, "--as-of", "2024-12-01").out
        assert not {"None", "null", "fold", "unmapped"} & set(out.replace(":", " ").split())
