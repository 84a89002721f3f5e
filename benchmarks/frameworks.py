"""Frameworks: reading, composing and checking the largest shipped stack, against `tomllib` reading the same bytes.

    python benchmarks/frameworks.py [ROUNDS]

The reference only parses; ours parses, finds the line of every key, merges, builds every item and checks the meaning.
"""

import sys
import tomllib

from timing import compare, explain, here

from lif_core.framework.differences import differences
from lif_core.framework.documents import read_document
from lif_core.framework.json_schema import framework_schema
from lif_core.framework.layers import compose
from lif_core.hooks import Plugins
from lif_core.partnership.opening import layers_for


def main(rounds: int = 11) -> None:
    plugins = Plugins()
    offered = list(plugins.offers("lif_layers"))
    stacks = {name: [(one.text, one.name) for one in layers_for([name], plugins)] for name in offered}
    largest = max(stacks, key=lambda name: sum(len(text) for text, _ in stacks[name]))
    texts = stacks[largest]
    size = sum(len(text.encode()) for text, _ in texts)

    def whole() -> object:
        return compose([read_document(text, name) for text, name in texts])

    framework = compose([read_document(text, name) for text, name in texts]).newest
    other = compose([read_document(text, name) for text, name in stacks["england"]]).newest
    compare(
        f"{largest}: {len(texts)} files, {size:,} bytes",
        {
            "tomllib.loads of the same bytes": here(lambda: [tomllib.loads(text) for text, _ in texts]),
            "read, compose and check": here(whole),
            "differences from England's": here(lambda: differences(other, framework)),
            "JSON Schema": here(framework_schema),
        },
        rounds,
    )


if __name__ == "__main__":
    explain(__doc__, 0)
    main(*map(int, sys.argv[1:]))
