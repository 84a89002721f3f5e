"""The three layers of the sample, with the little that they leave out, and a maker of small layers."""

from collections.abc import Callable

import pytest

from lif_core.framework.documents import Document, read_document

ENGLAND = """\
layer = "england"
calendar = "england-and-wales"
[regime.wt2018]
label = "Working Together 2018"
begins = { notification = 2018-06-29, review = "area-start" }

[review.rapid-review]
label = { en = "Rapid review", cy = "Adolygiad cyflym" }
under = ["wt2018", "wt2023"]
path = "open > summaries-in > met > signed-off > sent > answered > closed"
also = ["any > withdrawn"]
finished = ["answered", "closed", "withdrawn"]
decides = { signed-off = "safeguarding-partners" }

[deadline.rapid-review]
says = "Complete the rapid review and send it to the Panel"
within = "15 working days"
after = "rapid-review.notification-sent"
met-by = "rapid-review.sent"
holds = "explain"
owed = { by = "safeguarding-partners", to = "panel" }
source = { title = "Panel guidance", authority = "guidance", verified = true }
may = "tighten"

[colours.action]
first-that-fits = [
  { colour = "blue",  means = "done, and it held", when = "state = sustained" },
  { colour = "green", means = "done",              when = "state = done" },
  { colour = "red",   means = "late",              when = "late" },
  { colour = "amber", means = "on the way",        when = "otherwise" },
]
"""
REST_OF_ENGLAND = """\
layer = "england"
[regime.wt2013]
label = "Working Together 2013"
begins = { review = 2013-04-15 }
[regime.wt2015]
label = "Working Together 2015"
begins = { review = 2015-03-26, notification = 2015-03-26 }
[regime.wt2023]
label = "Working Together 2023"
begins = { notification = 2023-12-15, review = 2023-12-15 }
[change.review.rapid-review]
events = ["notification-sent"]
[review.serious-case-review]
label = "Serious case review"
path = "referred > decided > published > closed"
[review.local-child-safeguarding-practice-review]
label = "Local child safeguarding practice review"
path = "open > published > closed"
[action.standard]
path = "open > done > sustained"
also = ["sustained > open"]
done = ["done"]
sustained = ["sustained"]
[body.safeguarding-partners]
label = "Safeguarding partners"
[body.panel]
label = "Child Safeguarding Practice Review Panel"
aliases = ["the Panel", "National Panel"]
sort = "national"
[calendar.england-and-wales]
days = [{ day = 2024-05-06, name = "Early May bank holiday" }]
from = 2024
to = 2025
"""
NORTH_WEST = """\
layer = "north-west"
informed-by = ["england"]
[product.learning-summary]
label = "Learning summary"
headings = ["What happened", "What we learnt", "What we ask you to do", "Questions for your team"]
"""
LIVERPOOL = """\
layer = "liverpool"
informed-by = ["north-west"]
since = 2024-12-31
area-start = 2019-09-01
[review.practice-learning-review]
label = "Practice learning review"
path = "referred > method-agreed > practitioner-event > learning-shared > closed"
[change.deadline.rapid-review]
within = "10 working days"
because = "Executive, 4 November 2024"
[relabel.review.rapid-review]
en = "Rapid review meeting"
[retire.review.serious-case-review]
since = 2019-09-01
successor = "local-child-safeguarding-practice-review"
[change.colours.action]
first-that-fits = [
  { colour = "1", means = "fully achieved", when = "state = done" },
  { colour = "3", means = "slipped",        when = "late" },
  { colour = "2", means = "on track",       when = "otherwise" },
]
"""


@pytest.fixture
def sample() -> tuple[Document, ...]:
    """The layers of the sample: england in two files, north-west, liverpool."""
    texts = {
        "england/england.toml": ENGLAND,
        "england/rest.toml": REST_OF_ENGLAND,
        "north-west/north-west.toml": NORTH_WEST,
        "liverpool/framework.toml": LIVERPOOL,
    }
    return tuple(read_document(text, name) for name, text in texts.items())


@pytest.fixture
def sample_texts() -> tuple[str, ...]:
    """The same as plain texts."""
    return (ENGLAND, REST_OF_ENGLAND, NORTH_WEST, LIVERPOOL)


@pytest.fixture(scope="session")
def layer() -> Callable[..., Document]:
    """Make a layer of a name, its parents and the rest of its text."""

    def make(name: str, text: str = "", *parents: str, since: str = "", file: str = "") -> Document:
        head = f'layer = "{name}"\n'
        if parents:
            head += f"informed-by = [{', '.join(map(repr, parents))}]\n"
        if since:
            head += f"since = {since}\n"
        return read_document(head + text, file or f"{name}.toml")

    return make
