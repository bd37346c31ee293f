"""Reads inputs as digit images, and holds the values of a reading. Never torch."""
