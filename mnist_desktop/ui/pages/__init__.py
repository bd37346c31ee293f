"""The pages beside the pad, a folder each."""
