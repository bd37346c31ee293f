from __future__ import annotations

from disks import small_disk  # noqa: F401  # a fixture is known by being here
