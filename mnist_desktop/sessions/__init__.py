"""Where panels meet workers."""
