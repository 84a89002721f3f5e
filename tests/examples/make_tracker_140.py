"""Makes `tracker_140.xlsx`: an action tracker as partnerships keep them, with everything that goes wrong in one.

All of it is invented: the reviews are named after trees, the district of Northmere does not exist, and the people are
drawn from a list made up for this file. The same bytes come out each time.

    python tests/examples/make_tracker_140.py FOLDER
"""

import hashlib
import struct
import sys
from datetime import date, datetime
from itertools import count
from pathlib import Path

import xlsxwriter

SEEDED = {
    "review_tabs": 9,
    "live": 140,
    "closed": 62,
    "lines": 202,
    "status_by_colour_only": 11,
    "struck_lines": 4,
    "progress_in_comment_only": 9,
    "real_dates": 17,
    "serial_as_text": 3,
    "ambiguous_dates": 2,
    "hidden_by_filter": 5,
    "duplicates": 6,
    "people_as_leads": 8,
    "child_names": 31,
    "rag_formulas": 15,
    "total_rows": 10,
    "dated_histories": 14,
    "late_header_row": 4,
}
"""How many of each oddity the tracker holds; the tests count them in the file and hold both equal."""

STANDARD = {
    "Ref": "ref",
    "Source/Review": "source",
    "Finding or learning": "finding",
    "Recommendation": "recommendation",
    "Action": "action",
    "Lead": "lead",
    "Target date": "target",
    "Status": "status",
    "RAG": "rag",
    "Progress": "progress",
    "Evidence/Impact": "evidence",
}

TABS: dict[str, dict[str, str]] = {
    "LCSPR Alder": STANDARD,
    "Audit Birch": {
        "No.": "ref",
        "Finding": "finding",
        "Recommendation": "recommendation",
        "Agreed action": "action",
        "Lead agency": "lead",
        "Timescale": "target",
        "Progress update": "progress",
        "Status": "status",
        "Evidence of impact": "evidence",
    },
    "SCR Cedar": STANDARD,
    "LCSPR Dogwood": {
        "Ref": "ref",
        "Review": "source",
        "Learning": "finding",
        "Recommendation": "recommendation",
        "What will we do?": "action",
        "Who will lead?": "lead",
        "By when?": "target",
        "Status": "status",
        "RAG": "rag",
        "Update": "progress",
        "How will we know?": "evidence",
    },
    "Audit Elm": {
        "Action ref": "ref",
        "Learning point": "finding",
        "Recommendation": "recommendation",
        "Action required": "action",
        "Owner": "lead",
        "Due date": "target",
        "Status": "status",
        "Comments / progress": "progress",
        "Impact": "evidence",
    },
    "Rapid review Fir": {
        "Ref": "ref",
        "Source": "source",
        "Action": "action",
        "Recommendation": "recommendation",
        "Finding or learning": "finding",
        "Responsible agency": "lead",
        "Deadline": "target",
        "Progress": "progress",
        "Evidence": "evidence",
        "Status": "status",
    },
    "DHR Gorse": STANDARD,
    "LCSPR Hornbeam": {
        "Ref": "ref",
        "Status": "status",
        "Finding or learning": "finding",
        "Recommendation": "recommendation",
        "Action": "action",
        "Lead": "lead",
        "Completion date": "target",
        "Progress": "progress",
        "Evidence/Impact": "evidence",
    },
    "Inspection Larch": STANDARD,
}
"""The nine review tabs: each column's heading and what stands below it."""

CLOSED = {"Ref": "ref", "Child name": "child", **{h: f for h, f in STANDARD.items() if f not in ("ref", "rag")}}
"""The tab of closed lines, with the column that should not be there."""

ALL_TABS = {**TABS, "Closed": CLOSED}

LINES = (16, 15, 16, 15, 16, 15, 16, 15, 16)
FORMULA_TAB, LATE_TAB, FILTER_TAB = 3, 4, 5

