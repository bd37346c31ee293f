"""Makes `python -m mnist_desktop` run `mnist-desktop`."""

import sys

from mnist_desktop.cli import main

sys.exit(main())
