"""Papers in a partnership's own template, opened by python-docx."""

from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import attrs
import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from lif_core import Partnership, Settings
from lif_core.errors import Refused
from lif_core.hooks import Plugins
from lif_core.testing import MemoryStorage, canaries
from lif_export_office import paper_in

HEAD = "{{ as-at }} / {{ audience }} / {{ marking }}"


def template(*lines: str, change=lambda made: None) -> bytes:
    made = docx.Document()
    for line in lines:
        made.add_paragraph(line)
    change(made)
    written = BytesIO()
    made.save(written)
    return written.getvalue()


def texts(made: bytes) -> list[str]:
    return [one.text for one in docx.Document(BytesIO(made)).paragraphs]


def problems(document, given: bytes) -> dict[str, str]:
    with pytest.raises(Refused) as refused:
        paper_in(document, given)
    return {problem.code: str(problem) for problem in refused.value.problems}


def control(name: str, text: str) -> str:
    return (
        f'<w:sdt {nsdecls("w")}><w:sdtPr><w:tag w:val="{name}"/></w:sdtPr>'
        f"<w:sdtContent><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:sdtContent></w:sdt>"
    )


def test_blocks_stand_where_their_names_stood(document):
    made = texts(paper_in(document, template("Our own words", HEAD, "Before", "{{ first }}", "After", "{{ same }}")))
    assert made[:4] == [
        "Our own words",
        "As at 20 Mar 2025 / For: Partner agencies / OFFICIAL-SENSITIVE: R&D",
        "Before",
        "Read me",
    ]
    assert made.index("Plain words") < made.index("After") < made.index("A second sheet of one name")
    assert not any("{{" in one for one in made)


def test_a_table_and_a_chart_have_places_of_their_own(document):
    made = docx.Document(BytesIO(paper_in(document, template(HEAD, "{{ form }}", "{{ chart }}"))))
    assert [table.rows[0].cells[0].text for table in made.tables] == ["Ref", "Quarter"]
    assert made.tables[0].rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None


def test_everything_is_what_has_no_place_of_its_own(document):
    made = texts(paper_in(document, template(HEAD, "{{ same }}", "{{ everything }}")))
    assert made.count("A second sheet of one name") == 1
    assert made.index("A second sheet of one name") < made.index("Plain words")


def test_a_word_keeps_the_look_of_the_letters_it_takes_the_place_of(document):
    def change(made):
        line = made.add_paragraph("Marking: ")
        line.add_run("{{ mark").italic = True
        line.add_run("ing }} - ")
        line.add_run("{{ as-at }}").bold = True

    made = docx.Document(BytesIO(paper_in(document, template("{{ audience }}", change=change))))
    line = made.paragraphs[-1]
    assert line.text == "Marking: OFFICIAL-SENSITIVE: R&D - As at 20 Mar 2025"
    assert [run.text for run in line.runs if run.italic] == ["OFFICIAL-SENSITIVE: R&D"]
    assert [run.text for run in line.runs if run.bold] == ["As at 20 Mar 2025"]


def test_words_stand_in_head_and_foot(document):
    def change(made):
        made.sections[0].header.paragraphs[0].text = "{{ marking }}"
        made.sections[0].footer.paragraphs[0].text = "{{ as-at }}, {{ fingerprint }}, {{ whose }}"

    made = docx.Document(BytesIO(paper_in(document, template("{{ audience }}", change=change))))
    assert made.sections[0].header.paragraphs[0].text == "OFFICIAL-SENSITIVE: R&D"
    assert made.sections[0].footer.paragraphs[0].text == "As at 20 Mar 2025, Fingerprint 7f3a-91c2, "


def test_a_place_can_be_a_content_control_or_a_bookmark(document):
    def change(made):
        body = made.element.body
        body.insert(0, parse_xml(control("lif:same", "click here")))
        body.insert(0, parse_xml(control("lif:marking", "click here")))
        body.insert(0, parse_xml(control("somebody-elses", "kept")))
        line = made.add_paragraph("here")
        line._p.insert(0, parse_xml(f'<w:bookmarkStart {nsdecls("w")} w:id="7" w:name="lif_first"/>'))
        line._p.append(parse_xml(f'<w:bookmarkEnd {nsdecls("w")} w:id="7"/>'))
        line._p.insert(0, parse_xml(f'<w:bookmarkStart {nsdecls("w")} w:id="8" w:name="_GoBack"/>'))

    made = paper_in(document, template("{{ as-at }} {{ audience }}", change=change))
    told = "".join(docx.Document(BytesIO(made)).element.body.xpath(".//w:t/text()"))
    assert (
        told.index("kept") < told.index("OFFICIAL-SENSITIVE") < told.index("A second sheet") < told.index("Plain words")
    )
    assert "click here" not in told
    assert "here" not in texts(made)


def test_a_block_in_a_cell_of_a_table(document):
    def change(made):
        made.add_table(rows=1, cols=2).rows[0].cells[1].paragraphs[0].text = "{{ same }}"

    made = docx.Document(BytesIO(paper_in(document, template(HEAD, change=change))))
    cell = made.tables[0].rows[0].cells[1]
    assert [one.text for one in cell.paragraphs if one.text] == ["Read me", "A second sheet of one name"]
    assert cell._tc[-1].tag == qn("w:p")


