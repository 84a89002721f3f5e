"""The first 2,000 documents of the long fuzz, in every run of the tests."""

import importlib.util
import sys
from pathlib import Path

PATH = Path(__file__).with_name("fuzz.py")


def test_two_thousand_mutated_documents_give_a_framework_or_problems() -> None:
    """In bounded time and memory, never a traceback; some of both come out, else the mutations are too wild."""
    spec = importlib.util.spec_from_file_location("fuzz_at_length", PATH)
    assert spec is not None
    assert spec.loader is not None
    fuzz = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = fuzz
    spec.loader.exec_module(fuzz)
    whole, _ = fuzz.main(2_000)
    assert 20 < whole < 1_900
