"""Floor 7, measures: questions asked of a view."""
