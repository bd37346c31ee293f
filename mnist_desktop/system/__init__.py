"""What any desktop program needs: files, log, signals. The standard library alone."""
