"""Opens the window: the program without a command."""

from __future__ import annotations

import argparse
import gc


def run(_: argparse.Namespace) -> int:
    """Open the window and run until it is closed."""
    gc.disable()  # until the window's own collector takes over: while importing there is next to no garbage
    from mnist_desktop import app

    return app.run()
