"""Templates of a partnership: found by the name of the report, read whole or refused in a sentence."""

import pytest

from lif_core.errors import Refused
from lif_core.partnership.leaving import templates
from lif_core.partnership.leaving.templates import own_template, read_template


def test_the_one_of_the_report_and_its_ending_is_found(tmp_path):
    place = tmp_path / "templates" / "gap-list.docx"
    place.parent.mkdir()
    place.write_bytes(b"ours")
    assert own_template(tmp_path, "gap-list", ".DOCX") == place
    assert own_template(tmp_path, "gap-list", ".xlsx") is None
    assert own_template(tmp_path, "due-list", ".docx") is None
    assert own_template(None, "gap-list", ".docx") is None
    assert read_template(place, ".docx") == b"ours"


@pytest.mark.parametrize("name", ["own.docm", "own.dotx", "own"])
def test_another_ending_is_refused(tmp_path, name):
    (tmp_path / name).write_bytes(b"x")
    with pytest.raises(Refused, match="The template ends in"):
        read_template(tmp_path / name, ".docx")


def test_what_cannot_be_read_is_told(tmp_path):
    with pytest.raises(Refused, match="cannot be read"):
        read_template(tmp_path / "none.docx", ".docx")
    (tmp_path / "folder.docx").mkdir()
    with pytest.raises(Refused, match="cannot be read"):
        read_template(tmp_path / "folder.docx", ".docx")


def test_one_that_is_far_too_large_is_not_read(tmp_path, monkeypatch):
    monkeypatch.setattr(templates, "LARGEST", 3)
    (tmp_path / "own.docx").write_bytes(b"four")
    with pytest.raises(Refused, match="larger than 20 MB"):
        read_template(tmp_path / "own.docx", ".docx")
