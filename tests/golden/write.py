"""Write the golden files of the form in which commits are written now: `python tests/golden/write.py`.

Run it once, when a form is released, and never again for that form: what it wrote is what people's stores hold.
"""

import json
from datetime import UTC, date, datetime
from itertools import count
from pathlib import Path

from lif_core import Partnership, Settings, compose
from lif_core.framework.documents import read_document
from lif_core.partnership.copies.dumping import dump
from lif_core.serial.plain import to_wire
from lif_core.serial.versions import FORMAT
from lif_core.testing import MemoryStorage
from lif_core.values.identifiers import counting

HERE = Path(__file__).parent
TYPES = ("review", "decision", "priority", "finding", "recommendation", "action", "evidence", "evaluation", "figure",
         "course", "note", "accepted-gap")  # fmt: skip
LAYER = 'layer = "golden"\n' + "".join(
    f'[{one}.standard]\nlabel = {{ en = "{one.title()}", cy = "Ŵyn {one}" }}\npath = "open > done"\n'
    f'finished = ["done"]\ndone = ["done"]\n'
    for one in TYPES
)  # fmt: skip
LAYER += (
    '[role.qa-officer]\nlabel = "Quality assurance officer"\n'
    '[body.police]\nlabel = "Police"\n[theme.thresholds]\nlabel = "Thresholds"\n'
    '[evidence-sort.document]\nlabel = "Document"\nrank = 2\n'
    '[disclosure.partnership]\nlabel = "Partnership"\nrank = 4\n'
    '[extra.cost]\nlabel = "Cost"\non = ["action"]\ntype = "number"\ndisclosure = "partnership"\n'
)


def golden() -> Partnership:
    """Give a small partnership that says something in every way a commit can."""
    numbers, hours = count(1), count()
    lif = Partnership(
        compose([read_document(LAYER, "golden.toml")]),
        MemoryStorage(),
        settings=Settings(id="golden", by="qa-officer"),
        mint=counting("golden"),
        clock=lambda: datetime(2024, 5, 14, 9, next(hours) % 60, 7, 250, tzinfo=UTC),
        salts=lambda size: b"".join(next(numbers).to_bytes(16, "big") for _ in range(size // 16)),
    )
    with lif.work(on=date(2024, 5, 14), why="Cyfarfod “cyntaf” – tŷ, ŵyr", actor="k7") as work:
        review = work.start_review("standard", label="2024-A", ref="2024/A", happened={"open": date(2024, 5, 1)})
        finding = work.record_finding("Agencies did not share\nwhat each knew \u2028 é", from_=review)
        work.record_decision("Is a further review needed?", about=review, outcome="no", by="police")
        priority = work.set_priority("Neglect")
        recommendation = work.recommend("Share early", findings=finding, from_=review)
        action = work.plan_action(
            "Weekly huddle", answers=[finding, recommendation, priority], lead="police", due=date(2024, 9, 30)
        )
        action = work.amend(action, {"extra.cost": 12.5, "keys.plan.xlsx": "7"})
    with lif.work(on=date(2024, 9, 1), why="") as work:
        work.move(action, "done")
        work.give_evidence("Notes of ten huddles", shows=action, sort="document", on=date(2024, 8, 30))
        work.evaluate(action, question="what-difference", by="police", judgement="Gwell", on=date(2024, 9, 1))
    with lif.work(on=date(2024, 6, 1), why="entered late") as work:
        work.reschedule(action, date(2024, 10, 31), why="Summer")
        note = work.write_note("Canary Ffugenw said", about=action)
        spare = work.write_note("Written twice", about=action)
        work.record_figure("Children in need", period="2023/24", n=12, of=345)
    with lif.work(on=date(2024, 10, 1)) as work:
        work.withdraw(spare, why="written twice")
    lif.redact(note.id, ["text"], why="Not ours to keep")
    with lif.work(on=date(2024, 11, 5)) as work:
        work.amend(finding, {"themes": ["thresholds"], "why": None})
    return lif


def write(folder: Path) -> None:
    """Write the dump, and what its records say."""
    lif = golden()
    folder.mkdir()
    (folder / "dump.jsonl").write_text("".join(f"{line}\n" for line in dump(lif.books)), encoding="utf-8")
    records = {record.id: to_wire(record) for record in lif.as_of(date(2025, 1, 1)).register}
    told = {"fingerprint": lif.fingerprint, "records": records}
    text = json.dumps(told, ensure_ascii=False, indent=1, sort_keys=True)
    (folder / "records.json").write_text(f"{text}\n", encoding="utf-8")


if __name__ == "__main__":
    write(HERE / f"form-{FORMAT}")
