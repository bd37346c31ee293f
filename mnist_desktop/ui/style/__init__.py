"""Themes, the style sheet and icons."""
