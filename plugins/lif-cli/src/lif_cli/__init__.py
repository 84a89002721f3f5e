"""The command line of lif_core: `lif`. Nothing but the command asked for is imported."""

from collections.abc import Sequence


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line and give its exit status: 0 fine, 1 the answer is not fine, 2 the call's words are off.

    Args:
        argv: the words after `lif`; left out, those of the process.
    """
    from lif_cli.app import run

    return run(argv)
