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


def is_same(row: dict[str, Any], line: dict[str, Any]) -> bool:
    """Whether a document's row is the command line's, in what both hold of it."""
    keys = ("id", "source", "offset", "url", "date", "title", "text")
    said = [[warning["kind"] for warning in each["warnings"]] for each in (row, line)]
    return (
        all(row[key] == line[key] for key in keys)
        and _counts(row["repairs"]) == _counts(line["repairs"])
        and said[0] == said[1]
    )


def are_same(rows: list[dict[str, Any]], expected: dict[str, dict[str, Any]]) -> bool:
    """Whether rows are the command line's lines, each once, in any order."""
    return {row["id"] for row in rows} == set(expected) and len(rows) == len(expected) and all(
        is_same(row, expected[row["id"]]) for row in rows
    )


def _counts(repairs: Any) -> dict[str, int]:
    if isinstance(repairs, dict):
        return dict(repairs)
    return {repair["rule"]: repair["count"] for repair in repairs}


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
