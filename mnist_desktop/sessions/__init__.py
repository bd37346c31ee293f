"""Connects panels and workers."""
