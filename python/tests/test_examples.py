"""The examples, run as users run them, on archives of the fixtures."""

from __future__ import annotations

import gzip
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import unmangle
from conftest import are_same, command, lines
from test_engines import engine

EXAMPLES = Path(__file__).resolve().parents[1] / "examples"

Lines = dict[str, dict[str, Any]]


def run(folder: Path, name: str, *arguments: str | Path) -> str:
    """Runs an example in a folder, where it may leave logs; gives what it printed."""
    environment = os.environ | {
        "WORKERS": "2",
        "PYSPARK_PYTHON": sys.executable,
        "SPARK_LOCAL_IP": "127.0.0.1",
    }
    line = [sys.executable, str(EXAMPLES / name), *map(str, arguments)]
    done = subprocess.run(
        line, capture_output=True, text=True, check=False, env=environment, cwd=folder
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_multiprocessing_warc(warcs: list[str], expected: Lines, tmp_path: Path) -> None:
    output = tmp_path / "articles.jsonl"
    run(tmp_path, "multiprocessing_warc.py", output, *warcs)
    written = lines(output)
    assert are_same(written, expected)
    assert [line["id"] for line in written] == list(expected)


@pytest.mark.engine
def test_spark_warc(warcs: list[str], expected: Lines, tmp_path: Path) -> None:
    engine("pyspark", "java")
    parquet = pytest.importorskip("pyarrow.parquet", exc_type=ImportError)
    assert str(len(expected)) in run(tmp_path, "spark_warc.py", tmp_path / "out", *warcs)
    table = parquet.read_table(tmp_path / "out")
    texts = dict(zip(table["id"].to_pylist(), table["text"].to_pylist(), strict=True))
    assert texts == {id: line["text"] for id, line in expected.items()}


@pytest.mark.engine
def test_ray_jsonl(warcs: list[str], expected: Lines, tmp_path: Path) -> None:
    engine("ray")
    pages = tmp_path / "pages.jsonl"
    with pages.open("w", encoding="utf-8") as file:
        for path in warcs:
            for record in unmangle.read(path):
                try:
                    html = record.payload.decode("utf-8")
                except UnicodeDecodeError:
                    continue
                file.write(json.dumps({"id": record.id, "url": record.url, "html": html}) + "\n")
    run(tmp_path, "ray_jsonl.py", tmp_path / "out", pages)
    found = [line for path in (tmp_path / "out").iterdir() for line in lines(path)]
    cleaned = tmp_path / "clean.jsonl"
    assert command(pages, "-o", cleaned, "--quiet").returncode == 0
    texts = {line["id"]: line["text"] for line in found}
    assert texts == {line["id"]: line["text"] for line in lines(cleaned)}
    assert len(texts) > len(expected) - 50


@pytest.mark.engine
def test_datatrove_pipeline(folder: Path, expected: Lines, tmp_path: Path) -> None:
    engine("datatrove")
    run(tmp_path, "datatrove_pipeline.py", tmp_path / "out", folder)
    found = {}
    for path in (tmp_path / "out").iterdir():
        for line in gzip.decompress(path.read_bytes()).decode().splitlines():
            document = json.loads(line)
            found[document["id"]] = document["text"]
    long = {id: row["text"] for id, row in expected.items() if len(row["text"].split()) >= 20}
    assert found == long


@pytest.mark.engine
def test_duckdb_query(warcs: list[str], expected: Lines, tmp_path: Path) -> None:
    engine("duckdb")
    articles = tmp_path / "articles.parquet"
    assert command(*warcs, "-o", articles, "--quiet").returncode == 0
    host, count, _ = run(tmp_path, "duckdb_query.py", articles).split()
    assert (host, int(count)) == ("example.org", len(expected))
