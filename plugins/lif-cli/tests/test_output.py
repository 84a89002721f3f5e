"""An answer that cannot be printed is said to be missing, whatever the output is."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(not Path("/dev/full").exists(), reason="Only Linux has a file that is always full.")

CALL = [sys.executable, "-c", "import sys; from lif_cli import main; sys.exit(main())"]


@pytest.mark.parametrize("words", [["dump", "--in-clear"], ["list", "action"], ["list", "action", "--json"], ["check"]])
def test_an_output_without_room_is_told(empty, words):
    with open("/dev/full", "w") as full:
        told = subprocess.run([*CALL, *words, "-C", empty], stdout=full, stderr=subprocess.PIPE, text=True, timeout=60)
    assert told.returncode == 1
    assert told.stderr.startswith("lif: There is no room left")
    assert len(told.stderr.splitlines()) == 1


@pytest.mark.parametrize("words", [["dump", "--in-clear"], ["add", "note", "text=Said", "sort=comment"]])
def test_a_closed_output_is_told_before_anything_is_done(empty, words):
    before = (empty / "lif.db").read_bytes()
    shell = ["sh", "-c", 'exec "$@" >&-', "sh", *CALL, *words, "-C", str(empty)]
    told = subprocess.run(shell, stderr=subprocess.PIPE, text=True, timeout=60)
    assert told.returncode == 1
    assert "standard output is closed. Nothing was done." in told.stderr
    assert (empty / "lif.db").read_bytes() == before


def test_a_closed_error_output_does_not_spoil_the_answer(empty):
    shell = ["sh", "-c", 'exec "$@" 2>&-', "sh", *CALL, "show", "nothing", "-C", str(empty)]
    told = subprocess.run(shell, stdout=subprocess.PIPE, text=True, timeout=60, env={**os.environ})
    assert told.returncode == 1
    assert told.stdout == ""
