"""Arriving: sheets of others, sheets of ours that come back, and minutes."""
