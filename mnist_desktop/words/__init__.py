"""Values as words and numbers that people read."""
