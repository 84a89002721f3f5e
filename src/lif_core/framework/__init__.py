"""Floor 3: what a partnership may vary, as data in layers, with the origin of every value."""