def test_a_template_stripped_of_its_styles_still_has_headings_and_lines(document):
    def change(made):
        for style in list(made.styles.element):
            name = style.find(qn("w:name"))
            if name is not None and name.get(qn("w:val")).casefold().startswith(
                ("heading", "list", "table", "caption")
            ):
                made.styles.element.remove(style)

    made = docx.Document(BytesIO(paper_in(document, template(HEAD, "{{ everything }}", change=change))))
    assert any(one.text == "Read me" and one.runs[0].bold for one in made.paragraphs)
    assert any(one.text == "1. one" for one in made.paragraphs)
    assert made.tables[0]._tbl.tblPr.find(qn("w:tblBorders")) is not None


def test_everything_wrong_is_told_at_once(document):
    told = problems(document, template("{{ frist }}", "see {{ same }} here", "{{ as-at }}"))
    assert set(told) == {"template.unknown-block", "template.block-in-a-line", "template.not-said"}
    assert "called 'frist'" in told["template.unknown-block"]
    assert "'first'" in told["template.unknown-block"]
    assert "audience, marking" in told["template.not-said"]


@pytest.mark.parametrize("given", [b"", b"PK\x03\x04 broken", b"not a zip at all"], ids=["empty", "broken", "text"])
def test_what_is_no_docx_is_told_in_a_sentence(document, given):
    assert "no docx that can be read" in problems(document, given)["template.no-docx"]


def test_a_workbook_is_no_template(document):
    from lif_export_office import workbook

    assert set(problems(document, workbook(document))) == {"template.no-docx"}


@pytest.mark.parametrize("part", ["word/vbaProject.bin", "word/activeX/activeX1.bin", "word/embeddings/oleObject1.bin"])
def test_a_template_with_something_that_runs_is_refused(document, part):
    given = BytesIO(template(HEAD))
    with ZipFile(given, "a") as package:
        package.writestr(part, b"x")
    assert "macros or other things that run" in problems(document, given.getvalue())["template.macros"]


def test_a_package_that_unpacks_too_large_is_refused(document):
    from zipfile import ZIP_DEFLATED

    given = BytesIO(template(HEAD))
    with ZipFile(given, "a", ZIP_DEFLATED) as package:
        package.writestr("word/media/large.bin", b"\0" * 101_000_000)
    assert set(problems(document, given.getvalue())) == {"template.too-large"}


def test_nobody_is_named_and_no_server_either(document):
    def change(made):
        own = made.core_properties
        own.author, own.title, own.comments = "canary.review-team.a", "canary.review-team.b", "canary.review-team.c"
        settings = made.part.part_related_by(
            "http://schemas.openxmlformats.org/officeDocument/2006/relationships/settings"
        )
        type_ = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate"
        id_ = settings.rels.get_or_add_ext_rel(type_, "file://server/canary.review-team.d/own.dotx")
        made.settings.element.append(parse_xml(f'<w:attachedTemplate {nsdecls("w", "r")} r:id="{id_}"/>'))

    made = paper_in(document, template(HEAD, change=change))
    with ZipFile(BytesIO(made)) as package:
        assert canaries.heard(package.read(name) for name in package.namelist()) == set()


def test_the_same_document_gives_the_same_bytes(document):
    given = template(HEAD, "{{ everything }}")
    assert paper_in(document, given) == paper_in(attrs.evolve(document), given)


# --- from a partnership -----------------------------------------------------------------------------------------------


@pytest.fixture
def lif(liverpool, tmp_path) -> Partnership:
    settings = Settings(id="example", by="qa-officer")
    return Partnership(liverpool, MemoryStorage(), settings=settings, plugins=Plugins(), folder=tmp_path)


def test_the_template_in_the_folder_is_the_one_of_its_report(lif, tmp_path, document):
    own = tmp_path / "templates" / "gap-list.docx"
    own.parent.mkdir()
    own.write_bytes(template("Ours", HEAD, "{{ summary }}"))
    now = lif.as_of(document.as_at, audience="agencies")
    now.report("gap-list").to(tmp_path / "gaps.docx")
    now.report("due-list").to(tmp_path / "due.docx")
    assert texts((tmp_path / "gaps.docx").read_bytes())[0] == "Ours"
    assert texts((tmp_path / "due.docx").read_bytes())[0] == "What is due"


def test_a_wrong_template_writes_nothing_and_records_nothing(lif, tmp_path, document):
    own = tmp_path / "own.docx"
    own.write_bytes(template("{{ summery }}"))
    report = lif.as_of(document.as_at).report("gap-list")
    for named, says in (
        (own, "There is no block of the report gap-list called 'summery'"),
        (tmp_path / "own.docm", "The template ends in .docm"),
        (tmp_path / "none.docx", "cannot be read"),
    ):
        with pytest.raises(Refused, match=says):
            report.to(tmp_path / "gaps.docx", template=named)
    (tmp_path / "own.xlsx").write_bytes(b"x")
    with pytest.raises(Refused, match="not written into a template"):
        report.to(tmp_path / "gaps.xlsx", template=tmp_path / "own.xlsx")
    assert sorted(path.name for path in Path(tmp_path).iterdir()) == ["own.docx", "own.xlsx"]
    assert not list(lif.as_of(document.as_at).list("export"))


def test_a_plug_in_with_a_template_is_offered():
    assert Plugins().offers("lif_exporters")["docx"].fill is not None
