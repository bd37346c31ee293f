"""Strokes and pictures become the 28×28 digit image a network reads. NumPy only."""
