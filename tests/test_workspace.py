"""The workspace: a plug-in that is put into `plugins/` is installed, typed and declared like the others."""

import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
TOLD = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
PLUGINS = sorted(path.parent.name for path in ROOT.glob("plugins/*/pyproject.toml"))


def declared(plugin):
    return tomllib.loads((ROOT / "plugins" / plugin / "pyproject.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("plugin", PLUGINS)
def test_a_plug_in_is_part_of_the_workspace(plugin):
    groups = TOLD["dependency-groups"]
    assert TOLD["tool"]["uv"]["sources"].get(plugin) == {"workspace": True}
    assert any(plugin in group for group in groups.values()), "no group installs it"
    assert f"plugins/{plugin}/src" in TOLD["tool"]["mypy"]["mypy_path"]


@pytest.mark.parametrize("plugin", PLUGINS)
def test_a_plug_in_says_what_it_needs_of_us_as_a_range(plugin):
    project = declared(plugin)["project"]
    ours = [need for need in project["dependencies"] if need.startswith("lif-")]
    assert ours, "a plug-in needs the core"
    assert [need for need in ours if "==" in need or "<" not in need] == []
    assert project["license"] == TOLD["project"]["license"]
    assert project["requires-python"] == TOLD["project"]["requires-python"]


@pytest.mark.parametrize("plugin", PLUGINS)
def test_a_plug_in_is_typed_and_introduces_itself(plugin):
    folder = ROOT / "plugins" / plugin
    assert (folder / "src" / plugin.replace("-", "_") / "py.typed").exists()
    assert len((folder / "README.md").read_text(encoding="utf-8").splitlines()) > 3
