"""Turns pictures into the same digit images as strokes."""
