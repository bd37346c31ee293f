"""Converts values to texts and numbers that people read."""
