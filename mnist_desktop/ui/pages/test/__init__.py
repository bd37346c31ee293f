"""The page Test."""
