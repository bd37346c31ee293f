"""No command: the window."""

from __future__ import annotations

import argparse


def run(_: argparse.Namespace) -> int:
    """Open the window and stay until it is closed."""
    from mnist_desktop import app

    return app.run()
