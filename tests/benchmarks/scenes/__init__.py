"""Makes pictures of handwritten digits as people bring them: photos, scans, screenshots, of many kinds.

`kinds.KINDS` lists the kinds, `python -m benchmarks.scenes FOLDER` (with `tests` on PYTHONPATH) writes examples to look
at, and `score.score` counts what a reader makes of them.
"""
