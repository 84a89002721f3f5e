"""Upkeep: whether a store is whole, and how it is made whole again."""
