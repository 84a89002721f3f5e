"""Fuzz, at length: mutated documents give a framework or a list of problems, in bounded time and memory.

    python tests/framework/fuzz.py 100000 [SEED]

The same begins with 2,000 documents in every run of the tests (`test_fuzz_at_length.py`). What a run finds is told
with its number and seed, so that `one(number, seed)` makes the very same document again.
"""

import random
import re
import resource
import sys
import time
from pathlib import Path

from lif_core.errors import InvalidFramework
from lif_core.framework.documents import read_document
from lif_core.framework.layers import compose

SECONDS = 5.0
"""Longest that one document may take, of the processor's time: a busy machine makes nothing slower here."""
MEGABYTES = 300
"""Most memory that a whole run may take besides what the process held before."""
ROOT = Path(__file__).parents[2]
SEEDS = (
    "plugins/lif-framework-examples/src/lif_framework_examples/layers/church-of-england/church-of-england.toml",
    "plugins/lif-framework-england/src/lif_framework_england/layers/england/follow-up.toml",
    "plugins/lif-framework-england/src/lif_framework_england/layers/england/disclosure.toml",
    "plugins/lif-framework-england/src/lif_framework_england/layers/england/colours.toml",
    "plugins/lif-framework-england/src/lif_framework_england/layers/liverpool/liverpool.toml",
)
BELOW = """
layer = "below"
informed-by = ["church-of-england"]
since = 2024-01-01
[change.deadline.composite-plan]
within = "2 months"
because = "Decided"
[relabel.body.review-group]
en = "Group"
[retire.duty.share-good-practice]
because = "Done elsewhere"
[change.colours.action]
first-that-fits = [
  { colour = "red", means = "late", when = "late and not done" },
  { colour = "green", means = "else", when = "otherwise" },
]
"""
_TOKEN = re.compile(r'"[^"\n]*"|[A-Za-z0-9-]+|\s+|.', re.DOTALL)
_NASTY = (
    "=", "[", "]", "[[", "]]", "{", "}", ",", '"', '"""', "'''", "#", "\n", "\r", ".", "0", "-1", "1e999", "nan", "inf",
    "true", "2024-02-30", "9999-12-31", "2024-01-01T00:00:00Z", "9" * 400, '""', '"any > any"', '"a > b | c"',
    '"otherwise"', '"not not not late"', '"((((late"', '"0 days"', '"99999999999 years"', "[]", "{}", "[[1]]", "\x00",
    "\ufeff", "\ud7ff", "é", "layer", "since", "change", "relabel", "retire", "may", '"fixed"', "informed-by",
    '"church-of-england"', "within", "every", "path", "id", "may", "successor", "label", "en", "cy", "languages",
    '["en", "cy"]', "framework", "matrix", "escalation", "charge", "{ x = { y = { z = 1 } } }", "[" * 40, "{a=" * 40,
    "a." * 40, "\t", "\u2028",
)  # fmt: skip


def one(number: int, seed: int = 0) -> list[str]:
    """Give the mutated documents of one number."""
    pick = random.Random(seed * 1_000_003 + number)
    texts = [_read(pick.choice(SEEDS)) if pick.random() < 0.2 else _read(SEEDS[0]), BELOW]
    for _ in range(pick.choice((1, 1, 1, 2, 2, 3, 5, 8))):
        place = pick.randrange(len(texts))
        texts[place] = _mutated(texts[place], pick)
    return texts


def _mutated(text: str, pick: random.Random) -> str:
    how = pick.randrange(12)
    if how > 6:  # milder: whole lines, and words in quotes, so that what is read is put in question and not only how
        return _milder(text, pick, how)
    if how == 0:
        at = pick.randrange(len(text) + 1)
        return text[:at] + chr(pick.randrange(1, 0x300)) + text[at:]
    if how == 1:
        return text[: pick.randrange(len(text) + 1)]
    if how == 2:
        lines = text.split("\n")
        pick.shuffle(lines)
        return "\n".join(lines)
    tokens = _TOKEN.findall(text) or [""]
    at = pick.randrange(len(tokens))
    if how == 3:
        tokens[at] = pick.choice(_NASTY)
    elif how == 4:
        tokens.insert(at, pick.choice(_NASTY))
    elif how == 5:
        other = pick.randrange(len(tokens))
        tokens[at], tokens[other] = tokens[other], tokens[at]
    else:
        del tokens[at]
    return "".join(tokens)


def _milder(text: str, pick: random.Random, how: int) -> str:
    lines = text.split("\n")
    at = pick.randrange(len(lines))
    if how == 7:
        del lines[at]
    elif how == 8:
        lines.insert(at, pick.choice(lines))
    elif how == 9:
        lines[at] = re.sub(r"\d+", lambda found: str(pick.choice((0, 1, 7, 99, 10**12, int(found[0]) + 1))), lines[at])
    else:
        words = re.findall(r'"[^"\n]*"', text) or ['""']
        old, new = pick.choice(words), pick.choice(words) if how == 10 else f'"{pick.choice(words)[1:-1][:-1]}"'
        return text.replace(old, new, 1)
    return "\n".join(lines)


_TEXTS: dict[str, str] = {}


def _read(name: str) -> str:
    if name not in _TEXTS:
        _TEXTS[name] = (ROOT / name).read_text(encoding="utf-8")
    return _TEXTS[name]


def ask(number: int, seed: int = 0) -> bool:
    """Compose the documents of one number; tell whether they gave a framework. Anything but problems is raised."""
    began = time.process_time()
    try:
        documents = [read_document(text, f"{place}.toml") for place, text in enumerate(one(number, seed))]
        framework = compose(documents).newest
    except InvalidFramework as refused:
        if not (refused.problems and str(refused)):
            raise AssertionError(f"number {number}, seed {seed}: refused without a reason") from None
        return False
    finally:
        took = time.process_time() - began
        if took > SECONDS:
            raise AssertionError(f"number {number}, seed {seed}: took {took:.1f} seconds")
    if framework.tables and not framework.document:
        raise AssertionError(f"number {number}, seed {seed}: no document")
    return True


def main(count: int, seed: int = 0) -> tuple[int, int]:
    """Ask for so many documents; give how many were frameworks, and the most memory in megabytes."""
    whole, before = 0, _megabytes()  # other tests may have run in this process
    for number in range(count):
        try:
            whole += ask(number, seed)
        except Exception as error:
            raise AssertionError(f"number {number}, seed {seed}: {type(error).__name__}: {error}") from error
    grown = _megabytes() - before
    if grown > MEGABYTES:
        raise AssertionError(f"seed {seed}: {grown} megabytes more")
    return whole, before + grown


def _megabytes() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


if __name__ == "__main__":
    asked = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    began_at = time.perf_counter()
    frameworks, most = main(asked, int(sys.argv[2]) if len(sys.argv) > 2 else 0)
    seconds = time.perf_counter() - began_at
    print(f"{asked} documents: {frameworks} frameworks, {asked - frameworks} lists of problems, no traceback")
    print(f"{seconds:.0f} s, {most} MB")
