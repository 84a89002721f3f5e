"""Checking: what fits its shape and still cannot be meant, each with its place."""

from collections.abc import Callable

import pytest

from lif_core.errors import InvalidFramework
from lif_core.framework.documents import Document
from lif_core.framework.layers import compose

Layer = Callable[..., Document]
KIND = '[review.r]\npath = "open > met > closed"\n'
DEADLINE = KIND + '[deadline.d]\nsays = "x"\n'


@pytest.mark.parametrize(
    ("text", "code", "key", "near"),
    [
        (KIND + 'also = ["lost > closed"]', "unreachable", "review.r.also", None),
        (KIND + 'also = ["met > parked"]\nfinished = ["closed"]', "no-way-out", "review.r.path", None),
        (KIND + 'finished = ["close"]', "unknown-name", "review.r.finished", "closed"),
        (KIND + 'decides = { met = "board" }\n[body.boards]', "unknown-name", "review.r.decides.met", "boards"),
        (KIND + 'decides = { mt = "board" }\n[role.board]', "unknown-name", "review.r.decides.mt", "met"),
        (KIND + 'gates = { closed = "g" }', "unknown-name", "review.r.gates.closed", None),
        (KIND + 'under = ["wt2018"]', "unknown-name", "review.r.under", None),
        (KIND + 'converts-to = ["q"]', "unknown-name", "review.r.converts-to", None),
        (KIND + 'holds = ["inquest"]', "unknown-name", "review.r.holds", None),
        (DEADLINE + 'after = "r.open"', "deadline", "deadline.d", None),
        (DEADLINE + 'within = "3 days"\nevery = "4 days"\nafter = "r.open"', "deadline", "deadline.d", None),
        (DEADLINE + 'within = "3 days"', "deadline", "deadline.d", None),
        (DEADLINE + 'within = "3 days"\nafter = "r.opened"', "never-happens", "deadline.d.after", "r.open"),
        (DEADLINE + 'within = "3 days"\nafter = "r.open"\nmet-by = "q.x"', "never-happens", "deadline.d.met-by", None),
        (DEADLINE + 'within = "3 working days"\nafter = "r.open"', "no-calendar", "deadline.d", None),
        (DEADLINE + 'within = "3 days"\nafter = "r.open"\nowed = { by = "us" }', "unknown-name",
         "deadline.d.owed.by", None),
        ('[suspension.s]\nof = ["d"]\nauthority = "x"', "unknown-name", "suspension.s.of", None),
        ('[colours.action]\nfirst-that-fits = [{ colour = "r", means = "late", when = "late" }]', "no-otherwise",
         "colours.action.first-that-fits", None),
        ('[colours.action]\nfirst-that-fits = [{ colour = "r", means = "x", when = "lat" },\n'
         '{ colour = "g", means = "x", when = "otherwise" }]',
         "unknown-fact", "colours.action.first-that-fits", "late"),
        ('[colours.acton]\nfirst-that-fits = [{ colour = "r", means = "x", when = "otherwise" }]', "unknown-name",
         "colours.acton", "action"),
        ('[gap.g]\non = "action"\nwhen = "evidence-strength >= data"\nsays = "x"\nmend = "y"\n'
         "[evidence-sort.date]\nrank = 1",
         "unknown-word", "gap.g.when", "date"),
        (KIND + 'gates = { closed = "g" }\n[gate.g]\nrequires = [{ condition = "state = opn", mend = "x" }]',
         "unknown-word", "gate.g.requires", "open"),
        ("[regime.r]\nbegins = {}", "never-begins", "regime.r.begins", None),
        ('[body.a]\npart-of = "b"', "unknown-name", "body.a.part-of", None),
        ('[role.a]\nbody = "b"', "unknown-name", "role.a.body", None),
        ('[theme.a]\nmaps-to = ["b"]', "unknown-name", "theme.a.maps-to", None),
        ('[theme.a]\ntaxonomy = "b"', "unknown-name", "theme.a.taxonomy", None),
        ("[calendar.c]\nfrom = 2020", "empty-calendar", "calendar.c", None),
        ('[calendar-day.c]\ncalendar = "x"\nday = 2024-01-01\nname = "n"', "unknown-name",
         "calendar-day.c.calendar", None),
        ('[audience.a]\nclearance = "x"', "unknown-name", "audience.a.clearance", None),
        ('[duty.a]\nby = "x"', "unknown-name", "duty.a.by", None),
        ('[product.a]\naudience = ["x"]', "unknown-name", "product.a.audience", None),
        ('[extra.a]\non = ["acton"]\ntype = "text"', "unknown-name", "extra.a.on", "action"),
        ('[extra.a]\non = ["action"]\ntype = "number"\nleast = 3\nmost = 2', "order", "extra.a.most", None),
        ('[scale.a]\ngrades = ["1", "1"]', "grades", "scale.a.grades", None),
        (KIND + '[status-words.a]\non = "review"\nwords = { Done = "clsed" }',
         "unknown-name", "status-words.a.words.Done", "closed"),
        ("[theme.a]\nsince = 2024-01-01\nuntil = 2023-01-01", "order", "theme.a.until", None),
        (KIND + 'gates = { closed = "g" }\n[gate.g]\nrequires = [{ condition = "state = closed", mend = "x" }]',
         "shut-gate", "review.r.gates.closed", None),
        (KIND + 'done = ["met"]\ngates = { closed = "g" }\n'
         '[gate.g]\nrequires = [{ condition = "late", mend = "x" }, { condition = "not done", mend = "x" }]',
         "shut-gate", "review.r.gates.closed", None),
        ('[suspension.s]\nof = []\nauthority = "x"', "suspends-nothing", "suspension.s.of", None),
        ('[gate.g]\nrequires = [{ condition = "has-evidnce", mend = "x" }]', "unknown-fact", "gate.g.requires",
         "has-evidence"),
        (KIND + 'signs-off = ["a"]\n[body.a]', "nobody-signs", "review.r.signs-off", None),
        (KIND + 'needs = ["methd"]', "unknown-name", "review.r.needs", "method"),
        (KIND + 'columns = ["ref"]', "unknown-name", "review.r.columns", None),
        ('[action.a]\npath = "open > done"\ncolumns = ["ref", "leed-agency"]', "unknown-name", "action.a.columns",
         "lead-agency"),
        ('[action.a]\npath = "open > done"\nneeds = ["extra.cost"]', "unknown-name", "action.a.needs", None),
        (KIND + 'signs-off = ["a", "b"]\n[body.a]\n[decision.d]\nsigns = true', "unknown-name",
         "review.r.signs-off", None),
        (KIND + 'outputs = ["Action plan", "learning-sumary"]\n[product.learning-summary]', "unknown-name",
         "review.r.outputs", "learning-summary"),
        ('[retention.r]\nof = "acton"\nkeep = "1 year"', "unknown-name", "retention.r.of", "action"),
        ('[duty.a]\nof = ["q"]', "unknown-name", "duty.a.of", None),
        ('[body.a]\nsuccessor = ["b", "c"]\n[body.b]', "unknown-name", "body.a.successor", None),
        ('[framework.standard]\nowner = "a"', "unknown-name", "framework.standard.owner", None),
        ('[framework.standard]\nendorsed-by = "a"', "unknown-name", "framework.standard.endorsed-by", None),
        (KIND + '[matrix.m]\nchoices = [{ where = "x", kind = "q" }]', "unknown-name", "matrix.m.choices", None),
        ('[escalation.e]\nof = "action"\nsteps = [{ to = "a", after = "1 week" }]', "unknown-name",
         "escalation.e.steps", None),
        ('[training-level.l]\nscheme = "s"\nrank = 1', "unknown-name", "training-level.l.scheme", None),
        ('[instrument.i]\nscale = "s"', "unknown-name", "instrument.i.scale", None),
        ('[audit-tool.a]\nof = "r"', "unknown-name", "audit-tool.a.of", None),
        ('[checklist.c]\nof = "q"\nasks = ["x"]', "unknown-name", "checklist.c.of", None),
        ('[scale.a]\ngrades = ["1"]\ndescriptors = { 2 = "x" }', "unknown-name", "scale.a.descriptors.2", None),
    ],
)  # fmt: skip
def test_what_cannot_be_meant_is_told_with_its_place(
    layer: Layer, text: str, code: str, key: str, near: str | None
) -> None:
    """One fault each, at the key that says it, with the nearest name that would do."""
    with pytest.raises(InvalidFramework) as refused:
        compose([layer("a", text)])
    (problem,) = refused.value.problems
    assert (problem.code, problem.where.split(", ")[2], problem.nearest) == (f"framework.{code}", key, near)
    assert problem.says.endswith(".")
    assert problem.mend.endswith(".")


