"""From what people hand in to digit images, and what a network reads in them. NumPy, never torch."""
