"""The command line of lif_core: `lif`. Nothing but the command asked for is imported."""

from collections.abc import Sequence


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line and give its exit status: 0 fine, 1 the answer is not fine, 2 the call's words are off.

    Args:
        argv: the words after `lif`; left out, those of the process.
    """
    from lif_cli.app import run

    return run(argv)


def process() -> int:
    """Run the command line as the process that it is: what `lif` on the path calls.

    A process that ends after one answer has little use for Python's garbage collector: it walks everything imported
    while it is imported, and once more when the process ends, and finds next to nothing. So it comes by seldom, and at
    the end everything is put out of its sight. What must happen at the end (files, `atexit`) happens as ever.
    """
    import gc

    gc.set_threshold(_SELDOM, 20, 100)
    try:
        return main()
    finally:
        gc.freeze()


_SELDOM = 100_000  # objects between two rounds of the garbage collector: an answer about one record makes fewer
