"""Widgets that show data and emit requests. No torch, no training, no file formats."""
