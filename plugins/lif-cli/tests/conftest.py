"""A way to call `lif`, and partnership folders to call it on."""

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import attrs
import pytest

from lif_cli import main


@attrs.frozen
class Answer:
    """What a call printed and how it ended."""

    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """The one JSON document on standard output."""
        return json.loads(self.out)


@pytest.fixture
def lif(capsys: pytest.CaptureFixture[str]) -> Callable[..., Answer]:
    """Calls `lif` with these words, in this process."""

    def call(*words: object) -> Answer:
        capsys.readouterr()
        status = main([str(word) for word in words])
        told = capsys.readouterr()
        return Answer(status, told.out, told.err)

    return call


@pytest.fixture(scope="session")
def lif_alone() -> Callable[..., Answer]:
    """Calls `lif` with these words, in a process of its own."""

    def call(*words: object, **more: Any) -> Answer:
        code = "import sys; from lif_cli import process; sys.exit(process())"
        command = [sys.executable, "-c", code, *map(str, words)]
        done = subprocess.run(command, capture_output=True, check=False, timeout=120, **more)
        return Answer(done.returncode, done.stdout.decode("utf-8", "replace"), done.stderr.decode("utf-8", "replace"))

    return call


@pytest.fixture(scope="session")
def examples() -> Path:
    """The folder of published example data."""
    return Path(__file__).parents[3] / "tests" / "examples"


@pytest.fixture(scope="session")
def made_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A partnership folder with a review, a finding and an action."""
    folder = tmp_path_factory.mktemp("made") / "north-shore"
    assert main(["init", str(folder), "--framework", "liverpool", "--by", "qa-officer", "--id", "shore"]) == 0
    requests = folder.parent / "requests.jsonl"
    lines = [
        {
            "request": "start-review",
            "handle": "review",
            "kind": "rapid-review",
            "ref": "2024-A",
            "happened": {"notification-sent": "2024-05-01"},
        },
        {
            "request": "record-finding",
            "handle": "finding",
            "text": "Agencies did not share what each knew",
            "from": "#review",
            "themes": ["information-sharing"],
            "ref": "F1",
        },
        {
            "request": "plan-action",
            "text": "Weekly multi-agency huddle",
            "ref": "A1",
            "answers": "#finding",
            "lead": "childrens-services",
            "due": "2024-09-30",
        },
        {
            "request": "write-note",
            "text": "Not for everybody",
            "about": "#review",
            "disclosure": "review-team",
            "ref": "N1",
        },
    ]
    requests.write_text("\n".join(json.dumps(line) for line in lines), encoding="utf-8")
    words = ["apply", str(requests), "-C", str(folder), "--on", "2024-05-14", "--why", "Rapid review meeting"]
    assert main(words) == 0
    return folder


@pytest.fixture
def folder(made_once: Path, tmp_path: Path) -> Path:
    """A folder of this test's own, filled as `made_once` is."""
    return Path(shutil.copytree(made_once, tmp_path / "north-shore"))


@pytest.fixture
def empty(lif: Callable[..., Answer], tmp_path: Path) -> Path:
    """An empty partnership folder called as the filled one."""
    folder = tmp_path / "empty"
    assert lif("init", folder, "--framework", "liverpool", "--by", "qa-officer", "--id", "shore").status == 0
    return folder
