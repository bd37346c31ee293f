from __future__ import annotations

from spanish import in_spanish  # noqa: F401  # a fixture is known by being here