def test_bodies_that_are_part_of_one_another_in_a_circle_are_told(layer: Layer) -> None:
    """Each of them."""
    with pytest.raises(InvalidFramework) as refused:
        compose([layer("a", '[body.a]\npart-of = "b"\n[body.b]\npart-of = "a"')])
    assert [problem.code for problem in refused.value.problems] == ["framework.circle"] * 2


def test_a_condition_in_a_local_tightening_is_placed_in_the_local_file(layer: Layer) -> None:
    """The fault of the rule beside is the fault of its layer."""
    top = layer("top", DEADLINE + 'within = "3 days"\nafter = "r.open"\nmay = "tighten"\n')
    low = layer("low", '[change.deadline.d]\nwithin = "2 days"\nmet-by = "r.nowhere"\nbecause = "x"', "top")
    with pytest.raises(InvalidFramework) as refused:
        compose([top, low])
    (problem,) = refused.value.problems
    assert problem.where == "low.toml, line 5, change.deadline.d.met-by"


def test_colours_without_otherwise_tell_the_states_that_have_none(layer: Layer) -> None:
    """A chain that names every state is whole; one that forgets a state tells which."""
    kind = '[action.a]\npath = "open > done > held"\ndone = ["done", "held"]\n[colours.action]\n'
    green = '{ colour = "green", means = "done", when = "done" }'
    late = '{ colour = "red", means = "late", when = "state = open and late" }'
    going = '{ colour = "amber", means = "on the way", when = "state = open" }'
    compose([layer("a", f"{kind}first-that-fits = [{green}, {going}]")])
    with pytest.raises(InvalidFramework) as refused:
        compose([layer("a", f"{kind}first-that-fits = [{green}, {late}]")])
    (problem,) = refused.value.problems
    assert "(in a.open)" in problem.says


def test_a_layer_answers_for_its_own_words_in_the_languages_it_declares(layer: Layer) -> None:
    """What the layer above said in English alone is no fault of the layer below."""
    top = layer("top", '[theme.x]\nlabel = "Neglect"')
    welsh = 'languages = ["en", "cy"]\n'
    both = '[theme.y]\nlabel = { en = "Voice", cy = "Llais" }\n[relabel.theme.x]\ncy = "Esgeulustod"\n'
    compose([top, layer("low", welsh + both, "top")])
    with pytest.raises(InvalidFramework) as refused:
        compose([top, layer("low", f'{welsh}{both}[theme.z]\nlabel = "Fathers"\n[wording.w]\ncy = "Gair"', "top")])
    assert [(problem.code, problem.where) for problem in refused.value.problems] == [
        ("framework.missing-language", "low.toml, line 9, theme.z.label.en"),
        ("framework.missing-language", "low.toml, line 11, wording.w.cy"),
    ]
