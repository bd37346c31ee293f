"""Draw a digit, have it read, and watch a neural network learn to read it."""

__version__ = "0.1.0"
