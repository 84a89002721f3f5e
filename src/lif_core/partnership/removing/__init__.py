"""Removing: what goes for good, what a hold keeps, and what must not come back."""
