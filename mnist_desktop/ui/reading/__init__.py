"""The panel that shows the reading."""
