"""Books: the store of a partnership and the files beside it, what is remembered of them, and how they are read."""
