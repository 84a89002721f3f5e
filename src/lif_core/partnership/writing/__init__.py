"""Writing: units of work, and the commits that they become."""
