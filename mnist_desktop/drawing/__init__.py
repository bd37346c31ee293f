"""Turns strokes into the 28×28 digit image that a network reads. NumPy only."""
