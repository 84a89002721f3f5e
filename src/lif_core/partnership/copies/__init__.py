"""Copies: a whole register out as lines, and back into an empty store."""
