"""Data sets, generated drawings and batches."""
