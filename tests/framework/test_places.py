"""Places: each key path has a line, and taking that line away takes the key away or changes it."""

import tomllib
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from lif_core.framework.places import KeyPath, places

_BARE = st.sampled_from(["a", "b", "c", "d-1", "e_2", "7"])
_QUOTED = st.sampled_from(['"a"', "'b'", '"x y"', "'p.q'", '"sn\\u00f6"', '"#"', '"[z]"', '""', '"say \\"it\\""'])
_KEY = st.lists(st.one_of(_BARE, _BARE, _QUOTED), min_size=1, max_size=3).map(" . ".join) | _BARE
_SCALARS = st.sampled_from(
    [
        "1", "-2.5", "1_000", "0xff", "true", "inf", "2024-05-01", "2024-05-01 10:00:00", "10:20:30",
        '"words"', "'raw'",
        '"# no remark"', '"[no.heading]"', "'''one\ntwo = 3\n'''", '"""\n[a]\nb = 1\n"""', '"""say ""it"" """',
        "''''quoted''''",
        '"""end\\\n   here"""', '"back\\\\"', '""', "''", '""""""',
    ]
)  # fmt: skip
_VALUES = st.recursive(
    _SCALARS,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3).map(lambda some: "[" + ", ".join(some) + "]"),
        st.lists(inner, max_size=3).map(lambda some: "[ # list ]\n" + ",\n  # x = 1\n".join(some) + "\n]"),
        st.lists(st.tuples(_BARE, inner), max_size=3, unique_by=lambda pair: pair[0]).map(
            lambda pairs: "{ " + ", ".join(f"{key} = {value}" for key, value in pairs) + " }"
        ),
    ),
    max_leaves=6,
)
_PAIRS = st.tuples(_KEY, _VALUES, st.sampled_from(["", "  # a remark = [1]"])).map(
    lambda one: f"{one[0]} = {one[1]}{one[2]}"
)
_HEADINGS = st.one_of(_KEY.map(lambda key: f"[{key}]"), _KEY.map(lambda key: f"[[ {key} ]] # list"))
_LINES = st.one_of(_PAIRS, _PAIRS, _HEADINGS, st.sampled_from(["", "# a = 1", "\t"]))
_DOCUMENTS = st.lists(_LINES, max_size=10)


def accepted(text: str) -> dict[str, Any] | None:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return None


def paths_of(value: Any, above: KeyPath = ()) -> list[KeyPath]:
    children = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path for key, child in children for path in ((*above, key), *paths_of(child, (*above, key)))]


def at(value: Any, path: KeyPath) -> Any:
    for key in path:
        value = value[key]
    return value


def breaks_of(text: str) -> list[tuple[object, int]]:
    """Tell each key path that has no place, or whose line may be removed and the key says the same as before."""
    data = tomllib.loads(text)
    found = places(text)
    if sorted(map(repr, found)) != sorted(map(repr, paths_of(data))):
        return [(path, 0) for path in {repr(one) for one in found} ^ {repr(one) for one in paths_of(data)}]
    broken: list[tuple[object, int]] = []
    lines = text.split("\n")
    for path, line in found.items():
        shorter = accepted("\n".join(lines[: line - 1] + lines[line:]))
        key = path[: next((n for n, part in enumerate(path) if isinstance(part, int)), len(path))]
        try:
            if shorter is not None and repr(at(shorter, key)) == repr(at(data, key)):
                broken.append((path, line))
        except (KeyError, TypeError, IndexError):
            continue
    return broken


@settings(max_examples=300)
@given(_DOCUMENTS)
def test_every_key_has_a_line_whose_removal_removes_or_changes_it(lines: list[str]) -> None:
    """The law, over documents of all spellings; lines that would break a document are left out one by one."""
    kept: list[str] = []
    for line in lines:
        if accepted("\n".join([*kept, line])) is not None:
            kept.append(line)
    assume(kept)
    assert breaks_of("\n".join(kept)) == []


@pytest.mark.parametrize(
    "text",
    [
        "[a]\n[a.b]\n[a.c]\nx = 1",
        "[a.b.c]\n[a]\n[a.b]",
        "[[a]]\n[[a]]\n[a.b]\nc = 1\n[[a.d]]\n[[a.d]]\ne = 2",
        "[a]\nb.c = 1\nb.d = 2\n[a.e]",
        'a = [\n  { b = 1 },\n\n  { b = 2, c = [3,\n 4] },\n]\nz = 1',
        'a = """\nb = 1\n""" # c = 1\nd = 2',
        "a = '''\n''' \nd = 2",
        '"a.b" . c = 1\n[ "x" . \'y\' ]\nz = 1',
        'a = """\\""""\nb = 1',
        "a = 1\r\n[b]\r\nc = 2\r\n",
        "a = []\nb = {}\n[c]",
        "[a]\n[b]\n[a.x]",
    ],
)  # fmt: skip
def test_nasty_documents_keep_the_law(text: str) -> None:
    """Headings without keys, super-tables afterwards, lists of tables, dotted keys, strings that look like keys."""
    assert breaks_of(text.replace("\r\n", "\n")) == []
    assert places(text) == places(text.replace("\r\n", "\n"))


def test_the_line_is_the_one_a_reader_would_point_at() -> None:
    """A key of an inline table, an entry of a list over several lines, a heading."""
    found = places(
        'layer = "x"\n\n[deadline.d]\nsource = { title = "t" }\nlist = [\n  { when = "a" },\n  { when = "b" },\n]\n'
    )
    assert found["deadline", "d"] == 3
    assert found["deadline", "d", "source", "title"] == 4
    assert found["deadline", "d", "list", 1, "when"] == 7
