"""Sheet words: what the sheets of a request form have in common, for who writes them and who reads them."""

REQUIRED = " *"
"""What stands behind the heading of a field that must be given."""
ABOUT = "about (not read)"
"""Heading of the column that tells readers which record a row is about."""
