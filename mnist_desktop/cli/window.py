"""No command: the window."""

from __future__ import annotations

import argparse


def run(_: argparse.Namespace) -> int:
    from mnist_desktop import app

    return app.run()
