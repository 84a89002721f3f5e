"""A tracker that was taken in, plans that went out, and hands that edit what comes back."""

import importlib.util
from collections.abc import Callable
from datetime import date
from pathlib import Path
from types import ModuleType

import attrs
import openpyxl
import pytest

from lif_core import Partnership, Settings, compose
from lif_core.framework.documents import read_document
from lif_core.hooks import Plugins
from lif_core.intake.mapping import Mapping
from lif_core.partnership.arriving.importing import Imported
from lif_core.testing import MemoryStorage
from lif_framework_england import layers

DAY = date(2024, 7, 1)
BACK = date(2024, 7, 15)


@pytest.fixture(scope="session")
def history():
    """Liverpool over the North West over England."""
    return compose([read_document(file.text, file.name) for file in layers()])


@pytest.fixture(scope="session")
def plugins() -> Plugins:
    return Plugins()


@pytest.fixture(scope="session")
def maker(examples: Path) -> ModuleType:
    """The script that makes the synthetic tracker."""
    spec = importlib.util.spec_from_file_location("make_tracker_140", examples / "make_tracker_140.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def tracker(maker: ModuleType, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The synthetic tracker: nine tabs and the closed one, 202 lines."""
    return maker.make(tmp_path_factory.mktemp("tracker"))


@pytest.fixture
def new(history, plugins) -> Callable[[], Partnership]:
    """Makes an empty partnership."""
    settings = Settings(id="example", by="business-manager", name="Example SCP")
    return lambda: Partnership(history, MemoryStorage(), settings=settings, plugins=plugins)


@pytest.fixture
def taken_in(new, tracker) -> Partnership:
    """A partnership that took the tracker in, for agencies to read."""
    lif = new()
    lif.import_(tracker, on=DAY, mapping=Mapping(disclosure="agencies"))
    return lif


@attrs.frozen
class Desk:
    """A partnership with four actions, and a folder for what goes out and comes back."""

    lif: Partnership
    folder: Path
    ids: dict[str, str]

    def send(self, name: str = "plan.xlsx", report: str = "action-plan", audience: str = "", **given: str) -> Path:
        path = self.folder / name
        self.lif.as_of(DAY, audience=audience).report(report, **given).to(path)
        return path

    def edited(self, path: Path, edit: Callable[[openpyxl.Workbook], object], name: str = "") -> Path:
        """Save what a hand made of a workbook, under another name where one is given."""
        book = openpyxl.load_workbook(path)
        edit(book)
        target = path.parent / (name or path.name)
        book.save(target)
        return target

    def take(self, path: Path, **given: object) -> Imported:
        return self.lif.import_(path, on=BACK, **given)

    def action(self, ref: str):
        return self.lif.as_of(BACK).register[self.ids[ref]]

    def notes(self, ref: str) -> list[str]:
        return [note.text for note in self.lif.as_of(BACK).register.sources(self.ids[ref], "note")]


@pytest.fixture
def desk(new, tmp_path) -> Desk:
    lif = new()
    with lif.work(by="business-manager", on=date(2024, 5, 14), why="Plan agreed") as work:
        finding = work.record_finding("Agencies did not share what each knew", disclosure="agencies")
        asked = work.recommend("Share what is known", findings=finding, ref="R1")
        ids = {
            "A1": work.plan_action("Weekly huddle", ref="A1", answers=asked, lead="police", due=date(2024, 9, 30)).id,
            "A2": work.plan_action(
                "Write the briefing", ref="A2", answers=finding, leads=["police", "schools"], due="March 2025"
            ).id,
            "A3": work.plan_action("Audit the records", ref="A3", answers=finding, lead="schools").id,
            "A4": work.plan_action("=SUM(A1) is text", ref="A4", answers=finding, lead="housing", due="31 Oct 2024").id,
        }
        work.write_note("Rooms found", about=ids["A1"], sort="progress", on=date(2024, 6, 10))
    return Desk(lif, tmp_path, ids)


def columns_of(sheet) -> dict[str, int]:
    """The last column under each heading of a sheet's first row: ours, where the tracker has one of that name too."""
    return {cell.value: cell.column for cell in sheet[1] if cell.value}


@pytest.fixture(scope="session")
def at() -> Callable:
    """Gives the cell of the row with this ref under a heading."""

    def cell(sheet, ref: str, heading: str):
        row = next(row for row in range(2, sheet.max_row + 1) if sheet.cell(row, 1).value == ref)
        return sheet.cell(row, columns_of(sheet)[heading])

    return cell


@pytest.fixture(scope="session")
def liverpool(history):
    return history.on(date(2025, 3, 20))
