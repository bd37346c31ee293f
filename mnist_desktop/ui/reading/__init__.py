"""The panel that shows what was read."""
