"""A report becomes a file: whole or not at all, by the exporter of its ending, told with what leaving needs."""

import hashlib
from datetime import date

import attrs
import pytest

from lif_core.errors import PluginError, Refused, UnknownName
from lif_core.framework.documents import read_document
from lif_core.framework.layers import compose
from lif_core.hooks import Offer, Plugins, hookimpl
from lif_core.partnership.leaving import publishing
from lif_core.partnership.leaving.publishing import report
from lif_core.view.register import Register
from lif_core.view.view import View
from lif_framework_england import layers


class OwnExporter:
    lif_api = 1

    @hookimpl
    def lif_exporters(self):
        return [
            Offer(name="txt", suffixes=(".txt",), make=lambda document: document.title.encode()),
            Offer(name="bag", suffixes=(".bag",), make=lambda document, carried: repr(carried).encode()),
            Offer(name="odd", suffixes=(".odd",), make=lambda document: document.title),
        ]

    @hookimpl
    def lif_reports(self):
        return [Offer(name="own", make=own), Offer(name="told", make=told)]


def own(view, *, words):
    return attrs.evolve(publishing.REPORTS["gap-list"].make(view), title=words)


def told(view, asked):
    return publishing.REPORTS["gap-list"].make(view, asked)


@pytest.fixture(scope="module")
def plugins() -> Plugins:
    made = Plugins(entry_points=())
    made.register(OwnExporter(), "own")
    return made


@pytest.fixture(scope="module")
def view() -> View:
    framework = compose([read_document(file.text, file.name) for file in layers()]).newest
    return View(framework=framework, register=Register(), day=date(2025, 3, 20), audience="agencies")


def test_a_report_is_written_and_told(plugins, view, tmp_path):
    written = report(view, "gap-list", plugins=plugins, fingerprint="7f3a").to(tmp_path / "gaps.txt")
    made = (tmp_path / "gaps.txt").read_bytes()
    assert made == b"What is missing and what would mend it"
    assert written.sha256 == hashlib.sha256(made).hexdigest()
    assert written.audience == "agencies"
    assert [path.name for path in tmp_path.iterdir()] == ["gaps.txt"]


def test_an_ending_nobody_writes_is_refused_with_those_there_are(plugins, view, tmp_path):
    with pytest.raises(PluginError, match=r"writes '\.docx'. Known endings: \.bag, \.odd, \.txt"):
        report(view, "gap-list", plugins=plugins).to(tmp_path / "gaps.docx")
    with pytest.raises(PluginError, match="Install lif-export-office"):
        report(view, "gap-list", plugins=Plugins(entry_points=())).to(tmp_path / "gaps")
    with pytest.raises(PluginError, match="gave no bytes"):
        report(view, "gap-list", plugins=plugins).to(tmp_path / "gaps.odd")


def test_a_file_may_carry_another(plugins, view, tmp_path):
    report(view, "gap-list", plugins=plugins).to(tmp_path / "x.bag", attach=".txt")
    assert (tmp_path / "x.bag").read_text() == "('.txt', b'What is missing and what would mend it')"


def test_a_plug_ins_report_is_found_by_name(plugins, view):
    assert report(view, "own", plugins=plugins, words="Ours").document.title == "Ours"


def test_what_a_report_does_not_know_or_lacks_is_told_at_once(plugins, view):
    with pytest.raises(UnknownName, match="Did you mean 'gap-list'"):
        report(view, "gap-lst", plugins=plugins)
    with pytest.raises(Refused) as refused:
        report(view, "agency-update", plugins=plugins, bdy="police")
    assert [problem.where for problem in refused.value.problems] == ["bdy", "body"]
    with pytest.raises(Refused, match="needs to be told its words"):
        report(view, "own", plugins=plugins)


def test_a_folder_that_is_not_there(plugins, view, tmp_path):
    with pytest.raises(Refused, match="could not be written"):
        report(view, "gap-list", plugins=plugins).to(tmp_path / "nowhere" / "gaps.txt")


def test_no_half_file_is_left_and_the_old_one_stands(plugins, view, tmp_path, monkeypatch):
    target = tmp_path / "gaps.txt"
    target.write_bytes(b"old")

    def full(handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(publishing.os, "fsync", full)
    with pytest.raises(Refused, match="no space left on device"):
        report(view, "gap-list", plugins=plugins).to(target, replace=True)
    assert [path.name for path in tmp_path.iterdir()] == ["gaps.txt"]
    assert target.read_bytes() == b"old"


def test_a_file_that_another_program_has_open_is_told_in_a_sentence(plugins, view, tmp_path, monkeypatch):
    target = tmp_path / "gaps.txt"
    target.write_bytes(b"old")

    def open_elsewhere(source: object, place: object) -> None:
        raise PermissionError(13, "The process cannot access the file because it is being used by another process")

    monkeypatch.setattr(publishing.os, "replace", open_elsewhere)
    with pytest.raises(Refused, match=r"being used by another process.*\n?.*no other program has the file open"):
        report(view, "gap-list", plugins=plugins).to(target, replace=True)
    assert [path.name for path in tmp_path.iterdir()] == ["gaps.txt"]
    assert target.read_bytes() == b"old"


def test_a_file_that_is_there_is_replaced_only_where_it_says_the_same_or_it_is_said(plugins, view, tmp_path):
    target = tmp_path / "gaps.txt"
    report(view, "gap-list", plugins=plugins).to(target)
    report(view, "gap-list", plugins=plugins).to(target)
    target.write_bytes(target.read_bytes() + b" filled in")
    with pytest.raises(Refused, match=r"somebody may have filled it in.*name another file.*--replace"):
        report(view, "gap-list", plugins=plugins).to(target)
    assert target.read_bytes().endswith(b" filled in")
    report(view, "gap-list", plugins=plugins).to(target, replace=True)
    assert not target.read_bytes().endswith(b" filled in")


def test_a_template_is_for_exporters_that_take_one(plugins, view, tmp_path):
    own = tmp_path / "own.txt"
    own.write_text("our own")
    with pytest.raises(Refused, match="not written into a template"):
        report(view, "gap-list", plugins=plugins).to(tmp_path / "gaps.txt", template=own)
    assert [path.name for path in tmp_path.iterdir()] == ["own.txt"]


def test_a_report_of_a_plug_in_can_be_told_the_language(plugins, view):
    made = report(view, "told", plugins=plugins, language="cy", fingerprint="7f3a").document
    assert (made.language, made.title) == ("cy", "Beth sydd ar goll a beth fyddai'n ei unioni")
    assert made.fingerprint == "7f3a"
