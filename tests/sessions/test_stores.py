"""What keeps runs and samples is at the places it is given, and costs the start of the program nothing."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from labelled import sample
from moments import RUNS, runs_with_moments

from mnist_desktop.sessions import stores


def test_runs_that_were_kept_in_a_folder_are_in_its_library(tmp_path: Path) -> None:
    runs_with_moments(tmp_path / "runs")
    assert {run.id for run in stores.library(tmp_path / "runs").runs()} == set(RUNS.values())
    assert stores.library(tmp_path / "elsewhere").runs() == []


def test_samples_that_are_added_are_in_the_file(tmp_path: Path) -> None:
    stores.sample_store(tmp_path / "mine.jsonl").add([sample(1)])
    assert (tmp_path / "mine.jsonl").read_text().count("\n") == 1


def test_to_know_of_them_needs_neither_torch_nor_numpy() -> None:
    work = "import sys, mnist_desktop.sessions.stores; print({'torch', 'numpy'} & {*sys.modules})"
    found = subprocess.run([sys.executable, "-c", work], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "set()"
