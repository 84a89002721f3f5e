"""Where the example files are, and the synthetic tracker made afresh."""

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

from lif_core.intake.cells import Workbook
from lif_import_sheets import read_workbook


@pytest.fixture(scope="session")
def examples() -> Path:
    return Path(__file__).parents[3] / "tests" / "examples"


@pytest.fixture(scope="session")
def maker(examples: Path) -> ModuleType:
    """The script that makes the synthetic tracker."""
    spec = importlib.util.spec_from_file_location("make_tracker_140", examples / "make_tracker_140.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def tracker_path(maker: ModuleType, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return maker.make(tmp_path_factory.mktemp("tracker"))


@pytest.fixture(scope="session")
def tracker(tracker_path: Path) -> Workbook:
    return read_workbook(tracker_path)
