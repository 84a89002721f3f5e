"""LibreOffice opens what is written, without being asked anything, and prints it: each page says what it is."""

import shutil
import subprocess
from pathlib import Path

import pytest

from lif_core.testing import documents
from lif_export_office import paper, paper_in, workbook

OFFICE, TEXT = shutil.which("soffice"), shutil.which("pdftotext")
pytestmark = pytest.mark.skipif(not (OFFICE and TEXT), reason="LibreOffice or poppler is not installed here")


def pages(folder: Path, *names: str) -> dict[str, list[str]]:
    """Print files, and give the text of each page."""
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    call = [OFFICE, profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), *names]
    subprocess.run(call, cwd=folder, check=True, capture_output=True, timeout=240)
    told = {}
    for name in names:
        read = [TEXT, "-layout", str((folder / name).with_suffix(".pdf")), "-"]
        text = subprocess.run(read, check=True, capture_output=True, timeout=60).stdout.decode()
        told[name] = text.removesuffix("\f").split("\f")
    return told


def test_every_page_says_its_marking_and_its_number(liverpool, tmp_path):
    import docx

    agenda = documents.planted_report(liverpool, "sub-group-agenda", "agencies")
    plan = documents.planted_report(liverpool, "training-evaluation", "agencies")
    own = docx.Document()
    own.sections[0].header.paragraphs[0].text = "{{ marking }}"
    own.sections[0].footer.paragraphs[0].text = "{{ as-at }}"
    own.add_paragraph("{{ audience }}")
    own.add_paragraph("{{ everything }}")
    own.save(tmp_path / "own.docx")
    (tmp_path / "agenda.docx").write_bytes(paper(agenda))
    (tmp_path / "plan.xlsx").write_bytes(workbook(plan))
    (tmp_path / "templated.docx").write_bytes(paper_in(agenda, (tmp_path / "own.docx").read_bytes()))
    printed = pages(tmp_path, "agenda.docx", "plan.xlsx", "templated.docx")
    assert all(len(of_it) > 1 for of_it in printed.values())
    for name, document in (("agenda.docx", agenda), ("plan.xlsx", plan)):
        for number, page in enumerate(printed[name], 1):
            assert document.marking in page
            assert document.footer.as_at in page
            assert f"Page {number} of {len(printed[name])}" in page
    assert all(agenda.marking in page and agenda.footer.as_at in page for page in printed["templated.docx"])
