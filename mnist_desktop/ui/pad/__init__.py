"""The drawing pad: canvas, ink, undo."""
