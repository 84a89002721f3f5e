"""The walk-through: published sheets each under its own board, and one invented partnership's loop."""
