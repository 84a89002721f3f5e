"""What is installed, read from its files, is what `importlib.metadata` tells."""

import sys
from importlib.metadata import entry_points

import pytest

from lif_core.hooks import installed as rooms
from lif_core.hooks.installed import installed


def told(entries):
    return sorted((one.name, one.value, one.dist.name, one.dist.version) for one in entries)


@pytest.mark.parametrize("group", ["lif", "console_scripts", "pytest11", "no-such-group"])
def test_it_tells_what_importlib_metadata_tells(group):
    assert told(installed(group)) == told(entry_points(group=group))


def test_an_entry_loads_what_it_names(tmp_path, monkeypatch):
    folder = tmp_path / "some_plug_in-1.2.dist-info"
    folder.mkdir()
    (folder / "METADATA").write_text("Metadata-Version: 2.1\nName: some-plug-in\nVersion: 1.2\n\nName: not this\n")
    (folder / "entry_points.txt").write_text(
        "# a remark\n[other]\nx = nowhere\n\n[lif]\njoin = os.path:join [extra]\nwhole = json.decoder\n"
    )
    monkeypatch.setattr(sys, "path", [str(tmp_path)])
    join, whole = installed("lif")
    assert (join.name, str(join.dist.name), join.dist.version) == ("join", "some-plug-in", "1.2")
    assert join.load() is __import__("os").path.join
    assert whole.load().__name__ == "json.decoder"


def test_of_two_distributions_of_one_name_the_first_on_the_path_counts(tmp_path, monkeypatch):
    for place, version in (("first", "2.0"), ("second", "1.0")):
        folder = tmp_path / place / f"Some.Plug_in-{version}.dist-info"
        folder.mkdir(parents=True)
        (folder / "METADATA").write_text(f"Name: some-plug-in\nVersion: {version}\n")
        (folder / "entry_points.txt").write_text("[lif]\na = json\n")
    monkeypatch.setattr(sys, "path", [str(tmp_path / "first"), str(tmp_path / "second"), str(tmp_path / "nowhere")])
    assert [one.dist.version for one in installed("lif")] == ["2.0"]


def test_unusual_places_are_left_to_importlib_metadata(tmp_path, monkeypatch):
    archive = tmp_path / "packed.zip"
    archive.write_bytes(b"")
    monkeypatch.setattr(sys, "path", [*sys.path, str(archive)])
    assert not rooms._is_ordinary()
    assert told(installed("lif")) == told(entry_points(group="lif"))
