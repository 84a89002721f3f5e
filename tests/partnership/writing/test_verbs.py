"""Verbs tell what they take and mean, to people who ask for help and to tools, and cost nothing while nobody asks."""

import inspect
import pydoc
import subprocess
import sys

import attrs
import pytest

from lif_core import Work
from lif_core.partnership.writing.verbs import Verb
from lif_core.rules import requests as ask

VERBS = {name: verb for name, verb in vars(Work).items() if isinstance(verb, Verb)}


@pytest.mark.parametrize("name", VERBS)
def test_a_verb_takes_what_its_request_takes(name: str) -> None:
    request = VERBS[name].request
    taken = inspect.signature(getattr(Work, name)).parameters
    assert next(iter(taken)) == "self"
    assert set(taken) - {"self"} == {field.name for field in attrs.fields(request)}
    for field in attrs.fields(request):
        parameter = taken[field.name]
        assert (parameter.default is parameter.empty) == (field.default is attrs.NOTHING)
        assert parameter.default is not attrs.NOTHING
    bound = inspect.signature(getattr(Work.__new__(Work), name)).parameters
    assert list(bound) == list(taken)[1:]


@pytest.mark.parametrize("name", VERBS)
def test_a_verb_says_what_each_value_means(name: str) -> None:
    verb = getattr(Work, name)
    told = (verb.__name__, verb.__qualname__, verb.__module__)
    assert told == (name, f"Work.{name}", "lif_core.partnership.writing.work")
    doc = inspect.getdoc(verb) or ""
    assert doc.splitlines()[0] == inspect.cleandoc(VERBS[name].request.__doc__ or "").splitlines()[0]
    told = [line for line in doc.partition("Args:\n")[2].partition("\n\n")[0].splitlines() if line.startswith("    ")]
    assert [line.strip() for line in told if not line.partition(": ")[2]] == []
    assert len(told) == len(attrs.fields(VERBS[name].request))
    assert "Refused" in doc


def test_help_tells_of_a_verb_and_of_all_of_them() -> None:
    said = pydoc.plain(pydoc.render_doc(Work.reschedule))
    assert "reschedule(self, /, record: " in said
    assert "why: the reason." in said
    whole = pydoc.plain(pydoc.render_doc(Work))
    assert [name for name in VERBS if f" {name}(self, /" not in whole] == []


def test_every_request_that_people_write_has_a_verb() -> None:
    made = {verb.request for verb in VERBS.values()} | {ask.Withdraw}
    asked = {one for one in ask.CREATING.values() if one.type not in ("intake", "export")}
    assert asked <= made


def test_nothing_is_told_before_somebody_asks() -> None:
    """Signatures and documentation are put together on demand: importing the roof makes none of them."""
    code = """
import inspect
made = inspect.signature
def refuse(of, **more):
    if getattr(of, "__module__", "") == "lif_core.rules.requests":
        raise SystemExit("a signature was made while importing")
    return made(of, **more)
inspect.signature = refuse
import lif_core.partnership.writing.work
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, timeout=60)
    assert (done.returncode, done.stderr) == (0, "")
