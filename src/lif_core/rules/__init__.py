"""Floor 6, rules: what a request would write, or everything that stands in its way."""
