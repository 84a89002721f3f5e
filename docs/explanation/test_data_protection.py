"""Every control that the impact assessment names has a test, and the test is there."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGE = (Path(__file__).parent / "data-protection.md").read_text(encoding="utf-8")
NAMED = re.findall(r"`([\w./-]+\.py)::(\w+)`", PAGE)


def test_every_threat_names_a_test():
    """A row without one would be a claim nobody shows."""
    table = PAGE.partition("## Data protection impact assessment")[2].partition("\n## ")[0]
    rows = [line for line in table.splitlines() if line.startswith("| ")][1:]
    assert len(rows) >= 15
    assert [row for row in rows if "::test_" not in row] == []


@pytest.mark.parametrize(("file", "function"), NAMED, ids=lambda one: one)
def test_a_named_test_is_there(file, function):
    """Where this fails, the test was renamed: name the one that shows the same."""
    assert f"def {function}(" in (ROOT / file).read_text(encoding="utf-8")
