"""Widgets that show data and ask for things. No torch, no training, no file formats."""
