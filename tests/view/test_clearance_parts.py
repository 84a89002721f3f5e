"""Clearance of parts: an item of an agenda or a line of what was heard names nothing that may not be seen."""

from datetime import date

from lif_core.framework.layers import FrameworkHistory
from lif_core.records import Action, AgendaItem, Consultation, Heard, Meeting, Note
from lif_core.view.clearance import cleared
from lif_core.view.register import Register

DAY = date(2024, 6, 3)
SEEN, UNSEEN = "demo/action/1", "demo/action/2"


def test_items_about_what_is_out_of_sight_are_gone(liverpool: FrameworkHistory) -> None:
    items = (AgendaItem(number="3.1", about=SEEN), AgendaItem(number="3.2", about=UNSEEN), AgendaItem(number="3.3"))
    meeting = Meeting(id="demo/meeting/1", disclosure="agencies", items=items)
    actions = (Action(id=SEEN, disclosure="agencies"), Action(id=UNSEEN, disclosure="review-team"))
    register = Register([meeting, *actions])
    (seen,) = cleared(register, liverpool.on(DAY), "agencies").of_type("meeting")
    assert isinstance(seen, Meeting)
    assert [item.number for item in seen.items] == ["3.1", "3.3"]
    (whole,) = cleared(register, liverpool.on(DAY), "review-team").of_type("meeting")
    assert whole == meeting


def test_lines_that_were_heard_stay_and_forget_the_comments_out_of_sight(liverpool: FrameworkHistory) -> None:
    note = Note(id="demo/note/1", disclosure="partnership", text="words", about=("demo/consultation/1",))
    line = Heard(you_said="More", we_did="Done", notes=(note.id,))
    asked = Consultation(id="demo/consultation/1", disclosure="public", heard=(line,))
    (seen,) = cleared(Register([asked, note]), liverpool.on(DAY), "public").of_type("consultation")
    assert isinstance(seen, Consultation)
    assert (seen.heard[0].you_said, seen.heard[0].notes) == ("More", ())
