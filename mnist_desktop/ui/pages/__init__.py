"""The pages beside the pad, one folder each."""
