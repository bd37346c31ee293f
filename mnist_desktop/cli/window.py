"""Opens the window: the program without a command."""

from __future__ import annotations

import argparse


def run(_: argparse.Namespace) -> int:
    """Open the window and run until it is closed."""
    from mnist_desktop import app

    return app.run()