COLOUR_ONLY = {(0, line): "92D050" for line in (9, 10, 11, 12)} | {
    **{(1, line): "FFC000" for line in (11, 12, 13, 14)},
    **{(7, line): "FF0000" for line in (12, 13, 14)},
}
STRUCK = {(0, 13), (4, 5), (8, 2), (8, 9)}
COMMENTED = {
    *((1, line) for line in (8, 9, 10)),
    *((4, line) for line in (7, 8, 9)),
    *((7, line) for line in (9, 10, 11)),
}
REAL_DATES = {
    **{(0, line): date(2024, 4 + line, 30) for line in range(6)},
    **{(3, line): date(2024, 9 + line // 2, 13 + line) for line in range(8)},
    **{(9, line): date(2023, 3, 29 + line) for line in range(3)},
}
SERIAL_TEXT = {(5, 0): "45382", (5, 6): "45473", (8, 5): "45565"}
AMBIGUOUS = {(2, 10): "03/04/2024", (7, 2): "05/06/2024"}
HIDDEN = (2, 3, 4, 8, 9)
TWICE = {(6, 9 + line): (2, line) for line in range(6)}
"""Lines of DHR Gorse that repeat lines of SCR Cedar."""

PEOPLE = (
    "Rowan Ashdown",
    "Tamsin Fernhill",
    "Idris Quillfeather",
    "Mrs P. Larkrise",
    "Odette Marlpit",
    "Joss Thornbury-Vale",
    "Dr K. Wintergreen",
    "Bramwell Oxlip",
)
PEOPLE_AT = ((0, 8), (1, 2), (3, 9), (4, 2), (5, 12), (6, 1), (7, 5), (8, 12))
LEAD_PEOPLE = dict(zip(PEOPLE_AT, PEOPLE, strict=True))

CHILDREN = (
    "Aldwin",
    "Brisa",
    "Corvin",
    "Delphie",
    "Emrik",
    "Fennella",
    "Garrick",
    "Hesper",
    "Ilario",
    "Jessamy",
    "Kestrelle",
)
"""Invented names for the column that an import has to refuse."""

HISTORY_AT = {
    (0, 6), (0, 7), (1, 5), (2, 7), (3, 3), (4, 10), (5, 1), (6, 3), (7, 7), (8, 7), (9, 4), (9, 11), (9, 20), (9, 33)
}  # fmt: skip

AGENCIES = (
    "Children's Social Care",
    "Northmere NHS Trust",
    "Northmere Police",
    "Education",
    "Early Help",
    "Public Health",
    "Probation",
    "Partnership Business Unit",
    "Designated Nurse",
    "Head of Youth Justice",
)
TARGETS = (
    "March 2024",
    "31st May 2024",
    "end of June 2024",
    "Ongoing",
    "Autumn term 2024",
    "30 September 2024",
    "TBC",
    "Quarter 3 2024/25",
    "January 2025",
    "14 February 2025",
)
STATUSES = ("Complete", "In progress", "On track", "Not started", "Completed", "Overdue", "Ongoing")
RAGS = ("Green", "Amber", "Red")
HISTORIES = (
    "12/3 - Draft tool shared with agencies. 4/5 - Comments received from health and police. 20/6 - Signed off.",
    "15/1 - Group met for the first time. 28/2 - Terms of reference agreed.",
    "22/4 - Dip sample of ten files begun. 17/5 - Seven of ten files looked at.",
)
PROGRESSES = (
    "Working group set up and meeting each month.",
    "Draft circulated to all agencies for comment.",
    "Training dates set for the next two terms.",
    "Awaiting the return from one agency.",
    "",
)
EVIDENCES = (
    "Dip sample of 20 files",
    "Staff survey",
    "Minutes of the sub-group",
    "",
    "Audit planned in six months",
    "",
)

DOINGS = (
    "Review",
    "Rewrite",
    "Agree",
    "Audit",
    "Publish",
    "Launch",
    "Refresh",
    "Test",
    "Pilot",
    "Map",
    "Strengthen",
    "Monitor",
    "Share",
    "Evaluate",
    "Embed",
)
THINGS = (
    "the neglect pathway",
    "the strategy meeting agenda",
    "the bruising protocol",
    "the escalation procedure",
    "the multi-agency chronology",
    "the supervision standard",
    "the transfer-in checklist",
    "the safe sleep advice",
    "the missing from home protocol",
    "the information sharing guide",
    "the voice of the child toolkit",
    "the pre-birth pathway",
    "the exploitation screening tool",
    "the father and partner prompts",
)
SHORTCOMINGS = (
    "was not known to all staff",
    "was applied late",
    "was read differently by agencies",
    "had no owner",
    "left out adult services",
    "was not recorded",
    "was followed well and made a difference",
)
PLACES = (
    "in health visiting",
    "in schools",
    "in custody suites",
    "in hospital wards",
    "at the front door",
    "in early help",
    "in care planning",
    "in adult mental health",
    "in housing",
    "at case conferences",
)

Line = dict[str, str | date]


def sentences() -> list[Line]:
    """Write 202 lines, of which each text occurs once."""
    pairs = [(doing, thing) for thing in THINGS for doing in DOINGS]
    lines: list[Line] = []
    for number, (doing, thing) in enumerate(pairs[: SEEDED["lines"]]):
        place = PLACES[number // len(PLACES) % len(PLACES)]
        shortcoming = SHORTCOMINGS[number % len(SHORTCOMINGS)]
        lines.append(
            {
                "finding": f"{thing.capitalize()} {shortcoming} {place} (learning {number + 1})",
                "recommendation": f"Agencies should make sure that {thing} works {place} ({doing.lower()})",
                "action": f"{doing} {thing}",
                "lead": AGENCIES[number * 7 % len(AGENCIES)],
                "target": TARGETS[number * 3 % len(TARGETS)],
                "status": STATUSES[number % len(STATUSES)],
                "rag": RAGS[number % len(RAGS)],
                "progress": PROGRESSES[number % len(PROGRESSES)],
                "evidence": EVIDENCES[number % len(EVIDENCES)],
            }
        )
    return lines


def lines_by_tab() -> list[list[Line]]:
    """Deal the lines out to the nine tabs and to the closed one, and plant the oddities."""
    written = iter(sentences())
    tabs = [[next(written) for _ in range(length)] for length in (*LINES, SEEDED["closed"])]
    histories = count()
    for tab, (name, lines) in enumerate(zip(ALL_TABS, tabs, strict=True)):
        for number, line in enumerate(lines):
            place = (tab, number)
            if place in TWICE:
                there, which = TWICE[place]
                line.update({field: tabs[there][which][field] for field in line})
            line["ref"] = f"{name.split()[-1][0]}{number + 1:02}"
            line["source"] = name if name != "Closed" else list(TABS)[number % len(TABS)]
            line["lead"] = LEAD_PEOPLE.get(place, line["lead"])
            line["target"] = REAL_DATES.get(place) or SERIAL_TEXT.get(place) or AMBIGUOUS.get(place) or line["target"]
            if place in HISTORY_AT:
                line["progress"] = HISTORIES[next(histories) % len(HISTORIES)]
            if place in COLOUR_ONLY:
                line["status"] = ""
            if place in COMMENTED:
                line["progress"] = ""
            if name == "Closed":
                line["status"] = ("Closed", "Complete", "Completed")[number % 3]
                line["child"] = CHILDREN[number // 2 % len(CHILDREN)] if number % 2 == 0 else ""
    return tabs


def header_row(tab: int) -> int:
    """Tell the row of a tab's headings, counted from 1."""
    return SEEDED["late_header_row"] if tab == LATE_TAB else 1


def make(folder: Path) -> Path:
    """Write `tracker_140.xlsx` into a folder, and beside it `tracker_140_protected.xlsx`; tell where the first is."""
    path = folder / "tracker_140.xlsx"
    with xlsxwriter.Workbook(path) as book:
        book.set_properties({"author": "", "created": datetime(2024, 7, 1)})  # noqa: DTZ001  the file has no zone
        formats = {
            "heading": book.add_format({"bold": True, "bg_color": "#D9E1F2", "text_wrap": True}),
            "date": book.add_format({"num_format": "dd/mm/yyyy"}),
            "struck": book.add_format({"font_strikeout": True}),
            **{colour: book.add_format({"bg_color": f"#{colour}"}) for colour in {*COLOUR_ONLY.values()}},
        }
        for tab, (name, lines) in enumerate(zip(ALL_TABS, lines_by_tab(), strict=True)):
            write_tab(book.add_worksheet(name), tab, list(ALL_TABS[name].items()), lines, formats)
        lists = book.add_worksheet("Lists")
        lists.write_column(0, 0, ["Status list", *STATUSES])
        lists.hide()
        write_guidance(book.add_worksheet("Guidance"), formats)
    make_protected(folder)
    return path


def write_tab(sheet, tab, columns, lines, formats) -> None:
    """Write one tab: headings, lines, and a row of totals below them."""
    fields = [field for _, field in columns]
    if tab == LATE_TAB:
        sheet.write_string(0, 0, "Northmere Safeguarding Children Partnership (invented)")
        sheet.write_string(1, 0, "Multi-agency audit: action plan")
    top = header_row(tab) - 1
    for column, (heading, _) in enumerate(columns):
        sheet.write_string(top, column, heading, formats["heading"])
    for number, line in enumerate(lines):
        write_line(sheet, tab, number, top + 1 + number, fields, line, formats)
    last = top + len(lines)
    sheet.write_string(last + 1, 0, "Total")
    sheet.write_number(last + 1, fields.index("action"), len(lines))
    if tab == FILTER_TAB:
        sheet.autofilter(top, 0, last, len(fields) - 1)
        sheet.filter_column_list(fields.index("status"), [word for word in STATUSES if word != "Completed"])
        for number in HIDDEN:
            sheet.set_row(top + 1 + number, None, None, {"hidden": True})


def write_line(sheet, tab, number, row, fields, line, formats) -> None:
    """Write one line with whatever is odd about it."""
    place = (tab, number)
    struck = formats["struck"] if place in STRUCK else None
    for column, field in enumerate(fields):
        value = line[field]
        if field == "status" and place in COLOUR_ONLY:
            sheet.write_blank(row, column, None, formats[COLOUR_ONLY[place]])
        elif field == "progress" and place in COMMENTED:
            sheet.write_comment(
                row, column, f"{PROGRESSES[number % 4]} Noted at the meeting.", {"author": "Business unit"}
            )
        elif field == "rag" and tab == FORMULA_TAB:
            status = f"{chr(ord('A') + fields.index('status'))}{row + 1}"
            sheet.write_formula(
                row, column, f'=IF(LEFT({status},8)="Complete","Green","Amber")', None, rag_of(str(line["status"]))
            )
        elif isinstance(value, date):
            sheet.write_datetime(row, column, value, formats["date"])
        elif value:
            sheet.write_string(row, column, value, struck)


def rag_of(status: str) -> str:
    """Tell what the formula of the RAG column gives, as Excel would have saved it."""
    return "Green" if status.startswith("Complete") else "Amber"


def write_guidance(sheet, formats) -> None:
    """Write the tab that explains the tracker and its colours."""
    sheet.write_string(0, 0, "How to use this tracker")
    sheet.write_string(1, 0, "One line for each action. Do not name children or families.")
    for row, (colour, meaning) in enumerate(
        {"92D050": "Complete", "FFC000": "In progress", "FF0000": "Not started"}.items()
    ):
        sheet.write_blank(3 + row, 0, None, formats[colour])
        sheet.write_string(3 + row, 1, meaning)


def make_protected(folder: Path) -> Path:
    """Write a file as Excel does behind a password: the container of the old Office around an encrypted package.

    The package is noise, so no password opens it.
    """
    sector, free, end = 512, 0xFFFFFFFF, 0xFFFFFFFE
    noise = b"".join(hashlib.sha256(bytes([number])).digest() for number in range(4096 // 32))
    chain = [0xFFFFFFFD, end, *range(3, 10), end]
    fat = struct.pack("<128I", *chain, *[free] * (128 - len(chain)))
    header = struct.pack(
        "<8s16xHHHHH6xIIIIIIIIII",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        0x3E,
        3,
        0xFFFE,
        9,
        6,
        0,
        1,
        1,
        0,
        4096,
        end,
        0,
        end,
        0,
        0,
    )
    header += struct.pack("<108I", *[free] * 108)

    def entry(name: str, kind: int, left: int, right: int, child: int, start: int, size: int) -> bytes:
        spelt = (name + "\0").encode("utf-16-le") if name else b""
        return struct.pack("<64sHBB3I36xIQ", spelt, len(spelt), kind, 1, left, right, child, start, size)

    folders = (
        entry("Root Entry", 5, free, free, 2, end, 0)
        + entry("EncryptionInfo", 2, free, free, free, end, 0)
        + entry("EncryptedPackage", 2, 1, free, free, 2, len(noise))
        + entry("", 0, free, free, free, 0, 0)
    )
    path = folder / "tracker_140_protected.xlsx"
    path.write_bytes(header.ljust(sector, b"\0") + fat + folders + noise)
    return path


if __name__ == "__main__":
    print(make(Path(sys.argv[1] if len(sys.argv) > 1 else ".")))
