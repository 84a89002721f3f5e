"""The command line of lif_core."""


def main() -> None:
    """Run the command line."""
