"""Measures of training: what is needed, what is held, who came, who was not reached, and what it changed."""
