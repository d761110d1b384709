"""What the tests share: an archive of the fixtures, and what the command line makes of it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import archive
import pytest


def command(*arguments: str | Path, **how: Any) -> subprocess.CompletedProcess[bytes]:
    """Runs the command line."""
    line = [sys.executable, "-m", "unmangle", *map(str, arguments)]
    return subprocess.run(line, capture_output=True, check=False, **how)


def lines(path: Path) -> list[dict[str, Any]]:
    """The objects of a file of JSON Lines."""
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def are_same(rows: list[dict[str, Any]], expected: dict[str, dict[str, Any]]) -> bool:
    """Whether rows are the command line's lines, each once, in any order, in every column."""
    plain = {row["id"]: _plain(row) for row in rows}
    for id, line in expected.items():
        assert plain.get(id) == line
    return len(rows) == len(expected)


def _plain(value: Any) -> Any:
    """A row as JSON has it, whatever an engine's lists are."""
    if isinstance(value, dict):
        return {key: _plain(inner) for key, inner in value.items()}
    if hasattr(value, "tolist"):
        value = value.tolist()
    return [_plain(inner) for inner in value] if isinstance(value, list | tuple) else value


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with two archives: a task for each of two workers."""
    folder = tmp_path_factory.mktemp("archives")
    pages = archive.pages() + archive.hostile()
    (folder / "a.warc.gz").write_bytes(archive.warc(pages[::2]))
    (folder / "b.warc.gz").write_bytes(archive.warc(pages[1::2]))
    return folder


@pytest.fixture(scope="session")
def warcs(folder: Path) -> list[str]:
    """The two archives' paths."""
    return [str(folder / "a.warc.gz"), str(folder / "b.warc.gz")]


@pytest.fixture(scope="session")
def expected(warcs: list[str], tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Any]]:
    """What the command line makes of the archives: its lines, by id."""
    output = tmp_path_factory.mktemp("expected") / "clean.jsonl"
    done = command(*warcs, "-o", output, "--quiet")
    assert done.returncode == 0, done.stderr.decode()
    found = {line["id"]: line for line in lines(output)}
    assert len(found) > 600
    return found
