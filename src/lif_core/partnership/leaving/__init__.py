"""Leaving: papers become files, and every file that leaves is on record."""
